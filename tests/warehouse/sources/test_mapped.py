"""Any table, by a mapping."""

from pathlib import Path

import duckdb
import pytest

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.sources import mapped
from sectorled.warehouse.tidy import InputError, Tidy
from tests.shared import SHARED, needs_shared
from tests.warehouse.register import known, nobody
from tests.warehouse.tables.workbooks import ods, xlsx

_LONG = """dataset = "Own"
[columns]
area = "Code"
area_name = "Council"
period = "Year"
metric = ["Measure", "Sex"]
value = "Value"
lower = "Low"
[about]
source = "ours"
[about_columns]
unit = "Unit"
"""


def _load(
    tmp_path: Path, mapping: str, content: str | bytes, name: str = "t.csv", register: KnownAreas | None = None
) -> Tidy:
    (tmp_path / "m.toml").write_text(mapping)
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with Files.open(tmp_path / name) as files:
        return mapped.read(files, known() if register is None else register, tmp_path / "m.toml")


def test_a_long_table_is_loaded_with_its_metrics_named_by_several_columns(tmp_path: Path) -> None:
    tidy = _load(
        tmp_path,
        _LONG,
        "Code,Council,Year,Measure,Sex,Value,Low,Unit\n"
        'E07000901,Woking,2023/24,Sick days,Male,"1,234",1%,days\n'
        "E07000901,Woking,2024/25,Sick days,,[c],,days\n"
        ",Kent County Council,2024/25 (prov),Sick days,Male,12.5,,days\n",
    )

    assert tidy["observations"].select("metric", "area", "period", "value", "lower", "status", "row").rows() == [
        ("own.sick-days-male", "E07000901", "2023-04-01/P1Y", 1234.0, 1.0, "final", 2),
        ("own.sick-days", "E07000901", "2024-04-01/P1Y", None, None, "suppressed", 3),
        ("own.sick-days-male", "E10000912", "2024-04-01/P1Y", 12.5, None, "provisional", 4),
    ]
    assert tidy["metrics"].select("metric", "label", "unit", "source", "polarity").rows() == [
        ("own.sick-days-male", "Sick days, Male", "days", "ours", None),
        ("own.sick-days", "Sick days", "days", "ours", None),
    ]
    assert (tidy.rows_read, tidy.refusals, tidy.dataset) == (3, (), "mapped/Own")


def test_a_measure_is_called_by_its_first_words_where_no_other_has_them(tmp_path: Path) -> None:
    tidy = _load(
        tmp_path,
        _LONG,
        "Code,Council,Year,Measure,Sex,Value,Low,Unit\n"
        "E07000901,Woking,2023/24, Fuel poverty ,Percentage,12.5,,\n"
        "E07000901,Woking,2023/24,Smokers,Male,9,,\n"
        "E07000901,Woking,2023/24,Smokers,Female,8,,\n"
        "E07000901,Woking,2023/24,,Unnamed,8,,\n",
    )

    assert dict(tidy["metrics"].select("metric", "label").iter_rows()) == {
        "own.fuel-poverty-percentage": "Fuel poverty",
        "own.smokers-male": "Smokers, Male",
        "own.smokers-female": "Smokers, Female",
        "own.unnamed": "Unnamed",
    }


def test_the_unit_may_follow_from_the_text_of_another_column(tmp_path: Path) -> None:
    tidy = _load(
        tmp_path,
        _LONG + '[units.Sex]\nShare = "%"\n',
        "Code,Council,Year,Measure,Sex,Value,Low,Unit\n"
        "E07000901,Woking,2023/24,Smokers,Share,12.5,,Persons\n"
        "E07000901,Woking,2023/24,Smokers,Count,1234,,Persons\n",
    )

    units = dict(tidy["metrics"].select("metric", "unit").iter_rows())
    assert units == {"own.smokers-share": "%", "own.smokers-count": "Persons"}


_WIDE = """dataset = "wide"
shape = "wide"
[columns]
area = "Code"
[leave_out]
Code = ["E05*", "Total"]
[metrics."Rate 2024"]
metric = "rate"
label = "The rate"
polarity = "low"
period = "2024"
[metrics."Rate 2025"]
metric = "rate"
label = "The rate"
polarity = "low"
period = "2025"
"""
_WIDE_ROWS: list[list[object]] = [
    ["Code", "Rate 2024", "Rate 2025"],
    ["E07000901", 1.5, "-"],
    ["E05000001", 2, 3],
    ["Total", 9, 9],
]


@pytest.mark.parametrize(("name", "content"), [("t.xlsx", xlsx(_WIDE_ROWS)), ("t.ods", ods(_WIDE_ROWS))])
def test_a_wide_workbook_is_loaded_and_what_the_mapping_leaves_out_is_counted(
    tmp_path: Path, name: str, content: bytes
) -> None:
    tidy = _load(tmp_path, _WIDE, content, name)

    assert tidy["observations"].select("metric", "area", "period", "value", "status").rows() == [
        ("wide.rate", "E07000901", "2024-01-01/P1Y", 1.5, "final"),
        ("wide.rate", "E07000901", "2025-01-01/P1Y", None, "missing"),
    ]
    assert tidy["metrics"].select("metric", "label", "polarity").rows() == [("wide.rate", "The rate", "low")]
    assert "2 rows left out by the mapping (Code)" in tidy.notes[0]


def test_a_table_with_periods_across_is_loaded(tmp_path: Path) -> None:
    mapping = (
        'dataset = "across"\nshape = "periods"\n[columns]\narea_name = "Council"\nperiods = ["2018/19", "2019/20"]\n'
    )

    tidy = _load(tmp_path, mapping + '[about]\nlabel = "Visits"\n', "Council,2018/19,2019/20\nDorset,1,2\n")

    assert tidy["observations"].select("metric", "area", "period", "value").rows() == [
        ("across.visits", "E10000903", "2018-04-01/P1Y", 1.0),
        ("across.visits", "E06000904", "2019-04-01/P1Y", 2.0),
    ]


def test_unknown_areas_unreadable_periods_and_values_are_refused_with_their_rows(tmp_path: Path) -> None:
    tidy = _load(
        tmp_path,
        _LONG,
        "Code,Council,Year,Measure,Sex,Value,Low,Unit\n"
        ",Wokingam,2023/24,m,,1,,\n"
        ",Woking,soon,m,,1,,\n"
        ",Woking,2023/24,m,,lots,,\n"
        ",Woking,2024/25,m,,inf,,\n"
        ",Woking,2023/24,,,1,,\n"
        "1,2\n",
    )

    assert tidy["observations"].height == 0
    assert tidy.unknown_areas == {"blank Wokingam": 1}
    assert [(r.row, r.remedy) for r in tidy.refusals if r.field == "area"] == [(2, "Did you mean Wokingham or Woking?")]
    assert {r.row for r in tidy.refusals} == {2, 3, 4, 5, 6, 7}


def test_a_code_beside_the_name_of_another_council_is_refused(tmp_path: Path) -> None:
    tidy = _load(tmp_path, _LONG, "Code,Council,Year,Measure,Sex,Value,Low,Unit\nE07000901,Wokingham,2023/24,m,,1,,\n")

    assert tidy["observations"].height == 0
    assert tidy.unknown_areas == {"E07000901 Wokingham": 1}
    assert "code and name belong to two different areas" in tidy.refusals[0].reason


def test_rows_that_contradict_each_other_are_all_refused_unless_the_mapping_says_otherwise(tmp_path: Path) -> None:
    table = "Code,Year,n,flag\n" + "E07000901,2024,1,TRUE\nE07000901,2024,2,TRUE\n" + "E10000912,2024,5,FALSE\n" * 2
    mapping = 'dataset = "d"\nshape = "wide"\n[columns]\narea = "Code"\nperiod = "Year"\n[metrics.n]\nlabel = "N"\n'

    plain = _load(tmp_path, mapping, table)
    summed = _load(tmp_path, mapping + 'repeated = "sum"\n[metrics.flag]\nrepeated = "leave out"\n', table)

    assert plain["observations"].select("area", "value").rows() == [("E10000912", 5.0)]
    assert [r.row for r in plain.refusals] == [2, 3]
    assert summed["observations"].select("metric", "area", "value", "note").rows() == [
        ("d.n", "E07000901", 3.0, "sum of 2 rows of the table"),
        ("d.n", "E10000912", 10.0, "sum of 2 rows of the table"),
    ]


def test_a_sum_that_lacks_a_part_is_missing(tmp_path: Path) -> None:
    mapping = (
        'dataset = "d"\nshape = "wide"\n[columns]\narea = "Code"\nperiod = "Year"\n[metrics.n]\nrepeated = "sum"\n'
    )

    tidy = _load(tmp_path, mapping, "Code,Year,n\nE07000901,2024,1\nE07000901,2024,[x]\n")

    assert tidy["observations"].select("value", "status").rows() == [(None, "missing")]


def test_without_a_register_the_codes_of_the_table_stand(tmp_path: Path) -> None:
    tidy = _load(
        tmp_path, _LONG, "Code,Council,Year,Measure,Sex,Value,Low,Unit\nE07000999,Here,2024,m,,1,,\n", register=nobody()
    )

    assert tidy["areas"].select("code", "name", "kind", "nation").rows() == [
        ("E07000999", "Here", "district", "England")
    ]


def test_names_that_differ_only_in_marks_stay_apart() -> None:
    ids = mapped._ids(["% of cars", "of cars", "£"], "My set")

    assert len(set(ids.values())) == 3
    assert all(i.startswith("my-set.") for i in ids.values())
    assert ids == mapped._ids(["£", "of cars", "% of cars"], "My set")


def test_a_column_that_is_not_there_and_a_mapping_that_is_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"t\.csv: no column 'Council', which the mapping names\. It has: Code, Value"):
        _load(tmp_path, _LONG, "Code,Value\n1,2\n")
    with Files.open(tmp_path / "t.csv") as files:
        with pytest.raises(InputError, match="no mapping fits"):
            mapped.read(files, known())
        with pytest.raises(InputError, match=r"cannot be read \(No such file"):
            mapped.read(files, known(), tmp_path / "none.toml")


@needs_shared
def test_the_corporate_plan_is_loaded_whole_but_for_electoral_wards() -> None:
    with Files.open(SHARED / "data/corporate-plan") as files:
        tidy = mapped.read(files, nobody())

    path = SHARED / "data/corporate-plan/corporate_plan_long.parquet"
    count = "select count(*), sum(value) from read_parquet(?) where area_code not like 'E05%'"
    rows, total = duckdb.execute(count, [str(path)]).fetchall()[0]
    assert not tidy.refusals
    assert tidy["observations"].height == rows == 71_779
    assert tidy["observations"]["value"].sum() == pytest.approx(total, rel=1e-12)
    assert tidy["observations"]["period"].str.contains("/P").mean() > 0.5  # type: ignore[operator]  # a share


@needs_shared
def test_housing_and_deprivation_are_loaded_with_their_quarters_and_sums() -> None:
    with Files.open(SHARED / "data/housing-and-deprivation") as files:
        tidy = mapped.read(files, nobody())

    by = {(m, a, p): v for m, a, p, v in tidy["observations"].select("metric", "area", "period", "value").iter_rows()}
    assert not tidy.refusals
    assert by["homelessness.total-assessments", "E07000223", "2025-07-01/P3M"] == 63
    assert by["housing-register.households-on-register", "E06000063", "2014-04-01/P1Y"] == 0 + 6924 + 3504
    assert by["rough-sleeping.people", "E07000224", "2025-10-01/P2M"] == 17
    assert by["deprivation.imd-extent", "E06000009", "2025-01-01/P1Y"] == 0.5217
    assert by["housing-register.jointly-managed-register", "E07000223", "2014-04-01/P1Y"] == 1
