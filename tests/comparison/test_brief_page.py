"""The one-page brief as a page and as PDF, for the council and for the public."""

import pytest

from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
ADDRESS = f"/councils/{COUNCIL}/brief/"


def test_the_brief_is_a_page_with_its_chart_and_a_pdf(client):
    text = client.get(ADDRESS).content.decode()

    assert "Amberfold in brief" in text
    assert "outstanding.svg?release=" in text
    assert f"/councils/{COUNCIL}/brief.pdf?release=" in text


def test_the_public_brief_names_nothing_before_the_councils_days_have_passed(client, settings):
    settings.REPLY_WORKING_DAYS = 100_000

    text = client.get(ADDRESS).content.decode()

    assert "Measures by theme" in text
    assert "clearly" not in text.split("How sure we are")[0].lower()
    assert "outstanding.svg" not in text


@pytest.mark.slow
def test_the_pdf_is_a_pdf(client):
    response = client.get(f"/councils/{COUNCIL}/brief.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_the_brief_of_a_name_leads_to_the_code(client):
    assert client.get("/councils/Amberfold/brief/")["Location"] == ADDRESS
