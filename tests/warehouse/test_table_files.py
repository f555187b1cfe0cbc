"""One table of one file: headers found, text kept as text, every fault named with its place."""

import io
import json
from datetime import date, datetime

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.warehouse.table_files import read_csv, table_of
from sectorled.warehouse.tidy import InputError


def _csv(text: str, name: str = "t.csv") -> pl.DataFrame:
    return table_of(name, text.encode()).frame


def _fault(content: bytes, name: str = "t.csv", **options: int) -> str:
    with pytest.raises(InputError) as error:
        table_of(name, content, header_row=options.get("header_row"))
    return str(error.value)


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def test_a_csv_is_text_with_the_row_of_the_file_beside_it() -> None:
    table = table_of("t.csv", b'Title of it\n\narea,value\nA,1\n\n"B\nC", 02 \n')

    assert table.frame.rows() == [("A", "1"), ("B\nC", " 02 ")]
    assert table.rows.to_list() == [4, 6]
    assert table.numbered().columns == ["area", "value", "file", "row"]
    assert read_csv(b"a,row\n1,x\n", "t.csv").rows() == [("1", "x", 2)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert _csv(f"a{delimiter}b\n1{delimiter}2\n").rows() == [("1", "2")]


def test_what_stands_in_a_cell_is_no_delimiter() -> None:
    assert _csv("first,second,third\n|,|,|\n").rows() == [("|", "|", "|")]
    assert _csv("area;value\nX01;1,5\nX02;2,5\n").rows() == [("X01", "1,5"), ("X02", "2,5")]


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("a,b\né,1\n".encode(), None),
        ("a,b\né,1\n".encode("utf-8-sig"), None),
        ("a,b\né,1\n".encode("utf-16"), "UTF-16"),
        ("a,b\né,1\n".encode("cp1252"), "line 2 is not UTF-8, so the file was read as Windows-1252"),
    ],
)
def test_encodings_are_read_and_said(content: bytes, note: str | None) -> None:
    table = table_of("t.csv", content)

    assert table.frame.rows() == [("é", "1")]
    assert len(table.notes) == (note is not None)
    assert (note or "") in "".join(table.notes)


def test_blank_and_repeated_headers_get_names_and_a_note() -> None:
    table = table_of("t.csv", b"a,,a,a (2),a\n1,2,3,4,5\n")

    assert table.frame.columns == ["a", "column 2", "a (3)", "a (2)", "a (4)"]
    assert "column a stands twice" in table.notes[0]
    assert "1 of the columns have no name" in table.notes[1]


def test_ragged_rows_are_refused_with_their_numbers_and_the_others_kept() -> None:
    table = table_of("t.csv", b"a,b\n1,2\n3\n4,5\n6,7,8\n9,10\n")

    assert table.frame.rows() == [("1", "2"), ("4", "5"), ("9", "10")]
    assert table.rows.to_list() == [2, 4, 6]
    assert [(r.row, r.reason) for r in table.refusals] == [
        (3, "has 1 cells where the header has 2"),
        (5, "has 3 cells where the header has 2"),
    ]
    assert table.rows_read == 5
    with pytest.raises(InputError, match=r"t\.csv, row 3"):
        read_csv(b"a,b\n1,2\n3\n", "t.csv")


def test_formulas_stay_text() -> None:
    assert _csv("a,b\n=cmd|' /C calc'!A0,+1\n@x,-2\n").rows() == [("=cmd|' /C calc'!A0", "+1"), ("@x", "-2")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n\n\n", "has no header row"),
        (b"a,b\n\x00,1\n", "line 2: is not text"),
        (b"a,b\n1,\x81\n", "line 2: is neither UTF-8 nor Windows-1252"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "is a picture (PNG), not a table. Choose the file that has the table."),
        (b"\xff\xd8\xff\xe0" + bytes(99), "is a picture (JPEG), not a table."),
        (b"%PDF-1.7\n", "is a PDF, not a table."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an Excel file of an old kind (XLS). Open it, save it as XLSX"),
        (b",".join(b"c%d" % i for i in range(20_000)) + b"\n1\n", "has 20,000 columns, at most 16,384"),
        (b'a,b\n1,"' + b"x" * 110_000 + b'"\n', "cell of more than 100,000 bytes"),
        (b'a,b\n1,"2\n3,4\n5,6\n', "row 2: a quotation mark is never closed"),
        (b'a,b\n1,2\n"3,4\n5,6\n', "row 3: a quotation mark is never closed"),
        (b"a,b\n" + b"1,2\n" * 60 + b"1," * (1 << 24) + b"1\n", "cannot be read as a table"),
        (b"a,b\n" + b"x" * (1 << 25) + b",1\n", "t.csv"),
        (b"," * 1_000_000, "columns, at most 16,384"),
    ],
)
def test_what_is_no_table_is_named(content: bytes, reason: str) -> None:
    assert reason in _fault(content)


def test_quotation_marks_inside_cells_are_kept() -> None:
    assert _csv('a,b\n1,5" pipe\n3,"say ""x"""\n4,"two\nlines"').rows() == [
        ("1", '5" pipe'),
        ("3", 'say "x"'),
        ("4", "two\nlines"),
    ]


def test_a_header_row_can_be_asked_for() -> None:
    assert table_of("t.csv", b"x,y\na,b\n1,2\n", header_row=2).frame.columns == ["a", "b"]
    assert "has no row 9 for a header" in _fault(b"a,b\n1,2\n", header_row=9)
    assert _csv("a,b\n").height == 0


def test_json_records_are_text() -> None:
    content = json.dumps([{"a": 1.5, "b": None}, {"a": "x", "c": True}]).encode()

    assert table_of("t.json", content).frame.rows() == [("1.5", None, None), ("x", None, "true")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "is not valid JSON"),
        (b"\xff", "is not valid JSON"),
        (b'[{"a": NaN}]', "NaN is not a number"),
        (b'[{"a": Infinity}]', "Infinity is not a number"),
        (b"[" * 100_000, "is not valid JSON"),
        (b'[{"a": [1]}]', "row 1, a: is not a plain value"),
        (b'{"a": 1}', "is not a list of records"),
        (b"[]", "is not a list of records"),
        (b"[1]", "is not a list of records"),
    ],
)
def test_json_that_is_no_table_is_named(content: bytes, reason: str) -> None:
    assert reason in _fault(content, "t.json")


def test_parquet_keeps_numbers_and_turns_the_rest_into_text() -> None:
    moments = [datetime(2024, 3, 31), None]  # noqa: DTZ001 - a spreadsheet's moments have no zone
    frame = pl.DataFrame(
        {"v": [1.25, None], "d": [date(2024, 1, 2), None], "m": moments, "s": ["=1", " "], "b": [True, None]}
    )

    table = table_of("t.parquet", _parquet(frame))

    assert table.frame.rows() == [(1.25, "2024-01-02", "2024-03-31", "=1", "true")]
    assert table.rows.to_list() == [1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_parquet(pl.DataFrame({"a": [[1]]})), "column a holds List"),
        (_parquet(pl.DataFrame({"a": [b"x"]})), "column a holds Binary"),
        (_parquet(pl.DataFrame({"a": [1]}))[:-9], "cannot be read"),
        (b"PAR1" + bytes(64) + b"PAR1", "cannot be read"),
        (b"a,b\n", "is not what its ending says"),
    ],
)
def test_parquet_that_is_no_table_is_named(content: bytes, reason: str) -> None:
    assert reason in _fault(content, "t.parquet")


_CELLS = st.lists(
    st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8), min_size=3, max_size=3), min_size=1
)


@given(_CELLS)
def test_what_another_library_writes_is_read_back(cells: list[list[str]]) -> None:
    text = pd.DataFrame(cells, columns=["first", "second", "third"]).to_csv(index=False)

    read = table_of("t.csv", text.encode()).frame

    kept = [[cell if cell.strip() else None for cell in row] for row in cells]
    assert read.rows() == [tuple(row) for row in kept if any(row)]
