"""A council's measures by theme, in a table and on one scale."""

from datetime import UTC, datetime

import pytest

from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from tests.people.factories import COUNCIL
from tests.warehouse import small_package

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
AT = datetime(2026, 11, 1, tzinfo=UTC)


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_theme_about_the_place_is_not_that_of_the_services_with_the_same_name(client):
    services = page(client, f"/councils/{COUNCIL}/measures/?theme=Finance")
    place = page(client, f"/councils/{COUNCIL}/measures/?theme=Finance, about the place")

    assert "Invoices paid on time" in services
    assert "Net spending" not in services
    assert "Net spending" in place
    assert "Invoices paid on time" not in place
    assert place.count("<option selected>") == 1


@pytest.fixture
def served(sector, tmp_path, settings):
    """A release in which Council X01 has figures on the last theme only, written in small letters."""
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    store = open_store(settings.WAREHOUSE)
    tables = small_package.TABLES
    metrics = tables["metrics"].replace("scheme,source", "scheme,source,theme")
    metrics = metrics.replace("A register\nm2", "A register,waste\nm2").replace("A register\n", "A register,Adoption\n")
    kept = [row for row in tables["observations"].splitlines() if not row.startswith("m2,X01")]
    package = small_package.write(tmp_path / "package", metrics=metrics, observations="\n".join(kept) + "\n")
    load(store, "package", str(package), at=AT)
    publish(store, build(store, at=AT).release, at=AT)


@pytest.mark.usefixtures("served")
def test_a_theme_nobody_asked_for_is_the_first_with_a_figure(client):
    text = page(client, "/councils/X01/measures/")

    assert "Days to decide" in text
    assert "Households helped" not in text


@pytest.mark.usefixtures("served")
def test_a_spine_chart_begins_with_a_theme_of_which_the_council_has_figures(client):
    text = page(client, "/councils/X01/spine/")

    assert "Waste on one scale" in text
    assert "Nothing to draw" not in text
    assert "Adoption" not in text


def test_a_spine_chart_is_found_by_its_theme_however_it_is_written(client):
    text = page(client, f"/councils/{COUNCIL}/spine/?theme=FINANCE")

    assert "Finance on one scale" in text
    assert "theme=Finance" in text
