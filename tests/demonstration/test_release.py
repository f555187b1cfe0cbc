"""Two releases as data packages: the same bytes every time, different where they should be, and readable."""

import hashlib
import json
import time
from datetime import UTC, datetime

import polars as pl
import pytest

from sectorled.demonstration.metrics import catalogue
from sectorled.demonstration.package import tables, write_package
from sectorled.demonstration.world import make_world
from sectorled.warehouse.load import load
from sectorled.warehouse.status import COUNTED, STATUSES
from sectorled.warehouse.store import open_store
from sectorled.warehouse.tables import TABLES

KEY = ["metric", "area", "period"]


def digest(folder):
    files = sorted(folder.iterdir())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_same_seed_gives_the_same_bytes_in_under_three_seconds(tmp_path):
    began = time.perf_counter()
    write_package(tmp_path / "one", release=2)
    took = time.perf_counter() - began
    write_package(tmp_path / "again", release=2)
    write_package(tmp_path / "other", release=2, seed=7)

    assert took < 3
    assert digest(tmp_path / "one") == digest(tmp_path / "again")
    assert digest(tmp_path / "one")["observations.csv"] != digest(tmp_path / "other")["observations.csv"]
    assert digest(tmp_path / "one")["areas.csv"] == digest(tmp_path / "other")["areas.csv"]


def test_there_are_two_releases(tmp_path):
    with pytest.raises(ValueError, match="no release 3"):
        write_package(tmp_path, release=3)


@pytest.mark.parametrize("release", [1, 2])
def test_a_package_loads_without_a_refusal(tmp_path, release):
    write_package(tmp_path / "package", release=release)

    report = load(open_store(str(tmp_path / "warehouse")), "package", tmp_path / "package", at=datetime.now(UTC))

    assert report.rows_refused == 0
    assert report.notes == []
    assert report.dataset == "package/fictional-sector"
    assert report.unknown_areas == {}


def test_the_descriptor_says_that_all_is_fictional_and_names_every_table(tmp_path):
    write_package(tmp_path, release=1)
    descriptor = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))

    assert "Fictional sector (demonstration)" in descriptor["title"]
    assert "invented" in descriptor["title"]
    assert "Fictional" in descriptor["licenses"][0]["name"]
    assert {r["name"].replace("-", "_") for r in descriptor["resources"]} == set(TABLES)
    for resource in descriptor["resources"]:
        header = (tmp_path / resource["path"]).read_text("utf-8").splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]


def test_every_row_of_the_small_tables_says_that_it_is_fictional(second):
    for name in ("areas", "metrics", "groups", "baskets"):
        assert set(second[name]["note"]) == {"Fictional"}


def test_every_status_occurs_and_withheld_figures_are_not_there(second):
    rows = second["observations"]
    numbers = pl.any_horizontal(pl.col("value", "numerator", "denominator", "lower", "upper").is_not_null())

    assert set(rows["status"]) == set(STATUSES)
    assert rows.filter(~pl.col("status").is_in(sorted(COUNTED)), numbers).height == 0
    assert rows.filter(pl.col("status").is_in(sorted(COUNTED)), pl.col("value").is_null()).height == 0
    assert not rows.select(pl.struct(KEY).is_duplicated().any()).item()
    assert rows.filter(~pl.col("status").is_in(["final", "provisional"]), pl.col("note").is_null()).height == 0


def test_statuses_are_as_rare_as_in_life(second):
    counts = dict(second["observations"]["status"].value_counts().iter_rows())
    share = {status: count / second["observations"].height for status, count in counts.items()}

    assert 0.7 < share["final"] < 0.9
    assert 0.15 < share["not applicable"] < 0.25
    assert 0.01 < share["provisional"] < 0.05
    assert all(share[word] < 0.01 for word in ("estimated", "revised", "suppressed", "missing", "restricted"))


def test_small_counts_of_people_are_withheld(second):
    rows = second["observations"]
    people = {m.id for m in catalogue().values() if m.recipe.suppress}
    kept = rows.filter(pl.col("metric").is_in(sorted(people)), pl.col("status").is_in(sorted(COUNTED)))

    assert kept.filter(pl.col("numerator").is_between(1, 5)).height == 0
    assert rows.filter(pl.col("status") == "suppressed")["metric"].n_unique() >= 4


def test_a_council_reports_only_while_it_exists_and_only_on_what_it_runs(second):
    rows = second["observations"]
    recycling = rows.filter(pl.col("metric") == "fictional.household-recycling")
    spans = recycling.group_by("area").agg(pl.col("period").min().alias("first"), pl.col("period").max().alias("last"))
    span = {area: (first[:4], last[:4]) for area, first, last in spans.iter_rows()}

    assert span["X07000022"] == ("2013", "2018")
    assert span["X07000034"] == ("2019", "2024")
    assert span["X06000022"] == ("2013", "2021")
    assert span["X06000027"] == ("2021", "2024")
    assert "X06000030" not in span
    assert set(recycling.filter(pl.col("area").str.starts_with("X10"))["status"]) == {"not applicable"}


def test_the_second_release_only_adds_and_revises(first, second):
    before, after = first["observations"], second["observations"]
    both = before.join(after, on=KEY, suffix="_now")
    changed = both.filter(pl.col("value").ne_missing(pl.col("value_now")))
    new = after.join(before, on=KEY, how="anti")

    assert both.height == before.height
    assert set(changed["status_now"]) == {"revised"}
    assert 400 < changed.height < 2000
    assert both.filter(pl.col("status_now") == "revised").height == changed.height
    assert "revised" not in set(before["status"])
    assert {"2024-04-01/P1Y", "2025-04-01/P3M", "2025-07-01/P3M", "2022-01-01/P3Y"} <= set(new["period"])
    assert before["period"].str.slice(0, 7).max() == "2025-01"


def test_what_was_provisional_becomes_final_or_revised(first, second):
    provisional = first["observations"].filter(pl.col("status") == "provisional")
    later = provisional.join(second["observations"], on=KEY, suffix="_now")

    assert set(later["status_now"]) == {"final", "revised"}


@pytest.mark.parametrize("seed", [1, 99])
def test_values_follow_from_parts_within_what_check_allows_whatever_the_seed(seed):
    made = tables(make_world(seed), 1)
    factors = made["metrics"].select("metric", "multiplier")
    rows = made["observations"].join(factors, on="metric").filter(pl.col("denominator") > 0)
    rate = pl.col("numerator") / pl.col("denominator") * pl.col("multiplier")
    larger = pl.max_horizontal(pl.col("value").abs(), rate.abs())

    assert rows.height > 50_000
    assert rows.filter(pl.col("value") != 0, rate != 0, (pl.col("value") - rate).abs() > 0.02 * larger).height == 0
