"""The API and the command line give the same answer to the same question."""

from dataclasses import asdict

import pytest
from django.utils import timezone

from sectorled.warehouse.queries.open import open_release
from sectorled.warehouse.queries.since import changed_since
from tests.cli.run import answered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
METRIC, AREA, YEAR = "fictional.household-recycling", "X06000001", "2023/24"
PAIRS = (
    (f"/compare?metric={METRIC}&area={AREA}", ("compare", METRIC, "--area", AREA)),
    (f"/compare?metric={METRIC}&scheme=region", ("compare", METRIC, "--scheme", "region")),
    (f"/compare?metric={METRIC}&group=all&period={YEAR}", ("compare", METRIC, "--group", "all", "--period", YEAR)),
    (f"/compare?metric={METRIC}&group=all", ("compare", METRIC, "--group", "all")),
    (f"/trend?metric={METRIC}&area=Amberfold", ("trend", METRIC, "Amberfold")),
    (f"/same-verdict?metric={METRIC}&area={AREA}", ("same-verdict", METRIC, AREA)),
    (f"/neighbours/{AREA}?k=4&not_by={METRIC}", ("neighbours", AREA, "--k", "4", "--not-by", METRIC)),
    ("/baskets/outcomes?base=2014/15&latest=2023/24", ("basket", "outcomes", "--from", "2014/15", "--to", "2023/24")),
    (f"/provenance?metric={METRIC}&area={AREA}", ("explain", METRIC, AREA)),
    ("/measures?limit=1000", ("list", "metrics")),
    ("/measures?limit=1000&find=waste", ("list", "metrics", "--find", "waste")),
    ("/areas?limit=1000", ("list", "areas")),
    ("/groups?limit=1000", ("list", "groups")),
    ("/baskets", ("list", "baskets")),
    ("/releases", ("releases",)),
    (f"/proposed-council?predecessors={AREA}&predecessors=X06000002", ("propose-council", AREA, "X06000002")),
)  # fmt: skip


@pytest.mark.parametrize(("address", "words"), PAIRS, ids=lambda value: value if isinstance(value, str) else "")
def test_an_answer_equals_the_command_lines(client, sector, address, words):
    said = client.get(f"/api/v1{address}")

    assert said.status_code == 200, said.content
    assert said.json() == answered(sector[0], *words)


def test_changes_since_an_earlier_release_equal_the_command_lines(client, sector):
    first = sector[1][0]

    said = client.get(f"/api/v1/changes?since={first}&limit=1000&area={AREA}").json()

    assert said == answered(sector[0], "changes", "--since", first, "--area", AREA)


def test_what_changed_since_a_day_is_what_changed_since_the_release_of_that_day(client, sector):
    by_day = client.get(f"/api/v1/changes?since=2026-11-01&area={AREA}").json()
    by_id = client.get(f"/api/v1/changes?since={sector[1][0]}&area={AREA}").json()

    assert by_day == by_id


def test_an_earlier_release_is_read_where_it_is_named(client, sector):
    first = sector[1][0]

    said = client.get(f"/api/v1/compare?metric={METRIC}&area={AREA}&release={first}").json()

    assert said["release"] == first
    assert said == answered(sector[0], "compare", METRIC, "--area", AREA, "--release", first)


def test_a_value_is_followed_back_by_the_id_it_carries(client):
    trend = client.get(f"/api/v1/trend?metric={METRIC}&area={AREA}").json()

    point = trend["points"][-1]
    explained = client.get(f"/api/v1/values/{point['value_id']}").json()

    assert explained["value_id"] == point["value_id"]
    assert explained["value"] == point["value"]


def test_pages_of_a_list_together_are_the_list(client, sector):
    whole = answered(sector[0], "list", "metrics")["rows"]
    address, rows = "/api/v1/measures?limit=50", []

    while address:
        page = client.get(address)
        rows += page.json()["rows"]
        link = page.headers.get("Link", "")
        address = link.partition("<")[2].partition(">")[0].removeprefix("http://testserver")

    assert rows == whole
    assert page.headers["X-Total-Count"] == str(len(whole))
    assert len(whole) > 50


def test_groups_of_a_comparison_come_in_pages_too(client, sector):
    whole = answered(sector[0], "compare", METRIC, "--scheme", "region")["groups"]
    first = client.get(f"/api/v1/compare?metric={METRIC}&scheme=region&limit=2")
    second = client.get(f"/api/v1/compare?metric={METRIC}&scheme=region&limit=2&offset=2")

    assert first.json()["groups"] + second.json()["groups"] == whole[:4]
    assert first.headers["X-Total-Count"] == str(len(whole))


def test_changes_of_the_whole_sector_are_all_but_verdicts_which_take_too_long(client, sector):
    after, before = (open_release(sector[0], release=release) for release in reversed(sector[1]))

    said = client.get(f"/api/v1/changes?since={before.id}&limit=1000").json()

    every = changed_since(after, before, today=timezone.localdate(), judged=False)
    assert said["counts"] == every.counts
    assert said["changes"] == [asdict(change) for change in every.changes[:1000]]
    assert "verdict" not in said["counts"]
