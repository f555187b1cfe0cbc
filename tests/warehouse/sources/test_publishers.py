"""Each publisher's loader on small files in the publisher's form."""

from datetime import date
from pathlib import Path

import pytest

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.sources import (
    KINDS,
    council_register,
    hexmaps,
    lait,
    ofsted_ilacs,
    ons_els,
    revenue_outturn,
    to_load,
)
from sectorled.warehouse.sources.lait_dictionary import day_of_serial, multiplier, value_type
from sectorled.warehouse.tidy import InputError, Tidy
from tests.warehouse.register import known, nobody
from tests.warehouse.tables import publishers


def test_files_are_recognised_by_their_names(tmp_path: Path) -> None:
    made = {
        "council-register": publishers.register,
        "lait": publishers.lait,
        "revenue-outturn": publishers.outturn,
        "ofsted-ilacs": publishers.inspections,
        "hexmaps": publishers.hexes,
    }
    for kind, make in made.items():
        (tmp_path / f"z {kind}").mkdir()
        make(tmp_path / f"z {kind}")
    for name in ("a package/datapackage.json", "mapped/corporate_plan_long.parquet", "odd/x.csv", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")

    plan = [(kind, place.name) for kind, place in to_load(tmp_path)]

    assert plan == [
        ("package", "a package"),
        *((kind, f"z {kind}") for kind in KINDS if kind in made),
        ("mapped", "mapped"),
        (None, "odd"),
    ]
    assert to_load(tmp_path / "z lait") == [("lait", tmp_path / "z lait")]


def _register(folder: Path) -> Tidy:
    with Files.open(publishers.register(folder)) as files:
        return council_register.read(files, nobody())


def test_the_register_gives_areas_with_lives_parents_and_kinds(tmp_path: Path) -> None:
    tidy = _register(tmp_path)

    areas = {row["code"]: row for row in tidy["areas"].iter_rows(named=True)}
    assert areas["E07000901"]["kind"] == "district"
    assert areas["E07000901"]["parent"] == "E10000903"
    assert areas["E06000908"]["parent"] == "E47000911"
    assert areas["E10000903"]["end"] == date(2019, 4, 1)
    assert areas["E10000906"]["end"] == date(2021, 4, 1)
    assert areas["register-NIX"]["kind"] == "Northern Ireland district"
    assert areas["E12000007"]["name"] == "London"
    assert tidy.rows_read == 16
    assert tidy.notes == ("1 councils differ between the register's two files; the one with planned councils stands.",)


def test_the_register_gives_successions_names_and_former_codes(tmp_path: Path) -> None:
    tidy = _register(tmp_path)

    assert set(tidy["successions"].select("predecessor", "successor", "date", "kind").rows()) == {
        ("E10000903", "E06000904", date(2019, 4, 1), "merger"),
        ("E06000905", "E06000904", date(2019, 4, 1), "merger"),
        ("E10000906", "E06000904", date(2019, 4, 1), "split"),
        ("E10000906", "E07000901", date(2021, 4, 1), "split"),
    }
    register = KnownAreas(tidy["areas"], tidy["names"], tidy["successions"])
    assert register.resolve("E06000899") == "E06000908"
    assert register.resolve("Bedford Unitary") == "E06000908"
    assert register.resolve("Dorset", date(2018, 1, 1)) == "E10000903"
    assert not tidy.refusals


def test_an_unknown_successor_is_refused(tmp_path: Path) -> None:
    publishers.register(tmp_path)
    for path in tmp_path.glob("*authorities*.csv"):
        path.write_text(path.read_text().replace('"WOK,DST"', "XXX"))
    with Files.open(tmp_path) as files:
        tidy = council_register.read(files, nobody())

    assert [(r.value, r.reason) for r in tidy.refusals] == [("XXX", "is not a council of the register")]


def test_the_interactive_tool_is_read_with_its_years_and_its_areas(tmp_path: Path) -> None:
    with Files.open(publishers.lait(tmp_path)) as files:
        tidy = lait.read(files, known())

    assert tidy["observations"].select("metric", "area", "period", "value", "status", "note").rows() == [
        ("lait.infmort", "E08000016", "2021-01-01/P3Y", 3.5, "final", None),
        ("lait.infmort", "E08000016", "2020-01-01/P3Y", None, "missing", "not available or suppressed"),
        ("lait.abs-pc", "E06000055", "2023-09-01/P1Y", 5.0, "provisional", None),
        ("lait.abs", "E92000001", "2024-09-30", 7.0000000000000007e-2, "final", None),
        ("lait.spend", "E13000001", "2023-04-01/P1Y", 1.0, "final", None),
        ("lait.spend", "E10000006", "2024-04-01/P1Y", None, "missing", "not available or suppressed"),
    ]
    assert tidy.unknown_areas == {"Inner (987.0)": 1, "Atlantis (999.0)": 1, "Camden (no number)": 1}
    assert sorted((r.field, r.value) for r in tidy.refusals) == [
        ("LA num", "111"), ("Short Desc", "Lost"), ("value", "lots"),
    ]  # fmt: skip
    assert tidy.rows_read == 12


def test_the_dictionary_becomes_metrics(tmp_path: Path) -> None:
    with Files.open(publishers.lait(tmp_path)) as files:
        tidy = lait.read(files, known())

    metrics = {row["metric"]: row for row in tidy["metrics"].iter_rows(named=True)}
    mortality, absence = metrics["lait.infmort"], metrics["lait.abs-pc"]
    assert (mortality["polarity"], mortality["value_type"], mortality["multiplier"]) == ("low", "crude rate", 1000.0)
    assert (mortality["last_update"], mortality["next_update"]) == (date(2025, 6, 1), None)
    assert (mortality["url"], mortality["decimals"], mortality["scheme"]) == (
        "https://example.org/a",
        2,
        "lait-sn-2025",
    )
    assert (absence["polarity"], absence["decimals"], absence["theme"]) == ("high", None, "School")
    assert absence["note"] == "Measure code 7; also under Care"
    assert (metrics["lait.abs"]["polarity"], metrics["lait.abs"]["caveat"]) == ("none", "Discontinued.")
    assert len(metrics) == 4


def test_statistical_neighbours_are_groups_with_an_owner_and_words_of_closeness(tmp_path: Path) -> None:
    with Files.open(publishers.lait(tmp_path)) as files:
        tidy = lait.read(files, known())

    assert tidy["groups"].select("group", "scheme", "kind", "owner", "date").rows() == [
        ("lait-sn-2025-E08000016", "lait-sn-2025", "neighbours", "E08000016", date(2025, 5, 1))
    ]
    first = tidy["members"].row(0, named=True)
    assert (first["area"], first["position"], first["note"]) == ("E08000017", 1, "Very close")


@pytest.mark.parametrize(
    ("unit", "kind", "times"),
    [
        ("% of sessions", "percentage", 100.0),
        ("Rate per 10,000", "crude rate", 10_000.0),
        ("Rate per", "crude rate", None),
        ("Number of children", "count", None),
        ("Average Score", "mean", None),
        ("Case Load", None, None),
        ("Entries", None, None),  # the tool's entries for the English Baccalaureate are percentages
    ],
)
def test_a_unit_says_what_kind_of_figure_it_is(unit: str, kind: str | None, times: float | None) -> None:
    assert (value_type(unit), multiplier(unit)) == (kind, times)
    assert day_of_serial(45383) == date(2024, 4, 1)


def test_revenue_outturn_is_one_metric_a_service_and_column(tmp_path: Path) -> None:
    with Files.open(publishers.outturn(tmp_path)) as files:
        tidy = revenue_outturn.read(files, known())

    rows = {
        (m[-2:], a): (v, s, n)
        for m, a, v, s, n in tidy["observations"].select("metric", "area", "value", "status", "note").iter_rows()
    }
    assert rows["c1", "E07000901"] == (None, "not applicable", "nothing reported, like most of its class")
    assert rows["c7", "E07000901"] == (5.5, "final", None)
    assert rows["c1", "E06000908"] == (12.0, "final", "not certified by the authority")
    assert rows["c7", "greater-london-authority"] == (3.0, "final", None)
    assert ("c7", "E12000007") not in rows
    assert {a for _, a in rows} >= {"E31000001", "E92000001"} or tidy.unknown_areas
    assert tidy.unknown_areas == {"Other (E07000902)": 1, "ENGLAND (E92000001)": 1}
    assert tidy["areas"].select("code", "kind").rows() == [
        ("E31000001", "fire authority"),
        ("greater-london-authority", "strategic regional authority"),
    ]
    assert tidy.notes[0].startswith("4 rows")


def test_what_was_not_returned_is_missing(tmp_path: Path) -> None:
    with Files.open(publishers.outturn(tmp_path)) as files:
        tidy = revenue_outturn.read(files, nobody())

    other = tidy["observations"].filter(area="E07000902").select("metric", "status", "note")
    assert other.rows() == [
        ("revenue-outturn.rsx-social-care-c1", "missing", "not returned"),
        ("revenue-outturn.rsx-parks-c7", "missing", "not returned"),
    ]


def test_judgements_are_scores_with_their_word_and_visits_are_counted(tmp_path: Path) -> None:
    with Files.open(publishers.inspections(tmp_path)) as files:
        tidy = ofsted_ilacs.read(files, known())

    overall = tidy["observations"].filter(metric="ofsted-ilacs.overall-effectiveness")
    assert sorted(overall.select("area", "period", "value", "note").rows()) == [
        ("E07000901", "2019-02-18", 2.0, "Good"),
        ("E07000901", "2024-06-10", 3.0, "Requires improvement to be good"),
        ("E10000903", "2018-01-02", 2.0, "Good"),
    ]
    visits = tidy["observations"].filter(metric="ofsted-ilacs.visits")
    assert visits.select("area", "value", "note").rows() == [("E06000908", 1.0, "ILACS Focused Visit: Front door")]
    assert [(r.value, r.row) for r in tidy.refusals] == [("Splendid", 3)]
    assert tidy.unknown_areas == {"E09999999 Lost": 1}
    assert tidy.notes == ("E09999999 is not in the register; taken as E10000903 by its name 'Dorset'.",)


def test_a_layout_is_an_asset_unless_a_hexagon_has_no_place(tmp_path: Path) -> None:
    with Files.open(publishers.hexes(tmp_path)) as files:
        tidy = hexmaps.read(files, known())

    assert list(tidy.assets) == ["hexes-good-map.json"]
    assert [r.file for r in tidy.refusals] == ["bad-map.hexjson"]
    assert tidy.unknown_areas == {"E99999999 (good-map.hexjson)": 1}


def test_explore_local_statistics_are_read_and_broken_metadata_are_named(tmp_path: Path) -> None:
    with Files.open(publishers.statistics(tmp_path)) as files:
        tidy = ons_els.read(files, known())
    assert sorted(tidy["observations"]["status"]) == ["estimated", "final", "missing", "missing"]
    units = tidy["metrics"].sort("metric").select("unit", "value_type").rows()
    assert units == [("for each library", None), ("%", "percentage")]
    families = tidy["groups"].filter(kind="family")["label"].to_list()
    assert families == ["Global cluster A", "Economic cluster B"]  # [x] is in none
    assert tidy["members"].filter(area="E06000902", group="ons-cluster-economic-b").height == 1
    for text, reason in (("{", "is not valid JSON"), ('{"E07000901": {}}', "its metadata are not as published")):
        (tmp_path / "geo-metadata.json").write_text(text)
        with Files.open(tmp_path) as files, pytest.raises(InputError, match=reason):
            ons_els.read(files, known())


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"layout": "square", "hexes": {}}',
        '{"layout": "odd-r", "hexes": {"a": {"q": 1, "r": 1}, "b": {"q": 1, "r": 1}}}',
    ],
)
def test_what_is_no_layout_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.hexjson").write_text(text)
    with Files.open(tmp_path) as files, pytest.raises(InputError, match=r"x\.hexjson"):
        hexmaps.read(files, known())


@pytest.mark.parametrize("source", [council_register, lait, revenue_outturn, ofsted_ilacs, hexmaps])
def test_a_folder_without_the_publishers_files_is_named(tmp_path: Path, source: object) -> None:
    (tmp_path / "x.csv").write_text("a\n1\n")
    with Files.open(tmp_path) as files, pytest.raises(InputError, match=tmp_path.name):
        source.read(files, known())  # type: ignore[attr-defined]  # every source has it
