"""Cells as people type figures."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.warehouse.cells import numbers, with_status


@pytest.mark.parametrize(
    ("cell", "value", "status", "note"),
    [
        ("12.5", "12.5", None, None),
        (" 1,234,567.8 ", "1234567.8", None, None),
        ("£1,200", "1200", None, None),
        ("-£5", "-5", None, None),
        ("−3", "-3", None, None),
        ("45%", "45", None, None),
        (".5", ".5", None, None),
        ("1e-7", "1e-7", None, None),
        ("TRUE", "1", None, None),
        ("no", "0", None, None),
        ("12.3 [p]", "12.3", "provisional", "publisher's mark p"),
        ("12r", "12", "revised", "publisher's mark r"),
        ("45% [u]", "45", "estimated", "publisher's mark u"),
        ("[c]", None, "suppressed", "publisher's mark [c]"),
        ("-", None, "missing", "publisher's mark -"),
        ("N/A", None, "not applicable", "publisher's mark N/A"),
        ("few", "few", None, None),
        ("1,23", "1,23", None, None),
        ("=1+1", "=1+1", None, None),
        (None, None, None, None),
    ],
)
def test_a_cell_is_a_number_a_mark_or_left_as_it_is(
    cell: str | None, value: str | None, status: str | None, note: str | None
) -> None:
    read = with_status(pl.DataFrame({"value": [cell]}, {"value": pl.String}), {})

    assert read.row(0, named=True) == {"value": value, "status": status, "note": note}


def test_codes_of_the_mapping_go_first_and_a_status_column_is_translated() -> None:
    rows = pl.DataFrame({"value": ["x", "7", "8"], "status": [None, "S", "final"], "note": ["a", None, None]})

    read = with_status(rows, {"X": "suppressed", "s": "estimated"})

    assert read["status"].to_list() == ["suppressed", "estimated", "final"]
    assert read["note"].to_list() == ["a; publisher's mark x", "publisher's mark S", None]


def test_typed_numbers_are_left_alone() -> None:
    rows = pl.DataFrame({"value": [1.5, None]})

    assert with_status(rows, {})["value"].to_list() == [1.5, None]
    assert numbers(rows, "value").equals(rows)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_survives_being_typed(number: float) -> None:
    read = with_status(pl.DataFrame({"value": [repr(number)]}), {})

    assert float(read["value"][0]) == number
