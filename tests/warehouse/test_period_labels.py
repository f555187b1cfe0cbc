"""Labels of periods as publishers write them."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.warehouse.period_labels import HINTS, read_label, read_periods, settle
from tests.shared import SHARED, needs_shared

_EXAMPLES = """
2023/24 | 2023-04-01/P1Y
2023-24 | 2023-04-01/P1Y
2023-2024 | 2023-04-01/P1Y
1999-00 | 1999-04-01/P1Y
2021-23 | 2021-01-01/P3Y
2015 - 17 | 2015-01-01/P3Y
2018 to 2020 | 2018-01-01/P3Y
2014/15-16/17 | 2014-04-01/P3Y
2015/16-17/18 | 2015-04-01/P3Y
2020/21 - 24/25 | 2020-04-01/P5Y
2024 Q1 | 2024-01-01/P3M
2025Q2 | 2025-04-01/P3M
Q1 2022 | 2022-01-01/P3M
Quarter 3 2023 | 2023-07-01/P3M
2022/23 Q3 | 2022-10-01/P3M
Q4 2022-23 | 2023-01-01/P3M
2021/22 Q1 - 2023/24 Q2 | 2021-04-01/P30M
Apr 2022-Mar 2023 | 2022-04-01/P1Y
Oct 2021 to Sept 2022 | 2021-10-01/P1Y
Jan-Mar 2023 | 2023-01-01/P3M
February 2025 | 2025-02-01/P1M
Mar-24 | 2024-03-01/P1M
2025-10 | 2025-10-01/P1M
2013-12 | 2013-12-01/P1M
2023 | 2023-01-01/P1Y
2023.0 | 2023-01-01/P1Y
2023-04-01/P1Y | 2023-04-01/P1Y
2021-02-01 | 2021-02-01
31 March 2024 | 2024-03-31
as at 31/03/2024 | 2024-03-31
year ending March 2024 | 2023-04-01/P1Y
12 months to 30 September 2024 | 2023-10-01/P1Y
FY2023/24 | 2023-04-01/P1Y
academic year 2023/24 | 2023-09-01/P1Y
"""
_CASES = [tuple(part.strip() for part in line.split("|")) for line in _EXAMPLES.strip().splitlines()]


@pytest.mark.parametrize(("label", "iso"), _CASES)
def test_every_spelling_is_read(label: str, iso: str) -> None:
    assert read_label(label).period.iso == iso


@pytest.mark.parametrize(
    ("label", "hint", "iso"),
    [
        ("2025Q2", "financial", "2025-07-01/P3M"),
        ("2025 Q4", "financial", "2026-01-01/P3M"),
        ("2025 Q1", "academic", "2025-09-01/P3M"),
        ("2022/23 Q3", "calendar", "2022-07-01/P3M"),
        ("2025", "financial", "2024-04-01/P1Y"),
        ("2025", "academic", "2024-09-01/P1Y"),
        ("2025", "calendar", "2025-01-01/P1Y"),
        ("2011-12", "financial", "2011-04-01/P1Y"),
        ("2011-12", "academic", "2011-09-01/P1Y"),
        ("2011-12", "calendar", "2011-01-01/P2Y"),
        ("2014-16", "calendar", "2014-01-01/P3Y"),
        ("2013/14-15/16", "academic", "2013-09-01/P3Y"),
    ],
)
def test_a_hint_says_what_a_year_means(label: str, hint: str, iso: str) -> None:
    assert read_label(label, hint).period.iso == iso


@pytest.mark.parametrize(
    ("label", "status", "note"),
    [
        ("2019 (Rev)", "revised", None),
        ("2025 (prov)", "provisional", None),
        ("2025 [p]", "provisional", None),
        ("2020 (Final)", "final", None),
        ("2023-24 (OT)", None, "outturn"),
        ("2023-24", None, None),
    ],
)
def test_a_suffix_implies_a_status_or_a_remark(label: str, status: str | None, note: str | None) -> None:
    read = read_label(label)
    assert (read.status, read.note) == (status, note)


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("2011-12", "may be a year or a month"),
        ("2008-10", "may be a year or a month"),
        ("2019-00", "ends before it starts"),
        ("2023/24-2022/23", "ends before it starts"),
        ("1066", "outside the years"),
        ("1900-2000", "longer than any figure"),
        ("2022/25 Q1", "is not a year"),
        ("2023/10", "not a period"),
        ("30/02/2024", "day is out of range"),
        ("2024 (draft)", "not a period"),
        ("0", "not a period"),
        ("", "not a period"),
        ("2024 Q5", "not a period"),
        ("2024" * 30, "too long"),
    ],
)
def test_what_cannot_be_settled_is_refused_with_its_reason(label: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_label(label)


def test_spans_of_plain_years_are_refused_where_years_are_no_calendar_years() -> None:
    with pytest.raises(ValueError, match="start or the end"):
        read_label("2014-16", "financial")


@pytest.mark.parametrize(
    ("labels", "meaning"),
    [
        (["2011-12"], None),
        (["2011-12", "2010-11"], "years"),
        (["2011-12", "2012-13"], "years"),
        (["2011-12", "2012/13"], "years"),
        (["2008-10", "2009-11"], "years"),
        (["2011-12 (Rev)", "2011-10"], "months"),
        (["2009-10", "2009-11", "2009-12"], "months"),
        (["2011-12", "2011-10", "2012-13"], None),
        ([], None),
    ],
)
def test_a_column_settles_what_a_label_leaves_open(labels: list[str], meaning: str | None) -> None:
    assert settle(labels) == meaning


def _frame(periods: list[str | None], **columns: list[str | None]) -> pl.DataFrame:
    rows = pl.DataFrame({"period": periods} | columns, dict.fromkeys(["period", *columns], pl.String))
    return rows.with_columns(pl.lit("f.csv").alias("file"), pl.int_range(2, pl.len() + 2).alias("row"))


def test_a_column_is_rewritten_and_unreadable_rows_are_refused() -> None:
    rows = _frame(
        ["2023/24", "soon", None, "2025 (prov)"], status=[None, None, None, "final"], note=["a", None, None, "b"]
    )

    read, refusals = read_periods(rows, "period")

    assert read["period"].to_list() == ["2023-04-01/P1Y", None, "2025-01-01/P1Y"]
    assert read["status"].to_list() == [None, None, "final"]
    assert read["note"].to_list() == ["a", None, "b"]
    assert [(r.row, r.value, r.reason) for r in refusals] == [(3, "soon", "not a period we can read")]
    assert str(refusals[0]).startswith("f.csv, row 3, period 'soon'")


def test_ambiguity_is_settled_within_each_metric() -> None:
    rows = _frame(["2011-12", "2012-13", "2011-12", "2011-10"], metric=["a", "a", "b", "b"])

    read, refusals = read_periods(rows, "period", by="metric")

    assert read["period"].to_list() == ["2011-04-01/P1Y", "2012-04-01/P1Y", "2011-12-01/P1M", "2011-10-01/P1M"]
    assert not refusals


@given(st.text(max_size=70) | st.from_regex(r"[0-9QJanM/ ()-]{1,20}"), st.sampled_from([None, *HINTS]))
def test_any_text_is_a_period_or_a_reason(text: str, hint: str | None) -> None:
    try:
        label = read_label(text, hint)
    except (ValueError, OverflowError):
        return
    assert 1900 <= label.period.start.year <= label.period.end.year <= 2100
    assert read_label(label.period.iso).period == label.period


@needs_shared
def test_every_period_of_the_corporate_plan_is_read() -> None:
    rows = pl.read_parquet(SHARED / "data/corporate-plan/corporate_plan_long.parquet").drop("file")
    rows = rows.with_columns(pl.lit("plan").alias("file")).with_row_index("row")

    read, refusals = read_periods(rows, "period", by="indicator")

    assert not refusals
    assert read.height == 71_926
