"""The one tidy shape: types, blanks, statuses, duplicates; what is refused and how it is told."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.warehouse.status import COUNTED, STATUSES
from sectorled.warehouse.tables import TABLES
from sectorled.warehouse.tidy import InputError, Refusal, tidied

ROW = {"metric": ["m"], "area": ["A"], "period": ["2023-04-01/P1Y"]}
NUMBERS = ("value", "numerator", "denominator", "lower", "upper")


def observations(**columns):
    """One row of observations, typed and checked."""
    height = max(map(len, columns.values()), default=1)
    frame = pl.DataFrame({name: cells * height for name, cells in ROW.items()} | columns, strict=False)
    return tidied({"observations": frame}, rows_read=height)


def test_every_table_is_there_with_its_columns_whatever_was_brought():
    tidy = tidied({}, rows_read=0)

    assert set(tidy.tables) == set(TABLES)
    for name, table in TABLES.items():
        assert set(table.columns) <= set(tidy[name].columns)
        assert tidy[name].is_empty()
    assert {"file", "row"} <= set(tidy["observations"].columns) & set(tidy["metrics"].columns)


def test_text_is_stripped_and_blank_text_is_unknown():
    tidy = tidied({"areas": pl.DataFrame({"code": [" A "], "name": ["\tAmber "], "kind": ["  "]})}, rows_read=1)

    assert tidy["areas"].select("code", "name", "kind").row(0) == ("A", "Amber", None)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2023-04-01"], date(2023, 4, 1)),
        (["2023-04-01 00:00:00"], date(2023, 4, 1)),
        (["2023-04-01T00:00:00.000000"], date(2023, 4, 1)),
        ([date(2023, 4, 1)], date(2023, 4, 1)),
    ],
)
def test_dates_are_read_from_text_and_from_typed_cells(cells, expected):
    frame = pl.DataFrame({"code": ["A"], "name": ["Amber"], "start": cells})

    assert tidied({"areas": frame}, rows_read=1)["areas"]["start"].to_list() == [expected]


@pytest.mark.parametrize("text", ["01/04/2023", "2023-04-01 12:30", "April 2023", "2023-02-29"])
def test_other_dates_are_refused(text):
    tidy = tidied({"areas": pl.DataFrame({"code": ["A"], "name": ["Amber"], "start": [text]})}, rows_read=1)

    (refusal,) = tidy.refusals
    assert (refusal.field, refusal.value, refusal.reason) == ("start", text, "not a date such as 2023-04-01")


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ([1.0, None, 2.0], [1, None, 2]),
        (["1", " ", "2"], [1, None, 2]),
        ([1, None, 2], [1, None, 2]),
        ([1.0, 2.5, 1e300], [1]),
    ],
)
def test_whole_numbers_may_be_kept_as_fractions_but_not_be_fractions(cells, kept):
    frame = pl.DataFrame({"metric": ["a", "b", "c"], "label": ["A", "B", "C"], "decimals": cells})

    tidy = tidied({"metrics": frame}, rows_read=3)

    assert tidy["metrics"]["decimals"].to_list() == kept
    assert [refusal.reason for refusal in tidy.refusals] == ["not a whole number"] * (3 - len(kept))


@pytest.mark.parametrize(
    ("given_cells", "status"),
    [
        ({"value": [1.0]}, "final"),
        ({"numerator": [1.0], "denominator": [2.0]}, "final"),
        ({"numerator": [1.0]}, "missing"),
        ({}, "missing"),
        ({"status": ["final"]}, "missing"),
        ({"value": [0.0]}, "final"),
    ],
)
def test_a_blank_status_follows_from_what_is_given_and_nothing_is_not_final(given_cells, status):
    assert observations(**given_cells)["observations"]["status"].to_list() == [status]


@given(st.sampled_from(STATUSES), st.floats(0, 1e100))
def test_numbers_are_stored_only_where_they_count(status, number):
    row = observations(**{name: [number] for name in NUMBERS}, status=[status.title()])["observations"].row(
        0, named=True
    )

    assert row["status"] == status
    assert {row[name] for name in NUMBERS} == ({number} if status in COUNTED else {None})


def test_an_identical_repeat_is_dropped_in_silence_and_a_different_one_refused():
    same, other = observations(value=[1.0, 1.0]), observations(value=[1.0, 2.0])

    assert (same["observations"].height, same.refusals) == (1, ())
    assert other["observations"]["value"].to_list() == [1.0]
    assert "second row for the same metric, area, period" in other.refusals[0].reason


def test_the_same_period_in_two_forms_is_one_period():
    tidy = observations(period=["2023-04-01/P1Y", "2023-04-01/P12M"], value=[1.0, 1.0])

    assert tidy["observations"]["period"].to_list() == ["2023-04-01/P1Y"]


def test_a_table_without_a_needed_column_cannot_be_used_at_all():
    with pytest.raises(InputError, match=r"table areas: no column name\. The columns of areas are code, name, kind"):
        tidied({"areas": pl.DataFrame(schema={"code": pl.String})}, rows_read=0)


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (
            Refusal("f.csv", 7, "value", "x", "not a number", "Mend it."),
            "f.csv, row 7, value 'x': not a number. Mend it.",
        ),
        (Refusal("f.csv", None, "value", None, "gone", "Mend it."), "f.csv, value: gone. Mend it."),
        (
            Refusal("f.csv", 7, "value", "x" * 99, "long", "Mend it."),
            f"f.csv, row 7, value '{'x' * 80}': long. Mend it.",
        ),
    ],
)
def test_a_refusal_reads_as_one_sentence_with_its_place(refusal, said):
    assert str(refusal) == said


IMPOSSIBLE = {
    "a lower limit above the upper": ("observations", {"value": [5], "lower": [6], "upper": [4]}, "lower"),
    "fewer than nobody": ("observations", {"value": [5], "numerator": [1], "denominator": [-2]}, "denominator"),
    "decimals beyond reason": ("metrics", {"metric": ["m"], "label": ["M"], "decimals": [400]}, "decimals"),
    "a target upside down": (
        "metrics",
        {"metric": ["m"], "label": ["M"], "target_low": [9], "target_high": [1]},
        "target_low",
    ),
}


@pytest.mark.parametrize(("table", "cells", "field"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_is_refused_and_names_its_column(table, cells, field):
    place = ROW if table == "observations" else {}

    tidy = tidied({table: pl.DataFrame({**place, **cells})}, rows_read=1)

    (refusal,) = tidy.refusals
    assert refusal.field == field
    assert tidy[table].is_empty()
