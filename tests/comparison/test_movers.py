"""Who moved on a measure: picked out over the whole list, listed by name, with the caveat."""

import csv
import io
import re

import numpy as np
import pytest

from sectorled.analysis.many import benjamini_hochberg
from sectorled.councils.releases import release_read
from sectorled.warehouse.queries.movers import movers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
ADDRESS = "/measures/fictional.care-reviewed/movers/"
BROKEN = "/measures/fictional.fly-tipping-cleared/movers/"


def page(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def column(text, title):
    """The councils of one table."""
    table = re.search(rf'aria-label="{title}".*?</table>', text, re.DOTALL)
    return re.findall(r'<th scope="row"[^>]*>([^<]+)</th>', table[0]) if table else []


def test_moves_beyond_chance_are_picked_out_at_one_in_ten_over_the_list():
    found = movers(release_read(), "fictional.care-reviewed")

    tested = [mover for mover in found.movers if mover.p is not None]
    adjusted = benjamini_hochberg(np.array([mover.p for mover in tested]))
    assert [mover.found for mover in tested] == list(adjusted <= 0.10)
    assert 0 < sum(mover.found for mover in tested) < len(tested) == found.tests


def test_the_page_says_how_many_moved_and_lists_everybody_by_name(client):
    text = page(client)

    rose, fell, everybody = (
        column(text, title)
        for title in (
            "Rose by more than chance would explain",
            "Fell by more than chance would explain",
            "Every council with both figures",
        )
    )
    assert f"{len(rose)} of 33 councils tested rose, and {len(fell)} fell" in text
    assert everybody == sorted(everybody)
    assert set(rose + fell) < set(everybody)
    assert "Benjamini-Hochberg at 10%" in text
    assert "regression to the mean" in text
    assert "<b>Caveat:</b> Fictional figure" in text


def test_the_reader_may_order_by_change(client):
    by_change = column(page(client, f"{ADDRESS}?sort=change"), "Every council with both figures")

    assert by_change != sorted(by_change)
    assert sorted(by_change) == column(page(client), "Every council with both figures")


def test_another_period_may_be_compared_with(client):
    text = page(client, f"{ADDRESS}?since=2018-04-01/P1Y")

    assert "against 2018/19" in text
    assert '<option value="2018-04-01/P1Y" selected>' in text


def test_no_move_is_tested_across_a_break(client):
    text = page(client, BROKEN)

    assert "No move is picked out, because what is measured changed between the two periods." in text
    assert "A change across one is a change of the measure" in text
    assert column(text, "Rose by more than chance would explain") == []
    assert "similar" not in re.sub(r".*Every council", "", text, flags=re.DOTALL).partition("</table>")[0]


def test_moves_are_not_picked_out_while_councils_may_reply(client, settings):
    settings.REPLY_WORKING_DAYS = 1000

    text = page(client)

    assert "a council has time to reply first" in text
    assert column(text, "Fell by more than chance would explain") == []
    assert column(text, "Every council with both figures")


def test_the_csv_has_every_move_with_what_belongs_to_it_and_picks_none_out(client):
    response = client.get("/measures/fictional.care-reviewed/movers.csv")

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == column(page(client), "Every council with both figures")
    assert all(row["unit"] and row["caveat"] and row["value_id"].startswith(row["release"]) for row in rows)
    assert "found" not in rows[0]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/measures/fictional.care-review/movers/", 404, "fictional.care-reviewed"),
        (f"{ADDRESS}?since=1066", 400, "The latest ones are"),
        (f"{ADDRESS}?since=2024-04-01/P1Y", 400, "Choose a period before 2024/25"),
    ],
)
def test_what_cannot_be_compared_is_said(client, address, status, words):
    response = client.get(address)

    assert response.status_code == status
    assert words in response.content.decode()
