"""Typed periods: what is read, what is stored, how they are spoken of, which follow on each other; pandas as oracle."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.analysis.periods import (
    Period,
    add_months,
    follows_on,
    ordinal_months,
    overlap,
    parse_iso,
    step_months,
    without_overlap,
)

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
LENGTHS = st.tuples(st.integers(1, 300), st.just(0)) | st.tuples(st.just(0), st.integers(0, 400))
PERIODS = st.builds(lambda start, length: Period(start, *length), DAYS, LENGTHS)

KINDS = [
    ("2023-01-01/P1Y", "calendar year", "2023", date(2024, 1, 1)),
    ("2023-04-01/P1Y", "financial year", "2023/24", date(2024, 4, 1)),
    ("1999-04-01/P1Y", "financial year", "1999/00", date(2000, 4, 1)),
    ("2023-09-01/P1Y", "academic year", "2023/24", date(2024, 9, 1)),
    ("2023-08-01/P12M", "academic year", "2023/24", date(2024, 8, 1)),
    ("2023-07-01/P1Y", "year", "year to 30 June 2024", date(2024, 7, 1)),
    ("2021-01-01/P3Y", "rolling years", "2021 to 2023", date(2024, 1, 1)),
    ("2021-04-01/P3Y", "rolling years", "2021/22 to 2023/24", date(2024, 4, 1)),
    ("2021-07-01/P3Y", "rolling years", "3 years to 30 June 2024", date(2024, 7, 1)),
    ("2025-07-01/P3M", "quarter", "July to September 2025", date(2025, 10, 1)),
    ("2025-11-01/P3M", "quarter", "November 2025 to January 2026", date(2026, 2, 1)),
    ("2025-02-01/P1M", "month", "February 2025", date(2025, 3, 1)),
    ("2025-01-01/P6M", "interval", "January to June 2025", date(2025, 7, 1)),
    ("2025-01-06/P7D", "interval", "6 January 2025 to 12 January 2025", date(2025, 1, 13)),
    ("2024-03-31", "instant", "31 March 2024", date(2024, 3, 31)),
]


@pytest.mark.parametrize(("iso", "kind", "spoken", "end"), KINDS, ids=[row[0] for row in KINDS])
def test_a_period_knows_its_kind_its_words_and_its_end(iso, kind, spoken, end):
    period = parse_iso(iso)

    assert (period.kind, period.spoken, period.end) == (kind, spoken, end)


@given(PERIODS)
def test_a_period_reads_back_from_its_stored_form(period):
    assert parse_iso(period.iso) == period


@given(DAYS, st.integers(-500, 500))
def test_months_are_added_as_pandas_adds_them(day, months):
    assert add_months(day, months) == (pd.Timestamp(day) + pd.DateOffset(months=months)).date()


def test_a_time_of_midnight_says_nothing_more():
    assert parse_iso("2023-04-01T00:00:00/P1Y") == parse_iso("2023-04-01/P1Y")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023/24", "is not an ISO 8601 interval such as 2023-04-01/P1Y"),
        ("2023-04-01/P1W", "is not an ISO 8601 interval"),
        ("2023-04-01/P1Y ", "is not an ISO 8601 interval"),
        ("2023-04-01/P1Y\n", "is not an ISO 8601 interval"),
        ("2023-04-01/P0Y", "has no length"),
        ("2023-02-30/P1Y", "day is out of range"),
        ("9999-12-31/P999Y", "out of range"),
        ("9999-12-31/P9D", "out of range"),
    ],
)
def test_what_is_no_period_is_refused_with_the_reason(text, said):
    with pytest.raises(ValueError, match=said):
        parse_iso(text)


def years(*starts):
    return [Period(date(year, 4, 1), 12) for year in starts]


@pytest.mark.parametrize(
    ("periods", "step"),
    [
        ([], None),
        (years(2020), None),
        (years(2020, 2020), None),
        (years(2020, 2021, 2022), 12),
        (years(2015, 2017, 2018, 2019), 12),
        (years(2016, 2018, 2020), 24),
        ([Period(date(2024, month, 1), 3) for month in (1, 4, 7, 10)], 3),
        ([Period(date(2014, 1, 1), 36), Period(date(2015, 1, 1), 36)], 12),
    ],
)
def test_the_step_of_a_calendar_is_the_commonest_distance_between_starts(periods, step):
    assert step_months(periods) == step


def test_an_absent_year_breaks_the_sequence():
    first, second, fourth = years(2020, 2021, 2023)

    assert follows_on(first, second, 12)
    assert not follows_on(second, fourth, 12)
    assert ordinal_months(second.start) - ordinal_months(first.start) == 12


def test_windows_that_share_a_year_overlap_and_those_that_touch_do_not():
    first, second, third = (Period(date(year, 1, 1), 36) for year in (2015, 2016, 2018))

    assert overlap(first, second)
    assert not overlap(first, third)
    assert overlap(first, first)


def test_instants_overlap_only_with_themselves():
    one, other = Period(date(2024, 3, 31)), Period(date(2025, 3, 31))

    assert overlap(one, one)
    assert not overlap(one, other)


def test_thinning_keeps_the_latest_and_goes_back():
    windows = [Period(date(year, 1, 1), 36) for year in range(2010, 2018)]

    assert without_overlap(windows) == [1, 4, 7]


@given(st.lists(PERIODS, max_size=12))
def test_what_is_left_after_thinning_does_not_overlap_and_what_was_left_out_does(periods):
    kept = without_overlap(periods)

    assert kept == sorted(kept)
    for i, a in enumerate(kept):
        assert not any(overlap(periods[a], periods[b]) for b in kept[i + 1 :])
    for left_out in set(range(len(periods))) - set(kept):
        assert any(overlap(periods[left_out], periods[k]) for k in kept)
