"""Documents: labels, order of headings, texts, and what must not be said without its id."""

import pytest

from sectorled.publishing.document import Document, Figure, Heading, Link, Paragraph, Strong, of, plain
from sectorled.publishing.table import missing, number
from tests.publishing.samples import EMPTY, META, TABLE, document


def test_tables_and_figures_are_numbered_each_in_their_order() -> None:
    labels = [label for _, label in document().labelled if label]

    assert labels == ["Table 1", "Figure 1", "Figure 2", "Table 2", "Table 3"]


def test_the_tables_of_a_document_include_those_behind_its_charts() -> None:
    titles = {label: table.title for table, label in document().tables}

    assert titles["Table 1"] == TABLE.title
    assert titles["Figure 1"] == "Coldhaven recycled less than most of its neighbours"
    assert titles["Table 3"] == EMPTY.title


@pytest.mark.parametrize("levels", [(3,), (2, 4), (2, 3, 2, 4)])
def test_a_heading_that_skips_a_level_is_refused(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="skips a level"):
        Document("T", tuple(Heading(f"H{level}", level) for level in levels), meta=META)


def test_headings_may_climb_back() -> None:
    Document("T", tuple(Heading("H", level) for level in (2, 3, 4, 2, 3)), meta=META)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org"])
def test_a_link_leads_only_to_the_web_or_to_mail(address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        Link("words", address)


@pytest.mark.parametrize("figure", [("", "m"), ("3", "")])
def test_a_figure_needs_words_and_an_id(figure: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="needs words"):
        Figure(3, *figure)


def test_a_cell_becomes_part_of_a_sentence() -> None:
    assert of(number(38.297, decimals=1, unit="%", value_id="m")) == Figure(38.297, "38.3%", "m")
    assert of(missing("c")) == "[c]"


def test_plain_words_of_a_text() -> None:
    assert plain(("a ", Figure(3, "three", "m"), Strong(" b"), Link(" c", "https://x"))) == "a three b c"


def test_every_text_outside_tables_is_listed_in_order() -> None:
    said = [plain(text) for text in document().texts()]

    assert said[:3] == ["Three of 41 measures are worse.", "Council: Coldhaven", "Population: 123,456"]
    assert "What stands out" in said
    assert said[-1] == "Small print."


def test_meta_leaves_out_what_is_not_known() -> None:
    assert META.about[1] == ("Made on", "20 November 2026")
    assert "Contact" not in dict(META.about)


def test_a_document_of_one_paragraph_has_no_tables() -> None:
    assert Document("T", (Paragraph(("a",)),), meta=META).tables == ()
