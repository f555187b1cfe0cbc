"""The same numbers in every form: read back from the files, not from the object they were made of."""

import re
import subprocess
import sys
from collections import Counter

import pytest

from sectorled.publishing.charts.maps import Hex, Shaded, hex_map
from sectorled.publishing.document import Document, Figure, Paragraph
from sectorled.publishing.docx import to_docx
from sectorled.publishing.html import to_html
from sectorled.publishing.pdf import to_pdf
from sectorled.publishing.pptx import to_pptx
from sectorled.publishing.xlsx import to_xlsx
from tests.publishing.readback import (
    displayed,
    drawn_in_pptx,
    from_docx,
    from_html,
    from_pptx,
    from_xlsx,
    in_order,
    pdf_text,
)
from tests.publishing.samples import BARS, CAPTION, META, document
from tests.publishing.survey_samples import survey


@pytest.fixture(scope="module")
def sample() -> Document:
    return document()


def test_html_word_workbook_and_slides_hold_the_same_numbers_with_the_same_ids(sample: Document) -> None:
    in_page = from_html(to_html(sample))

    in_word, in_book = from_docx(to_docx(sample)), from_xlsx(to_xlsx(sample))
    on_slides = from_pptx(to_pptx(sample))

    assert len(in_page) > 50
    assert ("r/own", "38.3%") in in_page
    assert ("c/own", "1,313 [p]") in in_page
    assert ("i/own", "[low]") in in_page
    assert ("f/own", "[c]") in in_page
    assert Counter(in_page) == Counter(in_word) == Counter(in_book) == Counter(on_slides)


def test_a_survey_has_the_same_numbers_in_every_form_and_draws_what_its_tables_say() -> None:
    numbers = Counter(from_html(to_html(survey())))

    slides = to_pptx(survey())

    assert len(numbers) > 70
    assert (
        numbers
        == Counter(from_pptx(slides))
        == Counter(from_docx(to_docx(survey())))
        == Counter(from_xlsx(to_xlsx(survey())))
    )
    drawn = Counter(drawn_in_pptx(slides))
    assert sum(drawn.values()) == 17 + 4 + 8  # segments wide enough, ends of two lines, bars
    assert drawn <= Counter(shown for _, shown in numbers.elements())


def test_a_map_on_a_slide_is_a_picture_with_its_table_in_the_notes() -> None:
    areas = [Shaded(bar.area, bar.area, bar.value, 0 if bar.value.is_number else None) for bar in BARS]
    places = {bar.area: Hex(i, 0) for i, bar in enumerate(BARS)}
    doc = Document("Map", (hex_map(areas, places, CAPTION, bands=("all",)),), meta=META)

    assert from_pptx(to_pptx(doc)) == from_html(to_html(doc))


def test_the_paged_form_and_word_hold_them_in_the_same_order(sample: Document) -> None:
    assert from_html(to_html(sample, paged=True)) == from_docx(to_docx(sample))


@pytest.mark.slow
def test_the_pdf_holds_every_number_in_order(sample: Document) -> None:
    numbers = from_html(to_html(sample, paged=True))

    text = pdf_text(to_pdf(sample))

    assert in_order(text, numbers) is None
    assert in_order(text, [*numbers[:5], ("r/own", "38.4%")]) == ("r/own", "38.4%")


@pytest.mark.parametrize("make", [to_html, to_docx, to_xlsx, to_pptx, pytest.param(to_pdf, marks=pytest.mark.slow)])
def test_the_same_document_gives_the_same_bytes(make) -> None:
    assert make(document()) == make(document())


@pytest.mark.slow
def test_another_process_gives_the_same_bytes() -> None:
    command = (
        "import hashlib; from tests.publishing.samples import document; from sectorled.publishing.files import _WHOLE;"
        "print([hashlib.sha256(make(document())).hexdigest() for make in _WHOLE.values()])"
    )

    made = {
        subprocess.run(
            [sys.executable, "-c", command],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    }

    assert len(made) == 1
    assert len(made.pop()) > 5 * 64


def test_a_number_that_differs_in_one_form_is_found_out() -> None:
    def saying(shown: str) -> Document:
        return Document("A", (Paragraph((Figure(1.5, shown, "m"),)),), meta=META)

    assert from_html(to_html(saying("1.5"))) != from_docx(to_docx(saying("1.6")))


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.5, "#,##0", "1,235"),
        (38.297, '#,##0.0"%"', "38.3%"),
        (-1.25, '"+"#,##0.0;"−"#,##0.0', "−1.3"),
        (1.25, '"+"#,##0.0;"−"#,##0.0', "+1.3"),
        (1234.5, '"£"#,##0.00" [p]"', "£1,234.50 [p]"),
    ],
)
def test_the_reader_shows_numbers_as_a_spreadsheet_does(value: float, code: str, shown: str) -> None:
    assert displayed(value, code) == shown


def test_no_value_is_blank_or_none_in_any_form(sample: Document) -> None:
    for made in (from_html(to_html(sample)), from_docx(to_docx(sample)), from_pptx(to_pptx(sample))):
        assert all(re.search(r"\S", shown) and shown != "None" for _, shown in made)
