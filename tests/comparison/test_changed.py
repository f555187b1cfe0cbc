"""What a release has otherwise than an earlier one: for the sector, a council, a measure."""

import csv
import io
import re
from datetime import date

import pytest

from sectorled.councils.releases import release_read
from sectorled.warehouse.queries.since import changed_since
from tests.comparison.factories import METRIC
from tests.people.factories import COUNCIL

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def rows(client, address):
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_the_sector_is_told_by_measure_with_totals_that_agree(client, sector):
    first, second = sector[1]
    text = page(client, f"/releases/{second}/changes/")

    told = changed_since(release_read(second), release_read(first), today=TODAY, judged=False).counts
    by_measure = rows(client, f"/releases/{second}/changes.csv")
    assert f"{told['new']:,} new figures, {told['revised']:,} revised figures" in text
    assert "1 new measure," in text
    assert sum(int(row["new"]) for row in by_measure) == told["new"]
    assert sum(int(row["revised"]) for row in by_measure) == told["revised"]
    assert [row["label"] for row in by_measure] == sorted(row["label"] for row in by_measure)


def test_of_the_sector_verdicts_are_not_compared_and_the_page_says_how_they_are(client, sector):
    text = page(client, f"/releases/{sector[1][1]}/changes/")

    assert "Whether verdicts changed is worked out for one council or one measure" in text
    assert "verdicts that changed" not in text


def test_definitions_new_measures_and_overdue_ones_are_listed(client, sector):
    text = page(client, f"/releases/{sector[1][1]}/changes/")

    table = text[text.index("Definitions, measures and what is overdue") :]
    assert "Share of incidents of fly-tipping on public land cleared within one working day" in table
    assert '<td class="govuk-table__cell">new measure' in table
    assert re.search(r"due \d+ [A-Z][a-z]+ 2026", table), "a day in words"
    assert "breaks: nothing" in table
    assert "None" not in table


def test_of_a_council_each_change_is_listed_with_the_group_of_a_verdict(client, sector):
    text = page(client, f"/releases/{sector[1][1]}/changes/?council=Amberfold")

    assert "verdicts that changed" in text
    assert "verdict among Nearest neighbours of Amberfold" in text
    assert f'<option value="{COUNCIL}" selected>' in text
    assert "Page 1 of 2" in text
    assert f'href="/values/{sector[1][1]}/' in text


def test_what_a_part_is_told_is_what_the_whole_says_of_it(sector):
    first, second = (release_read(name) for name in sector[1])
    whole = changed_since(second, first, metric=METRIC, today=TODAY)

    part = changed_since(second, first, metric=METRIC, area=COUNCIL, today=TODAY)

    assert whole.counts["verdict"] > 0
    assert part.changes == [change for change in whole.changes if change.area in (None, COUNCIL)]


def test_verdicts_of_a_council_wait_until_it_could_reply(client, sector, settings):
    settings.REPLY_WORKING_DAYS = 1000

    text = page(client, f"/releases/{sector[1][1]}/changes/?council={COUNCIL}")

    assert "revised figures" in text
    assert "verdict among" not in text


def test_since_a_date_means_the_release_that_stood_on_it(client, sector):
    text = page(client, f"/releases/{sector[1][1]}/changes/?since=2026-11-01&measure={METRIC}")

    assert f'value="{sector[1][0]}"' in text
    assert "What changed since 1 November 2026" in text


def test_between_a_release_and_itself_nothing_changed(client, sector):
    text = page(client, f"/releases/{sector[1][1]}/changes/?since={sector[1][1]}&measure={METRIC}")

    assert "Nothing changed in what you asked for." in text


def test_of_the_first_release_there_is_nothing_to_tell_yet(client, sector):
    assert "is the first that was published" in page(client, f"/releases/{sector[1][0]}/changes/")


def test_the_csv_of_a_council_has_every_change(client, sector):
    told = rows(client, f"/releases/{sector[1][1]}/changes.csv?council={COUNCIL}")

    what = {row["what"] for row in told}
    assert {"new", "revised", "verdict", "definition", "overdue"} <= what
    assert {row["area"] for row in told} == {"", COUNCIL}


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("since=2001-01-01", 400, "No release was published by 2001-01-01"),
        ("since=0123456789ab", 404, "There is no release"),
        ("council=Amberfeld", 404, "Amberfold"),
        ("measure=fictional.smokin", 404, "fictional.smoking"),
    ],
)
def test_what_cannot_be_compared_is_said(client, sector, asked, status, words):
    response = client.get(f"/releases/{sector[1][1]}/changes/?{asked}")

    assert response.status_code == status
    assert words in response.content.decode()


def test_figures_are_said_with_unit_and_status_and_rounded_and_in_the_file_as_data(client, sector):
    first, second = sector[1]
    address = f"/releases/{second}/changes"
    said = page(client, f"{address}/?since={first}&measure={METRIC}")
    told = rows(client, f"{address}.csv?since={first}&measure={METRIC}")

    cells = re.findall(r'<td class="govuk-table__cell"><a [^>]+>([^<]+)<span', said)
    assert len(cells) > 20
    assert [cell for cell in cells if not re.fullmatch(r"\d+\.\d%( \((provisional|revised)\))?", cell)] == []
    assert any(len(row["now"].split(" ")[0]) > len("38.2714") for row in told), "no digit is lost"


def test_each_link_of_a_list_of_changes_says_where_it_leads(client, sector):
    said = page(client, f"/releases/{sector[1][1]}/changes/?since={sector[1][0]}&measure={METRIC}")

    links = dict[str, set[str]]()
    for where, words in re.findall(r'<a class="govuk-link" href="([^"]+)">(.*?)</a>', said):
        links.setdefault(re.sub("<[^>]+>", "", words), set()).add(where)
    assert [words for words, places in links.items() if len(places) > 1] == []
