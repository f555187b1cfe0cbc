"""Health says which part cannot be read, and no more; it is 503 then."""

import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("sector")
def test_a_site_that_can_work_is_well(client):
    response = client.get("/health/")

    assert response.status_code == 200
    assert response.json() == {"status": "well", "database": "well", "warehouse": "well"}
    assert "no-store" in response.headers["Cache-Control"]


def test_without_a_published_release_it_is_unwell_and_says_no_path(client, settings, tmp_path):
    settings.WAREHOUSE = str(tmp_path / "secret-folder")

    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json()["warehouse"] == "unwell"
    assert "secret-folder" not in response.content.decode()


def test_an_object_store_that_cannot_be_reached_is_unwell(client, settings):
    settings.WAREHOUSE = "s3://user:password@bucket/x?endpoint_override=127.0.0.1:1&scheme=http&region=x"

    response = client.get("/health/")

    assert response.status_code == 503
    assert "password" not in response.content.decode()


@pytest.mark.usefixtures("sector")
def test_without_its_database_it_is_unwell_and_says_no_more(client, monkeypatch):
    def refuse(*_):
        raise OperationalError("connection to server at 10.1.2.3 as user sectorled failed")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json() == {"status": "unwell", "database": "unwell", "warehouse": "well"}
