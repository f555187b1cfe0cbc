"""Groups: who is in them and by whose choice; nearest neighbours and why; a verdict over all groups of a council."""

import csv
import io
import re
from datetime import UTC, datetime

import polars as pl
import pytest

from sectorled.councils.releases import release_read
from sectorled.warehouse.load import load
from sectorled.warehouse.queries.council import same_verdict
from sectorled.warehouse.queries.nearest import neighbours
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from tests.people.factories import COUNCIL
from tests.warehouse import small_package

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
NEAR = f"/groups/neighbours-{COUNCIL}/"
METRIC = "fictional.care-satisfaction"
AT = datetime(2026, 11, 1, tzinfo=UTC)
PLAIN = small_package.TABLES["metrics"].replace(",place,", ",all,")


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def heads(text):
    """The councils of the table, as linked."""
    linked = r'<th scope="row"[^>]*>(?:\d+\.&nbsp;)?<a class="govuk-link" href="[^"]+">([^<]+)<(?:span|/a)'
    return re.findall(linked, text)


def rows(client, address):
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_every_scheme_is_listed_with_its_source_licence_and_date(client):
    text = page(client, "/groups/")

    assert text.count('href="/groups/') >= 85
    assert "Scheme place-family" in text
    assert "Licence: Fictional figures: free to use" in text
    assert "As of 1 April 2024" in text
    assert "It follows from what councils are." in text


def test_a_group_names_its_owner_source_and_members_by_name(client):
    text = page(client, NEAR)

    assert "which is compared with its members" in text
    assert len(heads(text)) == 15
    assert heads(text) == sorted(heads(text))
    assert "Amberfold" not in heads(text)


def test_the_reader_may_order_neighbours_by_nearness(client):
    near = heads(page(client, f"{NEAR}?sort=nearness"))

    assert near != sorted(near)
    by_position = sorted(rows(client, f"{NEAR}members.csv"), key=lambda row: int(row["position"]))
    assert near == [row["name"] for row in by_position]


def test_the_members_as_csv_say_where_the_group_comes_from(client):
    told = rows(client, f"{NEAR}members.csv")

    assert len(told) == 15
    assert all(row["source"] and row["licence"] and row["as_of"] and row["release"] for row in told)


def test_a_group_of_one_and_a_group_of_none_say_that_there_is_nobody_to_compare_with(client, settings, tmp_path):
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    store = open_store(settings.WAREHOUSE)
    groups = "group,scheme,label,kind,owner\none,alone,One,custom,\nnone,alone,None,custom,\n"
    package = small_package.write(tmp_path / "package", groups=groups, members="group,area\none,X01\n", metrics=PLAIN)
    load(store, "package", str(package), at=AT)
    publish(store, build(store, at=AT).release, at=AT)

    assert "This is a group of one: Council X01 has nobody in it" in page(client, "/groups/one/")
    assert "This group has no members" in page(client, "/groups/none/")


def test_a_group_that_is_not_there_is_answered_with_the_nearest(client):
    response = client.get("/groups/region-northfel/")

    assert response.status_code == 404
    assert "region-northfell" in response.content.decode()


def test_neighbours_are_told_nearest_first_with_what_sets_them_apart_and_how_firm_they_are(client):
    text = page(client, f"/councils/{COUNCIL}/neighbours/")

    found = neighbours(release_read(), COUNCIL)
    first = found.neighbours[0]
    assert heads(text) == [one.name for one in found.neighbours]
    assert f"{first.distance:.2f}" in text
    assert f"{first.drivers[0].label} ({100 * first.drivers[0].share:.0f}%)".replace("'", "&#39;") in text
    assert "200 random re-draws" in text
    assert f"By {len(found.variables)} measures" in text


def test_fewer_or_other_kinds_of_neighbours_may_be_asked_for(client):
    assert len(heads(page(client, f"/councils/{COUNCIL}/neighbours/?k=5&kind=any"))) == 5
    assert len(heads(page(client, f"/councils/{COUNCIL}/neighbours/?k=<script>"))) == 15
    assert len(rows(client, f"/councils/{COUNCIL}/neighbours.csv?k=7")) == 7


def test_a_council_that_has_ended_has_no_neighbours_and_says_why(client):
    assert "is not a council that exists now" in page(client, "/councils/X07000022/neighbours/")


def test_a_council_is_found_by_its_name_at_the_address_of_its_code(client):
    response = client.get("/councils/Amberfold/neighbours/")

    assert response.headers["Location"] == f"/councils/{COUNCIL}/neighbours/"


def test_a_verdict_is_told_in_every_group_of_the_council(client):
    text = page(client, f"/councils/{COUNCIL}/same-verdict/{METRIC}/")

    found = same_verdict(release_read(), COUNCIL, METRIC)
    assert f"the same in {found.same} of {found.of} groups" in text
    assert len(heads(text)) == len(found.verdicts)
    assert 0 < found.same < found.of


def test_a_group_is_as_large_as_the_councils_in_it_that_exist(client):
    text = page(client, f"/councils/{COUNCIL}/same-verdict/{METRIC}/")

    sizes = re.findall(r'data-label="Councils"[^>]*>(\d+)<', text)
    release = release_read()
    areas = release.table("areas").filter(pl.col("code").is_in(release.members("all")))
    ended = pl.col("end").is_not_null() & (pl.col("end") <= release.built)
    to_come = pl.col("start").is_not_null() & (pl.col("start") > release.built)
    assert areas.filter(ended | to_come).height > 0
    assert max(map(int, sizes)) == areas.filter(~ended & ~to_come).height


def test_without_a_verdict_the_page_says_that_only_positions_can_be_told(client):
    text = page(client, f"/councils/{COUNCIL}/same-verdict/fictional.turnout/")

    assert "In none of its groups could chance be assessed" in text
    assert "chance not assessed" in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"/councils/{COUNCIL}/same-verdict/fictional.turnou/", "fictional.turnout"),
        ("/councils/Amberfeld/neighbours/", "Amberfold"),
    ],
)
def test_what_is_not_known_is_answered_with_the_nearest(client, address, words):
    response = client.get(address)

    assert response.status_code == 404
    assert words in response.content.decode()
