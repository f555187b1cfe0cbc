"""Every view of a council has one address, at its code; who asks by a name loses nothing on the way there."""

from datetime import date

import pytest

from sectorled.councils.models import PublicationPause
from tests.comparison.factories import METRIC
from tests.people.factories import COUNCIL, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]


@pytest.mark.parametrize(
    "view",
    [
        "",
        "measures/",
        "spine/",
        "spine.svg",
        "outstanding.svg",
        "brief/",
        "brief.pdf",
        "report/",
        "changed/",
        "neighbours/",
        "neighbours.csv",
        "history/",
        f"same-verdict/{METRIC}/",
    ],
)
def test_a_name_leads_to_the_code_with_the_whole_query(client, sector, view):
    query = f"release={sector[1][0]}&group=family-2&theme=Waste+%26+streets"

    response = client.get(f"/councils/amberfold/{view}?{query}")

    assert (response.status_code, response["Location"]) == (302, f"/councils/{COUNCIL}/{view}?{query}")


def test_without_a_query_there_is_none(client):
    assert client.get("/councils/Amberfold/")["Location"] == f"/councils/{COUNCIL}/"


def test_the_last_part_of_a_measures_id_leads_to_the_whole(client, sector):
    short = METRIC.rpartition(".")[2]

    response = client.get(f"/councils/{COUNCIL}/same-verdict/{short}/?release={sector[1][0]}")

    assert response["Location"] == f"/councils/{COUNCIL}/same-verdict/{METRIC}/?release={sector[1][0]}"


def test_searching_a_councils_whole_name_keeps_the_release(client, sector):
    response = client.get(f"/search/?q=Amberfold&release={sector[1][0]}")

    assert response["Location"] == f"/councils/{COUNCIL}/?release={sector[1][0]}"


@pytest.mark.parametrize("name", ["nowhere", "https:%2F%2Fexample.org"])
def test_what_is_no_council_leads_nowhere(client, name):
    assert client.get(f"/councils/{name}/?release=").status_code == 404


def test_a_councils_own_pause_holds_whichever_of_its_names_is_asked_for(client, settings):
    settings.REPLY_WORKING_DAYS = 0
    row = council().council
    PublicationPause.objects.create(council=row, starts=date(2026, 11, 2), ends=date(2999, 1, 1), reason="a poll")

    response = client.get("/councils/amberfold/outstanding.svg", follow=True)

    assert response.status_code == 404
