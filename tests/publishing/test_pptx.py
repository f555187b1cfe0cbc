"""Slides: what a board reads, what a screen reader is told, and what an analyst finds to edit."""

import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pptx
import pytest
from pptx.oxml.ns import qn

from sectorled.publishing.charts.bars import Bar, bars_with_intervals
from sectorled.publishing.document import Document, Heading, Paragraph
from sectorled.publishing.pptx import to_pptx
from sectorled.publishing.table import Column, Row, Table, number
from tests.publishing.readback import drawn_in_pptx, from_pptx
from tests.publishing.samples import CAPTION, MEDIAN, META, document, percent


@pytest.fixture(scope="module")
def data() -> bytes:
    return to_pptx(document())


@pytest.fixture(scope="module")
def made(data: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(data))


def titles(made: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in made.slides]


def charts(made: Any) -> list[Any]:
    return [shape for slide in made.slides for shape in slide.shapes if shape.has_chart]


def slides_of(*blocks: Any) -> Any:
    return pptx.Presentation(io.BytesIO(to_pptx(Document("T", blocks, meta=META))))


def test_every_slide_has_a_title_of_its_own_and_a_figure_has_its_finding(made: Any) -> None:
    assert titles(made)[:6] == [
        "How Coldhaven compares",
        "In short",
        "What stands out",
        "Where Coldhaven stands",
        "Coldhaven recycled less than most of its neighbours",
        "Coldhaven has risen",
    ]
    assert len(set(titles(made))) == len(titles(made))


def test_the_title_is_read_first_and_the_foot_of_a_figure_after_it(made: Any) -> None:
    slide = made.slides[4]

    kinds = [s.placeholder_format.type.name if s.is_placeholder else "FIGURE" for s in slide.shapes]

    assert kinds == ["TITLE", "BODY", "FIGURE", "BODY", "FOOTER", "SLIDE_NUMBER"]
    assert "Source: Waste statistics of Amberland" in slide.shapes[3].text_frame.text
    assert slide.shapes[4].text_frame.text == META.banner


def test_the_notes_hold_question_base_caveats_and_sources(made: Any) -> None:
    notes = made.slides[3].notes_slide.notes_text_frame.text.splitlines()

    assert notes[0] == "Table 1. Latest period, Coldhaven and its neighbours"
    assert "Method: bands" in notes
    assert "Base: Councils with a value: 15 of 16" in notes
    assert "Source: Statistics of Amberland" in notes


def test_a_reply_stands_in_the_notes_of_the_figures_beside_it() -> None:
    table = Table("T", (Column("Value"),), (Row("a", (number(1, value_id="a"),)),), "Area")

    made = slides_of(Heading("One"), Paragraph(("We reply.",), "inset"), table, Heading("Two"), table)

    notes = [s.notes_slide.notes_text_frame.text for s in made.slides if s.has_notes_slide]
    assert ["We reply." in words for words in notes] == [True, False]


def test_figures_have_alternative_text(made: Any) -> None:
    about = [shape._element.xpath(".//p:cNvPr")[0] for shape in charts(made)]

    assert "Coldhaven: 38.3%, lower than 1 and higher than 1 of the others." in about[0].get("descr")
    assert about[1].get("title") == "Coldhaven has risen"


def test_charts_are_native_and_gaps_are_gaps(made: Any) -> None:
    bars, line = (shape.chart for shape in charts(made))

    assert list(bars.plots[0].categories) == [
        "Netherby", "Coldhaven", "Median of the group", "Dunmarsh", "Hartsworth [z]", "Islebrook [c]",
    ]  # fmt: skip
    assert bars.plots[0].series[0].values == (53.24, 38.297, 38.297, 25.85, None, None)
    assert [s.name for s in line.plots[0].series][:2] == ["Coldhaven", "Median of the group"]
    assert list(line.plots[0].categories)[2:6] == ["2020/21", "2021/22", "[b]", "2022/23"]
    assert line.plots[0].series[0].values == (35.5, 36.25, None, None, None, 37, 38.297)


def test_intervals_are_error_bars_that_reach_from_end_to_end(made: Any) -> None:
    series = charts(made)[0].chart.plots[0].series[0]

    reach = {
        way: [float(v.text) for v in series._element.find(qn("c:errBars")).find(qn(f"c:{way}")).iter(qn("c:v"))]
        for way in ("plus", "minus")
    }

    assert reach == {"plus": pytest.approx([2.26, 1.403]), "minus": pytest.approx([2.24, 1.397])}


def test_the_labels_of_a_chart_show_its_numbers_as_its_table_does(data: bytes) -> None:
    in_tables = [shown for _, shown in from_pptx(data)]

    drawn = drawn_in_pptx(data)

    assert drawn == ["53.2%", "38.3%", "38.3%", "25.9% [p]", "35.5%", "38.3% [p]"]
    assert set(drawn) <= set(in_tables)


def test_of_many_bars_only_ones_own_and_the_reference_are_named() -> None:
    bars = [Bar(f"Area {i}", percent(i + 1, f"a/{i}"), own=i == 7) for i in range(60)]
    doc = Document("T", (bars_with_intervals(bars, CAPTION, reference=MEDIAN),), meta=META)

    made = to_pptx(doc)

    assert drawn_in_pptx(made) == ["38.3%", "8.0%"]
    chart = charts(pptx.Presentation(io.BytesIO(made)))[0].chart
    assert [e.get("val") for e in chart._chartSpace.iter(qn("c:showCatName"))] == ["1", "1", "0"]
    assert chart.category_axis.tick_label_position.name == "NONE"


def test_bars_below_0_and_numbers_that_round_to_0_are_labelled_as_everywhere_else() -> None:
    low = [Bar("A", percent(-2.5, "a"), percent(-3, "a/l"), percent(-1, "a/u")), Bar("B", percent(-0.01, "b"))]
    doc = Document("T", (bars_with_intervals(low, CAPTION),), meta=META)

    made = to_pptx(doc)

    assert drawn_in_pptx(made) == ["[low]", "−2.5%"]
    axis = charts(pptx.Presentation(io.BytesIO(made)))[0].chart.value_axis
    assert (axis.minimum_scale, axis.maximum_scale) == (pytest.approx(-3.36), 0)


def test_a_figure_without_notes_has_no_empty_foot() -> None:
    made = slides_of(Table("T", (Column("Value"),), (Row("a", (number(1, value_id="a"),)),), "Area"))

    assert [s.placeholder_format.type.name for s in made.slides[1].placeholders] == ["TITLE", "FOOTER", "SLIDE_NUMBER"]


def test_an_analyst_finds_what_is_plotted_the_table_and_the_ids_behind_a_chart(made: Any) -> None:
    blob = charts(made)[0].chart.part.chart_workbook.xlsx_part.blob

    book = openpyxl.load_workbook(io.BytesIO(blob))

    assert book.sheetnames == ["Sheet1", "Table", "Values"]
    assert [c.value for c in book["Sheet1"][2]][:2] == ["Netherby", 53.24]
    assert book["Sheet1"]["E2"].value == "=D2-B2"
    assert book["Values"]["A3"].value == "r/netherby"


def test_a_long_table_goes_on_with_its_header_on_the_next_slide() -> None:
    rows = tuple(Row(f"Area {i}", (number(i, value_id=f"a/{i}"),)) for i in range(60))

    made = slides_of(Table("All areas", (Column("Value", "%"),), rows, "Area"))

    tables = [s.table for slide in made.slides for s in slide.shapes if s.has_table]
    assert len(tables) > 2
    assert titles(made)[1] == f"All areas (1 of {len(tables)})"
    assert {(t.cell(0, 0).text, t.cell(0, 1).text) for t in tables} == {("Area", "Value (%)")}
    assert [t.cell(i, 0).text for t in tables for i in range(1, len(t.rows))] == [row.header for row in rows]
    heights = [sum(row.height for row in t.rows) for t in tables]
    assert max(heights) <= pptx.util.Inches(4.45)


def test_a_wide_table_goes_on_with_its_row_headers_on_the_next_slide() -> None:
    columns = tuple(Column(f"Council number {i}") for i in range(30))
    rows = (Row("All", tuple(number(i, value_id=f"a/{i}") for i in range(30))),)

    made = slides_of(Table("All", columns, rows, "Answer"))

    tables = [s.table for slide in made.slides for s in slide.shapes if s.has_table]
    assert len(tables) > 1
    assert {t.cell(1, 0).text for t in tables} == {"All"}
    assert sum(len(t.columns) - 1 for t in tables) == 30
    assert all(sum(c.width for c in t.columns) <= pptx.util.Inches(12.14) for t in tables)


def test_a_banner_has_its_breaks_over_their_columns(made: Any) -> None:
    table = next(s.table for s in made.slides[6].shapes if s.has_table)

    assert [table.cell(0, i).text for i in range(6)] == ["", "", "Region", "", "Role", ""]
    assert table.cell(0, 2).span_width == 2
    assert table.first_row


def test_text_too_long_for_a_slide_goes_on_under_a_title_that_says_so() -> None:
    made = slides_of(Heading("Long"), Paragraph((" ".join(f"word{i}" for i in range(900)),)), Paragraph(("End.",)))

    long = [s for s in made.slides if s.shapes.title.text_frame.text.startswith("Long")]
    assert [s.shapes.title.text_frame.text for s in long][:2] == ["Long", "Long (2)"]
    words = " ".join(s.placeholders[1].text_frame.text for s in long).split()
    assert words == [*(f"word{i}" for i in range(900)), "End."]


def test_an_empty_table_says_what_is_missing(made: Any) -> None:
    slide = made.slides[titles(made).index("Homelessness prevented")]

    assert slide.placeholders[1].text_frame.text == "No figures until 12 December 2026."


def test_the_last_slide_says_who_made_it_and_what_can_be_edited(made: Any) -> None:
    last, without = made.slides[-1].placeholders[1].text_frame.text, slides_of(Paragraph(("Words.",))).slides[-1]

    assert last.startswith("Publisher: The sector body of Amberland\nMade on: 20 November 2026")
    assert "can be edited" in last
    assert "can be edited" not in without.placeholders[1].text_frame.text


def test_language_properties_and_times_are_set(data: bytes, made: Any) -> None:
    languages = {run.get("lang") for slide in made.slides for run in slide.element.iter(qn("a:rPr"))}

    assert languages == {"en-GB"}
    assert made.core_properties.title == "How Coldhaven compares"
    assert made.core_properties.created.replace(tzinfo=None) == datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001 - no zone kept
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in file.namelist() if "thumbnail" in name or "printer" in name]


def test_no_slide_names_a_font_of_its_own(made: Any) -> None:
    fonts = {e.get("typeface") for slide in made.slides for e in slide.element.iter(qn("a:latin"))}

    assert fonts == set()
