"""The Word file: real styles, repeated headers, alternative text, language, title, fixed times."""

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from sectorled.publishing.document import Document
from sectorled.publishing.docx import to_docx
from sectorled.publishing.table import Column, Row, Table, missing
from tests.publishing.samples import META, document


@pytest.fixture(scope="module")
def data() -> bytes:
    return to_docx(document())


@pytest.fixture(scope="module")
def made(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_headings_lists_and_captions_are_real_styles(made: Any) -> None:
    styled = [(p.style.name, p.text) for p in made.paragraphs]

    assert styled[0] == ("Title", "How Coldhaven compares")
    assert ("Heading 1", "What stands out") in styled
    assert ("Heading 2", "Views") in styled
    assert ("List Bullet", "Recycling: 38.3%.") in styled
    assert ("List", "1. First.") in styled
    assert ("Caption", "Table 1: Where Coldhaven stands") in styled
    assert ("Intense Quote", "No figures until 12 December 2026.") in styled


def test_header_rows_repeat_and_rows_are_not_split(made: Any) -> None:
    assert len(made.tables) == 4
    for table in made.tables:
        rows = table._tbl.tr_lst
        headers = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
        assert headers == rows[: len(headers)]
        assert headers
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_cells_read_as_shown_with_spans_for_breaks(made: Any) -> None:
    first, banner = made.tables[0], made.tables[1]

    assert [cell.text for cell in first.rows[1].cells] == [
        "Waste recycled", "2024/25", "38.3%", "41.0%", "−1.3", "joint 12th of 15",
    ]  # fmt: skip
    assert [cell.text for cell in banner.rows[0].cells] == ["", "", "Region", "Region", "Role", "Role"]


def test_pictures_have_alternative_text(made: Any) -> None:
    about = [shape._inline.docPr for shape in made.inline_shapes]

    assert len(about) == 2
    assert "Coldhaven: 38.3%, lower than 1 and higher than 1 of the others." in about[0].get("descr")
    assert about[1].get("title") == "Coldhaven has risen"


def test_language_title_banner_and_times_are_set(made: Any) -> None:
    languages = {tag.get(qn("w:val")) for tag in made.styles.element.iter(qn("w:lang"))}

    assert languages == {"en-GB"}
    assert made.core_properties.title == "How Coldhaven compares"
    assert made.core_properties.created.replace(tzinfo=None) == datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001 - no zone kept
    assert made.sections[0].header.paragraphs[0].text == "Fictional data: no council here is real"


def test_links_are_links(made: Any) -> None:
    links = [link for p in made.paragraphs for link in p.hyperlinks]

    assert [(link.text, link.address) for link in links] == [("its plan", "https://example.org/plan")]


def test_no_part_of_the_file_tells_when_it_was_made(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = file.namelist()
        assert len(names) == len(set(names))
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_large_print_is_large(made: Any) -> None:
    large = docx.Document(io.BytesIO(to_docx(document(), large_print=True)))

    assert made.styles["Normal"].font.size.pt == 11
    assert large.styles["Normal"].font.size.pt == 18
    assert large.styles["Table Text"].font.size.pt >= 16


def test_a_brief_without_annex_or_banner_has_no_tables_behind_charts() -> None:
    brief = docx.Document(io.BytesIO(to_docx(document(annex=False, banner=None, subtitle=None))))

    assert len(brief.tables) == 2
    assert brief.sections[0].header.paragraphs[0].text == ""


def test_a_page_break_leaves_no_blank_paragraph_and_the_next_block_starts_a_page(made: Any) -> None:
    starts = [p.text for p in made.paragraphs if p.paragraph_format.page_break_before]

    assert starts == ["Figure 2: Coldhaven has risen", "Figures as tables"]
    assert [p for p in made.paragraphs if not p.text and not p.runs] == []


def test_a_wide_table_turns_the_pages_sideways_and_large_print_does_sooner() -> None:
    def width_mm(columns: int, *, large_print: bool) -> float:
        table = Table("T", tuple(Column(f"C{i}") for i in range(columns)), (), "Area")
        made = to_docx(Document("T", (table,), meta=META), large_print=large_print)
        return float(docx.Document(io.BytesIO(made)).sections[0].page_width.mm)

    assert round(width_mm(8, large_print=False)) == 210
    assert round(width_mm(9, large_print=False)) == 297
    assert round(width_mm(5, large_print=True)) == 297


def test_columns_are_wide_enough_for_their_longest_word_and_fill_the_page(made: Any) -> None:
    widths = [int(column.get(qn("w:w"))) for column in made.tables[0]._tbl.tblGrid]

    assert 9700 < sum(widths) <= 9864
    assert min(widths) > 20 * 0.62 * 10.1 * len("2024/25")


def test_a_short_table_stays_on_one_page_with_its_notes_and_a_long_one_may_not() -> None:
    def kept(rows: int) -> list[bool]:
        table = Table("T", (Column("Value"),), tuple(Row(f"{i}", (missing("x"),)) for i in range(rows)), "Area")
        made = docx.Document(io.BytesIO(to_docx(Document("T", (table,), meta=META))))
        return [p.paragraph_format.keep_with_next or False for r in made.tables[0].rows for p in r.cells[0].paragraphs]

    assert all(kept(12))
    assert not any(kept(13))
