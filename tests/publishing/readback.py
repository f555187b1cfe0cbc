"""Reads numbers with the ids of their values back from every form but CSV, knowing nothing of how they were made.

A number is a pair: the id of its value, and what a reader sees, mark included.
"""

import io
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import openpyxl
import pypdf
from lxml import etree, html

Number = tuple[str, str]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def from_html(page: str) -> list[Number]:
    """Every element with a value id, in order."""
    found = html.fromstring(page).xpath("//*[@data-value-id]")
    return [(e.get("data-value-id"), e.text_content()) for e in found]


def from_docx(data: bytes) -> list[Number]:
    """Every bookmark that the custom part gives an id, with the text within it, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = etree.fromstring(file.read("word/document.xml"))
        values = etree.fromstring(file.read("customXml/item2.xml"))
    ids = {v.get("bookmark"): v.get("id") for v in values}
    found, open_now = list[list[Any]](), dict[str, list[Any]]()
    for e in body.iter(f"{WORD}bookmarkStart", f"{WORD}bookmarkEnd", f"{WORD}t"):
        if e.tag == f"{WORD}bookmarkStart":
            open_now[e.get(f"{WORD}id")] = [ids[e.get(f"{WORD}name")], ""]
            found.append(open_now[e.get(f"{WORD}id")])
        elif e.tag == f"{WORD}bookmarkEnd":
            del open_now[e.get(f"{WORD}id")]
        else:
            for entry in open_now.values():
                entry[1] += e.text
    assert not open_now
    return [(i, words) for i, words in found]


def from_pptx(data: bytes) -> list[Number]:
    """Every run on slides and in notes with a bookmark that the custom part gives an id; the tables behind charts."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        ids = {v.get("bookmark"): v.get("id") for v in etree.fromstring(file.read("customXml/item1.xml"))}
        found = list[Number]()
        for name in file.namelist():
            if re.fullmatch(r"ppt/(slides|notesSlides)/\w+\.xml", name):
                for run in etree.fromstring(file.read(name)).iter(f"{DRAWING}r"):
                    if bookmark := run.find(f"{DRAWING}rPr").get("bmk"):
                        found.append((ids.pop(bookmark), run.findtext(f"{DRAWING}t")))
            elif name.endswith(".xlsx"):
                found += from_xlsx(file.read(name))
    assert not ids
    return found


def drawn_in_pptx(data: bytes) -> list[str]:
    """What the labels of native charts show: each labelled point's number in the format of its label."""
    found = list[str]()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            if re.fullmatch(r"ppt/charts/\w+\.xml", name):
                found += _labels(etree.fromstring(file.read(name)))
    return found


def _labels(chart: Any) -> list[str]:
    found = list[str]()
    for series in chart.iter(f"{CHART}ser"):
        points = {p.get("idx"): float(p.findtext(f"{CHART}v")) for p in series.find(f"{CHART}val").iter(f"{CHART}pt")}
        for label in series.iter(f"{CHART}dLbl"):
            code = label.find(f"{CHART}numFmt").get("formatCode")
            value = points[label.find(f"{CHART}idx").get("val")]
            found.append(code.strip('"') if not re.search(r"[0#]", code) else displayed(value, code))
    return found


def from_xlsx(data: bytes) -> list[Number]:
    """Every row of the sheet of values, with what a reader sees in the cell it names."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = list(book["Values"].iter_rows(min_row=2, values_only=True))
    header, found = rows[0], list[Number]()
    for values in rows[1:]:
        row = dict(zip(header, values, strict=True))
        cell = book[row["Sheet"]][row["Cell"]]
        seen = displayed(cell.value, cell.number_format) if isinstance(cell.value, int | float) else cell.value
        if row["Sheet"] == "Summary":
            assert row["As shown"] in seen
            seen = row["As shown"]
        found.append((row["Value id"], seen))
    return found


def displayed(value: float, number_format: str) -> str:
    """What a spreadsheet shows for a number: literals in quotes, 0 or #,##0, decimals, a section for negatives."""
    positive, _, negative = number_format.partition(";")
    code = negative if value < 0 and negative else positive
    literals = re.findall(r'"([^"]*)"', code)
    bare = re.sub(r'"[^"]*"', "\0", code)
    digits = re.search(r"[#,0.]+", bare)
    assert digits, number_format
    decimals = len(digits[0].partition(".")[2])
    rounded = Decimal(repr(abs(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    shown = bare.replace(digits[0], f"{rounded:,}" if "," in digits[0] else f"{rounded}")
    for literal in literals:
        shown = shown.replace("\0", literal, 1)
    return shown


def pdf_text(data: bytes) -> str:
    """All text of all pages."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def in_order(text: str, numbers: list[Number]) -> Number | None:
    """The first number that does not follow the one before it in the text, whole; None if all do."""
    at = 0
    for number in numbers:
        shown = r"\s+".join(map(re.escape, number[1].split()))
        match = re.compile(rf"(?<![\d.,]){shown}(?!\d)").search(text, at)
        if match is None:
            return number
        at = match.end()
    return None
