"""What waits for a council's days to reply, surface by surface, and what does not (docs/adr/0015)."""

import csv
import io
import re
from datetime import date

import pytest

from sectorled.councils.models import PublicationPause
from tests.people.factories import COUNCIL, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
MOVERS = "/measures/fictional.care-reviewed/movers/"
TAKEN_ALONE = re.compile(r"Marked one at a time|\d+ of \d+ measures differ")


@pytest.fixture
def closed(settings):
    """No council has had its time to reply."""
    settings.REPLY_WORKING_DAYS = 100_000


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def judged(client):
    """The councils of the list of movers with a verdict or a p."""
    rows = list(csv.DictReader(io.StringIO(client.get(f"{MOVERS[:-1]}.csv").content.decode("utf-8-sig"))))
    return {row["area"] for row in rows if row["p"] or row["verdict"]}, {row["area"] for row in rows}


@pytest.mark.usefixtures("closed")
def test_the_first_page_shows_a_measure_over_all_councils_and_no_finding(client):
    shown = text_of(client, "/").split('id="finding"')[1].split("Table and downloads")[0]

    assert re.search(r"\d+ councils have a figure, and the median is", re.sub("<[^>]+>", "", shown))
    assert "learly" not in shown
    assert 'href="/councils/' not in shown.split("chart")[0]
    assert "hexagons.svg" in shown


@pytest.mark.parametrize("address", [f"/councils/{COUNCIL}/", f"/councils/{COUNCIL}/brief/"])
def test_how_many_measures_differ_taken_alone_is_not_told_before(client, settings, address):
    after = text_of(client, address)
    settings.REPLY_WORKING_DAYS = 100_000

    before = text_of(client, address)

    assert TAKEN_ALONE.search(after)
    assert not TAKEN_ALONE.search(before)
    assert "Benjamini-Hochberg at 5%" in before


def test_movers_are_judged_only_where_the_council_could_reply(client, settings):
    row = council().council
    PublicationPause.objects.create(council=row, starts=date(2026, 11, 2), ends=date(2999, 1, 1), reason="a poll")

    some, everybody = judged(client)
    page = text_of(client, MOVERS)
    settings.REPLY_WORKING_DAYS = 100_000
    nobody, still = judged(client)

    assert COUNCIL in everybody
    assert COUNCIL not in some
    assert len(some) > 10
    assert "not told yet" in page
    assert (nobody, still) == (set(), everybody)


@pytest.mark.usefixtures("closed")
def test_the_list_of_movers_judges_nobody_before(client):
    table = text_of(client, f"{MOVERS}?sort=change").partition("<table")[2].partition("</table>")[0]

    assert "not told yet" in table
    assert not re.search("better|worse|similar", table)


def test_the_list_of_movers_asks_for_pauses_once_not_for_each_council(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(MOVERS)


@pytest.mark.usefixtures("closed")
def test_a_figures_own_page_says_where_it_stands_and_how_sure_that_is(client):
    said = text_of(client, f"/measures/fictional.missed-collections/?council={COUNCIL}")

    assert re.search("Clearly (better|worse), judging by|chance (alone )?(would|could)", said.split("</form>")[1])
