"""Cells, rows and tables: what they refuse, and how a number is shown."""

import math
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.publishing.marks import INSTEAD, MEANINGS, OF_STATUS, explained
from sectorled.publishing.table import Cell, Column, Row, Table, missing, number, text
from sectorled.warehouse.status import COUNTED, STATUSES
from tests.publishing.samples import BANNER, EMPTY, TABLE

NOISE = Decimal("1e-9")


@pytest.mark.parametrize(
    ("value", "how", "shown"),
    [
        (0.5, {}, "1"),
        (2.5, {}, "3"),
        (2.675, {"decimals": 2}, "2.68"),
        (1.4999999999999, {}, "2"),
        (-1.25, {"decimals": 1}, "−1.3"),
        (1234567.891, {"decimals": 1}, "1,234,567.9"),
        (38.297, {"decimals": 1, "unit": "%"}, "38.3%"),
        (-1200, {"unit": "£"}, "−£1,200"),
        (3.04, {"decimals": 1, "signed": True}, "+3.0"),
        (-3.04, {"decimals": 1, "signed": True}, "−3.0"),
        (0, {"decimals": 1, "signed": True}, "0.0"),
        (0.04, {"decimals": 1}, "[low]"),
        (-0.04, {"decimals": 1}, "[low]"),
        (0.05, {"decimals": 1}, "0.1"),
        (1e21, {}, "1,000,000,000,000,000,000,000"),
    ],
)
def test_a_number_is_rounded_half_up_and_shown(value: float, how: dict, shown: str) -> None:
    assert number(value, value_id="m", **how).text == shown


def test_a_mark_follows_its_number() -> None:
    assert number(1312, value_id="m", mark="p").text == "1,312 [p]"
    assert number(0.1, value_id="m", mark="p").text == "[low] [p]"
    assert number(0.1, value_id="m").mark == "low"
    assert missing("c").text == "[c]"


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12), st.integers(0, 6))
def test_what_is_shown_is_within_half_a_step_of_the_value(value: float, decimals: int) -> None:
    cell = number(value, decimals=decimals, value_id="m")

    step = Decimal(1).scaleb(-decimals)
    if cell.shown == "[low]":
        assert value != 0
        assert abs(Decimal(repr(value))) < step / 2 + NOISE
    else:
        shown = Decimal(cell.shown.replace(",", "").replace("−", "-"))
        assert abs(shown - Decimal(repr(value))) <= step / 2 + NOISE
        assert (shown == 0) == (value == 0)
        assert cell.decimals == decimals


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_cannot_be_published(value: float) -> None:
    with pytest.raises(ValueError, match="use missing"):
        number(value, value_id="m")
    with pytest.raises(ValueError, match="finite"):
        Cell(value, "1", value_id="m")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ((None, ""), "shows nothing"),
        ((None, "  "), "shows nothing"),
        ((None, "-"), "missing value needs one of the marks"),
        ((None, "[p]", "p"), "missing value needs one of the marks"),
        ((3, "3"), "carry the id"),
        ((3, "3", None, ""), "carry the id"),
        ((3, "3", "q", "m"), "No such shorthand"),
        (("", ""), "shows nothing"),
    ],
)
def test_a_cell_refuses_what_a_reader_could_misread(cell: tuple, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Cell(*cell)


def test_a_number_of_another_kind_is_refused_where_it_would_be_taken_for_text() -> None:
    with pytest.raises(TypeError, match="is a int64"):
        Cell(np.int64(3), "3", None, "m")
    assert number(np.int64(3), value_id="m").is_number


def test_every_status_of_a_value_has_its_mark_and_only_uncounted_ones_stand_instead_of_a_number() -> None:
    assert set(OF_STATUS) == set(STATUSES)
    assert {s for s, mark in OF_STATUS.items() if mark in INSTEAD} == set(STATUSES) - COUNTED
    assert set(MEANINGS) > INSTEAD
    assert explained({"z", "c"}) == (
        "[c] withheld to protect confidentiality",
        "[z] not applicable",
    )


def test_a_table_explains_the_marks_it_uses_and_no_others() -> None:
    assert TABLE.marks == {"c", "low", "p", "x", "z"}
    assert BANNER.marks == {"u"}
    assert EMPTY.marks == frozenset()
    assert "Shorthand" not in dict(EMPTY.footnotes)


def test_footnotes_come_in_a_fixed_order() -> None:
    terms = [term for term, _ in TABLE.footnotes]

    assert terms == ["Method", "Base", "Shorthand", "Note", "Caveat", "Source", "Release"]


def test_a_mark_beside_a_low_number_is_explained_with_it() -> None:
    row = Row("A", (number(0.1, value_id="m", mark="p"),))

    assert Table("T", (Column("Value"),), (row,), "Area").marks == {"low", "p"}


def test_a_row_with_too_few_cells_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="Where Coldhaven stands, row Short: 1 cells for 5 columns"):
        replace(TABLE, rows=(Row("Short", (text("a"),)),))


@pytest.mark.parametrize("labels", [("Value", "value"), ("Area", "Value")])
def test_two_columns_of_one_name_are_refused(labels: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="same label"):
        Table("T", tuple(map(Column, labels)), (), "Area")


def test_a_column_says_its_group_and_unit_in_one_line() -> None:
    assert Column("North", "per cent", group="Region").full == "Region: North (per cent)"
    assert Column("North").full == "North"
    assert BANNER.grouped
    assert not TABLE.grouped
