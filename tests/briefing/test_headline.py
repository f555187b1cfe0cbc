"""The headline report: the same numbers and totals in all four forms, with all that must travel."""

import io
import re
from dataclasses import replace

import pypdf
import pytest

from sectorled.briefing.headline import headline
from sectorled.publishing.docx import to_docx
from sectorled.publishing.html import to_html
from sectorled.publishing.pdf import to_pdf
from sectorled.publishing.xlsx import to_xlsx
from tests.briefing.council import AT, area, found, group, line, material
from tests.publishing.readback import from_docx, from_html, from_xlsx

TOTALS = {"#median": "44.1%", "#mean": "44.0%", "#ratio": "43.7%"}


def chosen(**changes):
    lines = [
        found("m1", "Household waste recycled", "worse"),
        line("n1", label="Children in care", polarity="none", standing=area(rank=None)),
        line("n2", label="Not run here", standing=area(None, status="not applicable", rank=None)),
    ]
    changes.setdefault("replies", {"m1": "A new contract starts in April."})
    return material(lines, **changes)


@pytest.fixture(scope="module")
def report():
    return headline(chosen(), at=AT, publisher="Sector body")


@pytest.fixture(scope="module")
def page(report):
    return to_html(report.document)


def test_the_totals_are_the_same_in_every_form(report, page):
    forms = [
        dict(from_html(page)),
        dict(from_docx(to_docx(report.document))),
        dict(from_xlsx(to_xlsx(report.document))),
    ]

    for form in forms:
        totals = {part: form[f"r1/m1/X06000001/2024-04-01/P1Y{part}"] for part in TOTALS}
        assert totals == TOTALS


def test_every_number_is_the_same_in_page_word_file_and_workbook(report, page):
    shown = dict(from_html(page))

    assert dict(from_docx(to_docx(report.document))) == shown
    assert dict(from_xlsx(to_xlsx(report.document))) == shown


def test_the_pdf_has_the_totals_and_every_council_of_the_group(report):
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(report.document))).pages
    text = " ".join("\n".join(page.extract_text() for page in pages).split())

    assert "Group median 44.1%" in text
    assert "Group mean 44.0%" in text
    assert "Group as a whole (sum over sum) 43.7%" in text
    assert all(f"Council {i:02d}" in text for i in range(2, 17))


def test_base_source_caveat_release_and_method_travel_with_each_figure(page):
    for words in (
        "16 councils with a figure",
        "Fictional environment and waste returns",
        "Garden waste is heavy",
        "r1, built on 20 November 2026",
        "Differences are judged by the number of cases behind each figure.",
        "Chance was not assessed: the source gives no intervals or counts",
        "Neither high nor low is good in itself: no judgement is made.",
        "Benjamini-Hochberg at 5%",
        "Fictional data, for demonstration only",
        "Amberfold says: A new contract starts in April.",
    ):
        assert words in page


def test_a_service_that_is_not_run_is_said_and_not_drawn(page):
    assert (
        "Not run here in Amberfold</strong>: there is no figure for 2024/25, because the council does not run" in page
    )


def test_the_base_says_who_has_no_figure():
    lines = [line("m1", n=13, not_applicable=1, missing=2)]

    shown = to_html(headline(material(lines), at=AT, publisher="Sector body").document)

    assert "13 councils with a figure (1 not applicable, 2 missing)" in shown


def test_a_group_without_values_has_no_bars_and_no_spine():
    empty = replace(
        group(), areas=[area(None, status="missing", rank=None)], median=None, mean=None, ratio_of_sums=None
    )
    lines = [line("m1", n=0, median=None, q1=None, q3=None, standing=area(None, status="missing", rank=None))]

    shown = to_html(headline(material(lines, groups={"m1": empty}, runs={}), at=AT, publisher="S").document)

    assert "<figure" not in shown
    assert re.search("because none has been received", shown)


def test_intervals_are_columns_where_the_source_gives_them():
    with_ends = replace(group(), areas=[area(38.3, lower=36.9, upper=39.8), area(40.1, "X06000002")])

    shown = dict(from_html(to_html(headline(chosen(groups={"m1": with_ends}), at=AT, publisher="S").document)))

    assert shown["r1/m1/X06000001/2024-04-01/P1Y#lower"] == "36.9%"
    assert shown["r1/m1/X06000002/2024-04-01/P1Y#upper"] == "[x]"
