"""Banner tables as documents: what is printed, and the same numbers in every form."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from sectorled.publishing.banner import banner_document, banner_table, independence_words, interval_table
from sectorled.publishing.docx import to_docx
from sectorled.publishing.html import to_html
from sectorled.publishing.xlsx import to_xlsx
from sectorled.warehouse.answers.tabulate.banner import tabulate
from sectorled.warehouse.answers.tabulate.design_file import design_of
from sectorled.warehouse.answers.tabulate.shapes import BreakTest
from tests.publishing.readback import from_docx, from_html, from_xlsx
from tests.warehouse.answers.tabulate.made import of_counts, sample_survey

AT = datetime(2026, 11, 1, tzinfo=UTC)


def tabulated(answers=None, rows=("trust", "heard", "age"), columns=("job", "region"), **said):
    return tabulate(answers or sample_survey(), design_of("design.toml", said), list(rows), list(columns))


def printed(found):
    return {row.header: [cell.text for cell in row.cells] for row in banner_table(found, found.tables[0]).rows}


def test_every_form_has_the_same_numbers():
    document = banner_document(
        tabulated(tests={"against": ["columns", "rest"]}, scores={"trust": {"1": 4, "2": 3, "3": 2, "4": 1}}),
        at=AT,
        publisher="A body",
    )

    web = from_html(to_html(document))

    assert len(web) > 250
    assert from_docx(to_docx(document)) == web
    assert sorted(set(from_xlsx(to_xlsx(document)))) == sorted(set(web))


def test_a_table_prints_per_cents_with_letters_and_counts_of_small_bases():
    found = tabulated(of_counts({"Yes": [60, 30, 20], "No": [40, 70, 5]}), ["q"], ["place"])

    assert printed(found) == {
        "Unweighted base": ["225", "100", "100", "25"],
        "Yes": ["49%", "60% B", "30%", "20 of 25"],
        "No": ["51%", "40%", "70% A", "5 of 25"],
    }
    table = banner_table(found, found.tables[0])
    assert [column.full for column in table.columns] == [
        "Total",
        *(f"Question place?: Place {i + 1} ({'ABC'[i]})" for i in range(3)),
    ]
    assert dict(table.footnotes)["Base"] == "All respondents who answered (unit of analysis: respondent)"


def test_marks_stand_beside_figures_from_few_and_differences_from_the_rest():
    answers = of_counts({"Yes": [40, 5, 90], "No": [10, 45, 10]})

    found = printed(tabulated(answers, ["q"], ["place"], tests={"against": ["rest"]}))

    assert found["Yes"] == ["68%", "80% [s] [u]", "10% [s] [u]", "90% [s]"]


def test_weighted_tables_have_weighted_and_effective_bases_and_a_source():
    found = tabulated(rows=["trust"], columns=["job"])

    rows = printed(found)
    assert list(rows)[:3] == ["Unweighted base", "Weighted base", "Effective base"]
    assert "Net: Trusts (A great deal or a fair amount)" in rows
    assert banner_table(found, found.tables[0]).sources == ("A source",)


def test_suppressed_figures_have_their_mark_and_no_interval():
    found = tabulated(
        of_counts({"Yes": [60, 55, 56], "No": [40, 45, 4]}), ["q"], ["place"], disclosure={"identifying": ["place"]}
    )

    assert printed(found)["No"][3] == "[c]"
    intervals = interval_table(found, found.tables[0])
    assert [cell.text for cell in intervals.rows[3].cells][3] == "[c]"
    assert intervals.rows[0].header == "Yes: from"


def test_counts_of_small_bases_have_no_interval():
    found = tabulated(of_counts({"Yes": [60, 20], "No": [40, 5]}), ["q"], ["place"])

    assert [cell.text for cell in interval_table(found, found.tables[0]).rows[0].cells][2] == "[x]"


def test_means_have_a_row_of_their_own():
    found = tabulated(rows=["age"], columns=["job"], weights="none")

    assert list(printed(found)) == ["Unweighted base", "Mean"]
    _, intervals = (table for table, _ in banner_document(found, at=AT, publisher="A body").tables)
    assert [row.header for row in intervals.rows] == ["Mean: from", "Mean: to", "Mean: standard error"]


def test_a_mean_of_few_has_a_mark():
    answers = of_counts({"Yes": [60, 20, 0], "No": [40, 5, 0]})

    found = printed(tabulated(answers, ["q"], ["place"], scores={"q": {"1": 1, "2": 0}}))

    assert found["Mean"] == ["0.64", "0.60", "[u]", "[z]"]


def test_a_withheld_table_says_why_instead():
    found = tabulated(of_counts({"Yes": [3, 4], "No": [5, 3]}), ["q"], ["place"], disclosure={"identifying": ["place"]})

    page = to_html(banner_document(found, at=AT, publisher="A body"))

    assert "Withheld: " in page
    assert from_html(page) == []


def test_spreadsheets_hold_numbers_not_texts():
    found = tabulated(of_counts({"Yes": [60, 30], "No": [40, 70]}), ["q"], ["place"])
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(banner_document(found, at=AT, publisher="A"))))

    formats = {cell.number_format for sheet in book for line in sheet.iter_rows() for cell in line if cell.value == 60}

    assert any("% B" in form for form in formats)


@pytest.mark.parametrize(("p", "words"), [(0.0004, "p below 0.001"), (0.0123, "p = 0.012")])
def test_a_test_is_said_with_its_figures(p, words):
    test = BreakTest(
        break_id="job", row="Web", method="Rao and Scott, second order", statistic=4.5, df=(1.9, 73.2), p=p
    )

    assert independence_words(test) == (
        f"By job, Web: F = 4.50 on 1.9 and 73.2 degrees of freedom, {words} (Rao and Scott, second order)."
    )
