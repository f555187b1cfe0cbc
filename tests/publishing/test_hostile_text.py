"""Whatever stands in a publisher's file or a council's reply, every form can be made and holds no surprise."""

import io
import time
import unicodedata
from dataclasses import replace

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from sectorled.publishing.chart import Caption
from sectorled.publishing.charts.bars import Bar, bars_with_intervals
from sectorled.publishing.document import Bullets, Document, Figure, Heading, Paragraph, Strong, Summary
from sectorled.publishing.docx import to_docx
from sectorled.publishing.html import to_html
from sectorled.publishing.pdf import to_pdf
from sectorled.publishing.plain_text import cleaned, plain_text
from sectorled.publishing.pptx import to_pptx
from sectorled.publishing.table import Column, Row, Table, number, text
from sectorled.publishing.xlsx import to_xlsx
from tests.publishing.readback import from_docx, from_html, from_pptx, from_xlsx
from tests.publishing.samples import META, document

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "=cmd|' /C calc'!A0",
    "user\u202etxt.exe\u2066x\u2069",
    "nul \x00 bell \x07 escape \x1b end",
    "lone \ud800 surrogate \uffff",
    "👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 é ﷽ 漢字 ا",
    "W" * 600,
    "𝕿 𝖇𝖈 𝖊 𝖋 𝖍𝖎𝖏𝖐𝖒 𝖓𝖔𝖔𝖔𝖕𝖖𝖗𝖘𝖚𝖚𝖛𝖜𝖝",
    "]]> & ' \" \\ %s {0}",
    "Z\u0351\u0352\u0353algo",
)


def about(words: str) -> Document:
    value = number(1.5, decimals=1, value_id=words or "m")
    table = Table(
        words, (Column(words + "!", words),), (Row(words, (value,)), Row("b", (text(words),))), "Area", notes=(words,)
    )
    chart = bars_with_intervals([Bar(words, value, own=True)], Caption(title=words, subtitle=words, sources=(words,)))
    figure = Figure(1.5, f"1.5 {words}", words or "m")
    blocks = (
        Heading(words),
        Paragraph((words, figure, Strong(words))),
        Bullets(((words,),)),
        Summary(((words, (words,)),)),
        table,
        chart,
    )
    return Document(words, blocks, meta=replace(META, banner=words, publisher=words, subtitle=words))


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text_in_every_form(words: str) -> None:
    doc = about(words)

    page = parser.fromstring(to_html(doc))
    made = docx.Document(io.BytesIO(to_docx(doc)))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(doc)))

    assert not page.xpath("//script|//*[@onerror]")
    assert page.findtext(".//h1").split() == plain_text(words).split()
    assert made.paragraphs[0].text == plain_text(words)
    assert book["Cover"]["A1"].value.split() == plain_text(words).split()
    assert from_html(to_html(doc, paged=True)) == from_docx(to_docx(doc))
    assert sorted(from_xlsx(to_xlsx(doc))) == sorted(from_pptx(to_pptx(doc))) == sorted(from_html(to_html(doc)))


@pytest.mark.slow
@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_makes_a_pdf(words: str) -> None:
    assert to_pdf(about(words)).startswith(b"%PDF")


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60).filter(lambda s: plain_text(s).strip()))
def test_any_text_makes_every_office_form(words: str) -> None:
    doc = about(words)

    assert to_docx(doc)
    assert to_xlsx(doc)
    assert to_pptx(doc)
    assert parser.fromstring(to_html(doc)) is not None


@given(st.text())
def test_plain_text_keeps_letters_and_loses_what_steers(words: str) -> None:
    kept = plain_text(words)

    assert plain_text(kept) == kept
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} or c in "\u202e\u2066\u2069" for c in kept)
    letters = [c for c in unicodedata.normalize("NFC", words) if unicodedata.category(c).startswith("L")]
    assert [c for c in kept if unicodedata.category(c).startswith("L")] == letters


def test_words_keep_their_joiners_and_their_lines_become_spaces() -> None:
    assert plain_text("👩‍👧") == "👩‍👧"
    assert plain_text("one\ntwo\tthree") == "one two three"
    assert plain_text("e\u0301") == "é"


def test_a_clean_document_is_left_as_it_is() -> None:
    doc = document()

    assert cleaned(doc) == doc


@pytest.mark.slow
def test_ten_thousand_rows_are_written_in_good_time() -> None:
    rows = tuple(
        Row(f"Area {i}", tuple(number(i + j / 7, decimals=1, value_id=f"{i}/{j}") for j in range(4)))
        for i in range(10_000)
    )
    doc = Document("Long", (Table("All areas", tuple(Column(f"C{j}") for j in range(4)), rows, "Area"),), meta=META)

    for make, read, seconds in ((to_html, from_html, 60), (to_docx, from_docx, 60), (to_xlsx, from_xlsx, 60)):
        start = time.perf_counter()
        made = make(doc)
        assert time.perf_counter() - start < seconds
        assert len(read(made)) == 40_000
