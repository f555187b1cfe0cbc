"""The first pages answer."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]


@pytest.mark.parametrize("address", ["/", "/councils/", "/councils/X06000001/", "/health/", "/how-we-work/"])
def test_a_page_answers(client, address):
    response = client.get(address)

    assert response.status_code == 200
