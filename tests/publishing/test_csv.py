"""CSV: data that a machine reads and a spreadsheet does not run; notes beside, not within."""

import csv
import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.publishing.csv import csv_notes, harmless, to_csv
from sectorled.publishing.plain_text import plain_text
from sectorled.publishing.table import Column, Row, Table, missing, number, text
from tests.publishing.samples import BANNER, EMPTY, TABLE


def rows(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written)))


def test_numbers_are_unrounded_and_missing_ones_are_marks() -> None:
    written = rows(to_csv(TABLE))

    assert written[0] == [
        "Measure", "Period", "Coldhaven", "Coldhaven shorthand", "Median", "Change on a year (points)", "Position",
    ]  # fmt: skip
    assert written[1] == ["Waste recycled", "2024/25", "38.297", "", "41.04", "-1.25", "joint 12th of 15"]
    assert written[2][2:4] == ["1312.5", "[p]"]
    assert written[3] == ["Fees", "2023/24", "[c]", "[c]", "1234.5", "[x]", "not compared"]
    assert written[4][2:4] == ["0.02", "[low]"]


def test_columns_under_breaks_say_so_in_one_header() -> None:
    assert rows(to_csv(BANNER))[0][1:3] == ["All (per cent)", "Region: North (per cent)"]


def test_pandas_reads_the_numbers_back() -> None:
    read = pd.read_csv(io.StringIO(to_csv(TABLE)), na_values=["[c]", "[x]", "[z]"])

    assert read["Median"].tolist() == [41.04, 1240, 1234.5, 0, 23456]
    assert read["Change on a year (points)"].isna().sum() == 2


def test_notes_go_to_the_sibling() -> None:
    notes = dict(rows(csv_notes(TABLE)))

    assert notes["Title"] == "Where Coldhaven stands"
    assert notes["Source"] == "Statistics of Amberland"
    assert "Amberland" not in to_csv(TABLE)


def test_an_empty_table_keeps_its_header_and_its_reason() -> None:
    assert rows(to_csv(EMPTY)) == [["Area", "Value"]]
    assert dict(rows(csv_notes(EMPTY)))["No figures"] == "No figures until 12 December 2026."


def test_the_byte_order_mark_comes_on_request() -> None:
    assert to_csv(TABLE, excel=True) == "\N{ZERO WIDTH NO-BREAK SPACE}" + to_csv(TABLE)
    assert csv_notes(TABLE, excel=True).encode()[:3] == b"\xef\xbb\xbf"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "\r@", "\n+"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    hostile = f"{start}cmd|' /C calc'!A0"
    table = Table(hostile, (Column(hostile),), (Row(hostile, (text(hostile),)),), "Area", notes=(hostile,))

    fields = [field for row in rows(to_csv(table)) + rows(csv_notes(table)) for field in row]

    assert sum(field.startswith("'") for field in fields) == 5
    assert not any(field.strip().startswith(("=", "+", "-", "@")) for field in fields)


def test_numbers_are_free_of_the_noise_of_floating_point_but_never_become_0() -> None:
    cells = [
        number(value, decimals=1, value_id="m")
        for value in (42.09999999999999, 1e-12, 3.0, np.float64(2.5), np.int64(7))
    ]
    table = Table("T", (Column("Value"),), tuple(Row("A", (cell,)) for cell in cells), "Area")

    assert [row[1] for row in rows(to_csv(table))[1:]] == ["42.1", "1e-12", "3", "2.5", "7"]


def test_negative_numbers_are_left_alone() -> None:
    table = Table("T", (Column("Change"),), (Row("A", (number(-1.5, decimals=1, value_id="m"),)),), "Area")

    assert rows(to_csv(table))[1] == ["A", "-1.5"]


@given(st.text(min_size=1).filter(lambda s: plain_text(s).strip()))
def test_any_text_comes_back_as_it_was_cleaned(words: str) -> None:
    table = replace(EMPTY, rows=(Row(words, (missing("x"),)),))

    (_, (read, mark)) = rows(to_csv(table))

    assert mark == "[x]"
    assert read.removeprefix("'") == plain_text(words).removeprefix("'")
    assert read == harmless(plain_text(words))
