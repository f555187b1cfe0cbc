"""One banner table, five files: weighted, with suppressed cells, letters, nets and means, read back from each."""

import io
from datetime import UTC, datetime

import pypdf
import pytest

from sectorled.publishing.banner import banner_document
from sectorled.publishing.docx import to_docx
from sectorled.publishing.html import to_html
from sectorled.publishing.pdf import to_pdf
from sectorled.publishing.pptx import to_pptx
from sectorled.publishing.xlsx import to_xlsx
from sectorled.warehouse.answers.tabulate.banner import tabulate
from sectorled.warehouse.answers.tabulate.design_file import design_of
from tests.publishing.readback import from_docx, from_html, from_pptx, from_xlsx, in_order, pdf_text
from tests.warehouse.answers.tabulate.made import sample_survey

AT = datetime(2026, 11, 1, tzinfo=UTC)
DESIGN = {
    "scores": {"trust": {"1": 4, "2": 3, "3": 2, "4": 1}},
    "disclosure": {"identifying": ["job"], "least_cell": 25, "least_base": 10},
    "tests": {"against": ["columns", "rest"]},
}


@pytest.fixture(scope="module")
def document():
    """Trust (with a net and a mean) by job, which identifies, and by region, which does not."""
    design = design_of("design.toml", DESIGN)
    tables = [tabulate(sample_survey(), design, [row], [by]) for row, by in (("trust", "job"), ("heard", "region"))]
    tables += [tabulate(sample_survey(), design_of("d", {"scores": DESIGN["scores"]}), ["trust"], ["region"])]
    whole = [banner_document(one, at=AT, publisher="A body") for one in tables]
    first = tabulate(sample_survey(), design, ["trust", "heard"], ["job"])
    return [*whole, banner_document(first, at=AT, publisher="A body")]


def test_the_tables_have_what_is_to_be_read_back(document):
    page = "".join(map(to_html, document))
    shown = [shown for one in document for _, shown in from_html(to_html(one))]

    assert "[c]" in page
    assert any("%" in text and text[-1] in "ABC" for text in shown)
    for words in ("Net: Trusts", "Mean", "Weighted base", "Effective base", "[s]"):
        assert words in page


def test_word_workbook_and_slides_hold_what_the_page_holds(document):
    for one in document:
        page = from_html(to_html(one))

        assert from_docx(to_docx(one)) == page
        assert sorted(from_xlsx(to_xlsx(one))) == sorted(page)
        assert sorted(from_pptx(to_pptx(one))) == sorted(page)


@pytest.mark.slow
def test_the_tagged_pdf_holds_them_in_order(document):
    for one in document:
        made = to_pdf(one)

        assert in_order(pdf_text(made), from_html(to_html(one, paged=True))) is None
        assert "/StructTreeRoot" in pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
