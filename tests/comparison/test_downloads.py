"""Files at stable addresses: complete, exact, harmless, refreshed only when something changed."""

import csv
import io
from datetime import UTC, datetime

import polars as pl
import pytest

from sectorled.comparison.selectors.downloads import COLUMNS
from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from tests.comparison.factories import METRIC, reply
from tests.people.factories import COUNCIL, council
from tests.warehouse import small_package

pytestmark = [pytest.mark.django_db]
MEASURE, AREA = f"/measures/{METRIC}/data", f"/councils/{COUNCIL}/data"
AT = datetime(2026, 11, 2, tzinfo=UTC)


def content(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows(response):
    text = content(response).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_measure_holds_every_figure_of_the_release_unrounded(client, sector):
    stored = as_frame(observations_of(open_store(sector[0]), sector[1][1]).of_metrics([METRIC]))

    found = rows(client.get(f"{MEASURE}.csv"))

    figures = {(row["area"], row["period"]): row["value"] for row in found}
    assert len(found) == stored.height > 500
    wanted = {(a, p): "" if v is None else v for a, p, v in stored.select("area", "period", "value").iter_rows()}
    assert {key: float(value) if value else "" for key, value in figures.items()} == wanted


@pytest.mark.usefixtures("sector")
@pytest.mark.parametrize("address", [MEASURE, AREA])
def test_no_figure_travels_alone(client, address):
    found = rows(client.get(f"{address}.csv"))

    assert tuple(found[0]) == COLUMNS
    for name in ("unit", "period", "period_spoken", "status", "source", "release", "value_id", "licence"):
        assert [row for row in found if row["value"] and not row[name]] == [], name
    assert any(row["caveat"] for row in found)


@pytest.mark.usefixtures("sector")
@pytest.mark.parametrize("address", [MEASURE, AREA])
def test_parquet_has_the_same_rows(client, address):
    as_text = rows(client.get(f"{address}.csv"))

    frame = pl.read_parquet(content(client.get(f"{address}.parquet")))

    assert tuple(frame.columns) == COLUMNS
    assert frame["value"].to_list() == [float(row["value"]) if row["value"] else None for row in as_text]
    assert frame["value_id"].to_list() == [row["value_id"] for row in as_text]


def test_a_council_may_be_named_and_a_release_too(client, sector):
    found = rows(client.get(f"/councils/Amberfold/data.csv?release={sector[1][0]}"))

    assert {row["area"] for row in found} == {COUNCIL}
    assert {row["release"] for row in found} == {sector[1][0]}


def test_what_the_council_says_stands_beside_its_figures_and_nobody_elses(client, sector):
    council()
    before = client.get(f"{MEASURE}.csv")
    reply(sector[1][1], "=We changed our rounds.", state="published")

    after = client.get(f"{MEASURE}.csv", headers={"If-None-Match": before.headers["ETag"]})

    assert {row["reply"] for row in rows(before)} == {""}
    assert {(row["area"] == COUNCIL, row["reply"]) for row in rows(after)} == {
        (True, "'=We changed our rounds."),
        (False, ""),
    }


def test_a_file_that_the_reader_has_is_not_made_again(client, sector):
    addresses = (f"{MEASURE}.csv", f"{AREA}.parquet", f"/releases/{sector[1][1]}/package.zip", f"{MEASURE}.parquet")
    for address in addresses:
        first = client.get(address)
        assert content(first)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

        assert (again.status_code, again.content) == (304, b""), address
        assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_the_tag_changes_with_the_release(client, sector):
    tags = {client.get(f"{MEASURE}.csv?release={release}").headers["ETag"] for release in sector[1]}

    assert len(tags) == 2


@pytest.mark.usefixtures("sector")
@pytest.mark.parametrize(
    "address",
    [
        "/measures/no-such/data.csv",
        "/councils/Nowhere/data.csv",
        f"{MEASURE}.exe",
        f"/measures/{METRIC}/pie.csv",
        f"/measures/{METRIC}/line.csv",
    ],
)
def test_a_file_that_there_is_not_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_no_cell_is_a_formula_for_a_spreadsheet(client, settings, tmp_path):
    hostile = {
        "metrics": small_package.TABLES["metrics"].replace("Days to decide", '"=HYPERLINK(""http://x"")"'),
        "areas": small_package.TABLES["areas"].replace("Council X01", "@SUM(A1)").replace("Council X02", " +1+1"),
        "observations": small_package.TABLES["observations"].replace("m1,X01,2023/24,10,,,", "m1,X01,2023/24,-10,,,"),
    }
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    store = open_store(settings.WAREHOUSE)
    load(store, "package", str(small_package.write(tmp_path / "package", **hostile)), at=AT)
    publish(store, build(store, at=AT).release, at=AT)

    found = rows(client.get("/measures/m1/data.csv")) + rows(client.get("/measures/m1/bars.csv"))

    cells = [cell for row in found for cell in row.values() if cell and cell.lstrip()[0] in "=+-@\t\r"]
    assert {cell for cell in cells if cell not in ("-10.0", "-10")} == set()
    assert "'@SUM(A1)" in {row.get("name") for row in found}


@pytest.mark.usefixtures("sector")
@pytest.mark.parametrize("picture", ["bars", "line", "hexagons"])
def test_the_table_behind_a_chart_says_of_each_figure_what_belongs_to_it(client, picture):
    found = rows(client.get(f"/measures/{METRIC}/{picture}.csv?council={COUNCIL}"))

    assert len(found) > 5
    for name in ("Status", "Value id", "Source", "Release", "Base", "Reply"):
        assert [row for row in found if not row[name]] == [], name


def test_a_reply_stands_in_the_table_behind_a_chart(client, sector):
    council()
    reply(sector[1][1], "We changed our rounds.", state="published")

    found = rows(client.get(f"/measures/{METRIC}/bars.csv?council={COUNCIL}"))

    said = {row["Council"]: row["Reply"] for row in found}
    assert {name for name, words in said.items() if words != "none"} == {"Amberfold"}


@pytest.mark.usefixtures("sector")
def test_the_page_of_downloads_lists_files_that_are_there(client):
    page = client.get("/downloads/?find=recycl").content.decode()

    assert f"/measures/{METRIC}/data.csv" in page
    assert "fictional.accounts-on-time" not in page
    assert "No measure has" in client.get("/downloads/?find=xyzzy").content.decode()
    assert "page 2 of" in client.get("/downloads/?page=2").content.decode()
    assert client.get("/downloads/?page=<script>").status_code == 200


@pytest.mark.usefixtures("sector")
def test_the_page_of_downloads_asks_the_records_nothing(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        client.get("/downloads/")


@pytest.mark.usefixtures("sector")
def test_the_table_behind_a_councils_many_measures_is_complete_too(client):
    theme = client.get("/api/v1/measures?limit=1").json()["rows"][0]["theme"]

    found = rows(client.get(f"/councils/{COUNCIL}/spine.csv", {"theme": theme}))

    assert found
    assert [row for row in found if not (row["Status"] and row["Value id"] and row["Release"])] == []
