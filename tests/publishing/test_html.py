"""The page: structure a screen reader needs, nothing fetched, nothing run, nothing printed that is not there."""

import base64
from dataclasses import replace
from typing import Any

import jinja2
import pytest
from lxml import html as parser

from sectorled.publishing.document import Document, Paragraph
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.html import _ENVIRONMENT, to_html
from tests.publishing.samples import EMPTY, META, TABLE, document


@pytest.fixture(scope="module")
def page() -> Any:
    return parser.fromstring(to_html(document()))


def test_the_page_says_its_language_and_title(page: Any) -> None:
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == "How Coldhaven compares"
    assert page.xpath("//meta[@name='author']/@content") == ["The sector body of Amberland"]


def test_headings_stand_in_order_with_one_of_the_first_level(page: Any) -> None:
    assert [h.tag for h in page.xpath("//h1|//h2|//h3|//h4")] == ["h1", "h2", "h2", "h3"]


def test_every_table_has_a_caption_and_headers_with_scope(page: Any) -> None:
    tables = page.xpath("//table")

    assert len(tables) == 4
    for table in tables:
        assert table.xpath("caption//text()")
        assert all(h.get("scope") in {"col", "row", "colgroup"} for h in table.xpath(".//th"))
        assert all(row.xpath("th[@scope='row']") for row in table.xpath("tbody/tr"))
        assert not [cell for cell in table.xpath("tbody//td") if not cell.text_content().strip()]


def test_columns_under_a_break_have_a_header_that_spans_them(page: Any) -> None:
    spans = [(h.text_content(), h.get("colspan")) for h in page.xpath("//th[@scope='colgroup']")]

    assert spans == [("Region", "2"), ("Role", "2")]


def test_ids_are_unique_and_regions_are_named(page: Any) -> None:
    ids = page.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert all(region.get("aria-labelledby") in ids for region in page.xpath("//*[@role='region']"))


def test_each_chart_is_a_figure_with_alternative_text_and_its_table(page: Any) -> None:
    figures = page.xpath("//figure")

    assert len(figures) == 2
    for figure in figures:
        assert len(figure.xpath("img/@alt")[0]) > 40
        assert base64.b64decode(figure.xpath("img/@src")[0].partition(",")[2]).startswith(b"<svg")
        assert figure.xpath("details//table")


def test_nothing_is_run_and_nothing_is_fetched(page: Any) -> None:
    assert not page.xpath("//script|//link|//iframe|//object|//*[@onclick]")
    assert all(src.startswith("data:image/svg+xml") for src in page.xpath("//@src"))
    assert page.xpath("//@href") == ["#main", "https://example.org/plan"]


def test_large_print_is_one_switch_that_needs_no_script(page: Any) -> None:
    box = page.get_element_by_id("large-print")

    assert page.xpath("//label[@for='large-print']/text()") == ["Large print"]
    assert box.get("checked") is None
    assert 'id="large-print" autocomplete="off" checked' in to_html(document(), large_print=True)


def test_an_empty_table_says_why_and_when() -> None:
    page = parser.fromstring(to_html(Document("T", (EMPTY,), meta=META)))

    assert not page.xpath("//table")
    assert "No figures until 12 December 2026." in page.text_content()


def test_the_banner_and_the_about_lines_are_printed_where_given() -> None:
    bare = replace(META, banner=None, subtitle=None, release=None, licence=None)
    page = to_html(Document("T", (), meta=bare))

    assert "Fictional" not in page
    assert "None" not in page
    assert "Fictional data: no council here is real" in to_html(document())


def test_the_paged_form_moves_tables_behind_charts_to_an_annex() -> None:
    paged = parser.fromstring(to_html(document(), paged=True))
    brief = parser.fromstring(to_html(document(annex=False), paged=True))

    assert not paged.xpath("//details|//input")
    assert paged.xpath("//h2/text()")[-1] == "Figures as tables"
    assert len(paged.xpath("//table")) == 4
    assert len(brief.xpath("//table")) == 2


def test_a_wide_table_is_turned_sideways() -> None:
    columns = tuple(replace(TABLE.columns[1], label=str(i)) for i in range(9))
    wide = replace(TABLE, columns=columns, rows=(replace(TABLE.rows[0], cells=(TABLE.rows[0].cells[1],) * 9),))

    assert 'class="table wide short"' in to_html(Document("T", (wide,), meta=META))
    assert 'class="table wide' not in to_html(document())


def test_the_template_engine_raises_on_what_is_not_there() -> None:
    with pytest.raises(PublishingError, match="None"):
        _ENVIRONMENT.from_string("{{ x }}").render(x=None)
    with pytest.raises(jinja2.UndefinedError):
        _ENVIRONMENT.from_string("{{ x }}").render()


def test_words_too_long_for_a_column_may_break_there_but_not_change() -> None:
    long = "Llanfair" * 12
    table = replace(EMPTY, rows=(replace(TABLE.rows[0], header=long, cells=(TABLE.rows[0].cells[0],)),))

    page = to_html(Document("T", (table, Paragraph((long,))), meta=META))

    assert "<wbr>" in page
    assert parser.fromstring(page).xpath("string(//tbody//th)") == long
