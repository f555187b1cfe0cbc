"""Each loader on the files as their publishers issue them."""

import json
from functools import cache
from importlib import import_module
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest
from scipy.stats import rankdata

from sectorled.analysis.standing.judgement import Judgement, Polarity
from sectorled.analysis.standing.ranks import standings
from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.sources import KINDS, recognise, to_load
from sectorled.warehouse.tidy import Tidy
from tests.shared import SHARED, needs_shared
from tests.warehouse.register import nobody

pytestmark = needs_shared
DATA = SHARED / "data"


@cache
def _register() -> KnownAreas:
    tidy = _load("council-register", nobody())
    return KnownAreas(tidy["areas"], tidy["names"], tidy["successions"])


def _load(folder: str, register: KnownAreas | None = None) -> Tidy:
    with Files.open(DATA / folder) as files:
        kind = recognise(files)
        assert kind is not None
        tidy: Tidy = import_module(KINDS[kind]).read(files, register or _register())
        return tidy


def test_the_folder_is_loaded_in_an_order_that_works() -> None:
    plan = to_load(DATA)

    assert [kind for kind, _ in plan] == [
        "council-register", "ons-els", "hexmaps", "lait", "revenue-outturn", "ofsted-ilacs", "mapped", "mapped", None,
    ]  # fmt: skip
    assert plan[-1][1].name == "survey-example"
    assert to_load(DATA / "lait") == [("lait", DATA / "lait")]


def test_the_register_holds_470_councils_and_48_that_were_replaced() -> None:
    tidy = _load("council-register", nobody())

    assert tidy["areas"].filter(~pl.col("kind").is_in(["region", "country"])).height == 470
    assert tidy["successions"]["predecessor"].n_unique() == 48
    assert tidy["successions"].height == 50
    assert not tidy.refusals


def test_every_spelling_of_the_register_finds_its_council() -> None:
    rows = pd.read_csv(DATA / "council-register/uk_la_future.lookup_name_to_registry.csv")
    councils = pd.read_csv(DATA / "council-register/uk_la_future.uk_local_authorities_future.csv")
    codes = dict(zip(councils["local-authority-code"], councils["gss-code"], strict=True))

    wrong = [
        (name, code)
        for name, code in rows.itertuples(index=False)
        if isinstance(codes[code], str) and _register().resolve(name) not in (codes[code], None)
    ]

    assert {code for _, code in wrong} <= {"BKM", "DOR", "NYK", "SOM"}  # counties whose name their successor has today


def test_the_interactive_tool_is_whole() -> None:
    tidy = _load("lait")

    path = str(DATA / "lait/bds_long_0.parquet")
    query = 'select count(*), sum(cast("Values" as double)) from read_parquet(?) where "Values" <> \'-\''
    count, total = duckdb.execute(query, [path]).fetchall()[0]
    values = tidy["observations"]["value"].drop_nulls()
    assert len(values) == count
    assert values.sum() == pytest.approx(total, rel=1e-9)
    assert tidy["metrics"].height == tidy["observations"]["metric"].n_unique() == 434
    assert not tidy.refusals
    assert not tidy.unknown_areas


def test_each_authority_of_the_interactive_tool_has_ten_neighbours_twice() -> None:
    tidy = _load("lait")

    sizes = tidy["members"].group_by("group").len()
    assert set(sizes["len"]) == {10}
    owners = tidy["groups"].group_by("scheme").agg(pl.col("owner").n_unique())
    assert dict(owners.iter_rows()) == {"lait-sn-2021": 156, "lait-sn-2025": 158} or min(owners["owner"]) > 150
    assert tidy["groups"]["owner"].is_in(tidy["observations"]["area"].unique().implode()).all()


def test_predecessors_keep_their_own_codes() -> None:
    observations = _load("lait")["observations"]

    figures = observations.filter(pl.col("value").is_not_null())
    latest = dict(
        figures.filter(pl.col("area").is_in(["E06000029", "E10000009", "E10000006"]))
        .group_by("area")
        .agg(pl.col("period").max())
        .iter_rows()
    )
    assert set(latest) == {"E06000029", "E10000009", "E10000006"}
    assert observations.filter(area="E06000055").height > 3000  # Bedford Borough
    assert observations.filter(area="E06000064").height > 500  # Westmorland and Furness


def test_services_add_up_to_their_total_in_the_revenue_outturn() -> None:
    tidy = _load("revenue-outturn")

    figures = tidy["observations"].filter(
        pl.col("metric").str.starts_with("revenue-outturn.rsx-") & pl.col("metric").str.ends_with("-c7")
    )
    total = pl.col("metric").str.contains("total-service-expenditure")
    sums = figures.group_by("area").agg(
        pl.col("value").filter(~total).sum().alias("sum"), pl.col("value").filter(total).first().alias("total")
    )
    gaps = sums.drop_nulls().select((pl.col("sum") - pl.col("total")).abs())
    assert gaps.height > 380
    assert gaps.to_series().max() < 1  # thousand pounds
    assert tidy["observations"].filter(area="E07000032")["status"].is_in(["missing", "not applicable"]).all()
    assert not tidy.refusals
    assert not tidy.unknown_areas


def test_a_district_does_not_run_social_care() -> None:
    observations = _load("revenue-outturn")["observations"]

    care = observations.filter(pl.col("metric") == "revenue-outturn.rsx-adult-social-care-c7")
    districts = care.filter(pl.col("area").str.starts_with("E07"))
    assert dict(districts["status"].value_counts().iter_rows()) == {"not applicable": 134, "final": 24, "missing": 6}
    assert (districts["value"].drop_nulls() != 0).all()
    assert "final" in set(care.filter(pl.col("area").str.starts_with("E10"))["status"])


def test_the_latest_judgement_is_the_current_one() -> None:
    tidy = _load("ofsted-ilacs")

    overall = tidy["observations"].filter(metric="ofsted-ilacs.overall-effectiveness")
    latest = overall.filter(pl.col("period") <= "2025-03-31").sort("period").group_by("area").agg(pl.col("note").last())
    current = pd.read_csv(DATA / "ofsted-ilacs/ilacs_current_2025-03-31.csv")
    listed = dict(zip(current["Local authority area code"], current["Overall effectiveness"], strict=True))
    found = dict(latest.iter_rows())
    assert {area: found.get(area) for area in listed} == listed
    assert len(listed) == 153
    assert not tidy.refusals
    assert not tidy.unknown_areas


def test_the_hexagons_of_2023_are_todays_districts() -> None:
    tidy = _load("hexmaps")

    assert sorted(tidy.assets) == [
        "hexes-uk-local-authority-districts-2021.json",
        "hexes-uk-local-authority-districts-2023.json",
        "hexes-uk-upper-tier-local-authorities.json",
    ]
    assert len(json.loads(tidy.assets["hexes-uk-local-authority-districts-2023.json"])["hexes"]) == 361
    assert not tidy.unknown_areas


@pytest.mark.parametrize("measure", ["proportion", "extent", "average-score", "average-rank", "local-concentration"])
def test_the_official_ranks_are_competition_ranks_of_the_values(measure: str) -> None:
    frame = _load("housing-and-deprivation")["observations"].filter(pl.col("metric").str.starts_with("deprivation."))
    wide = frame.pivot("metric", index="area", values="value")
    column = {"proportion": "proportion-most-deprived-10pct"}.get(measure, measure)
    values, official = (
        wide[f"deprivation.imd-{column}"].to_numpy(),
        wide[f"deprivation.imd-rank-of-{measure}"].to_numpy(),
    )

    ours = standings(official[None, :], Judgement.uniform(1, Polarity.LOW)).rank[0]
    assert (ours == official).all()
    assert (rankdata(official, "min") == official).all()  # ties share a rank and the next one is skipped
    assert (
        rankdata(-values, "min") <= official
    ).all()  # published values are rounded: they tie where the ranks may not
    assert (official <= rankdata(-values, "max")).all()


def test_the_same_file_under_another_name_says_the_same(tmp_path: Path) -> None:
    original = DATA / "ofsted-ilacs/ilacs_history_2018_2025.csv"
    (tmp_path / "ilacs_renamed.csv").write_bytes(original.read_bytes())
    with Files.open(tmp_path) as files:
        renamed: Tidy = import_module(KINDS["ofsted-ilacs"]).read(files, _register())
    with Files.open(original) as files:
        named: Tidy = import_module(KINDS["ofsted-ilacs"]).read(files, _register())

    assert renamed["observations"].drop("file").equals(named["observations"].drop("file"))
