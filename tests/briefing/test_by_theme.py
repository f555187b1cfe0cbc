"""The brief for the public: every theme in the room of one page, however many there are, whatever they are called."""

import io
from dataclasses import replace

import pypdf
import pytest

from sectorled.briefing.brief import brief
from sectorled.publishing.document import Summary, plain
from sectorled.publishing.pdf import to_pdf
from tests.briefing.council import AT, full_lines, material

LONG = "Percentage of five year olds with experience of visually obvious dental decay, all persons"


def public(lines):
    report = brief(material(lines), at=AT, publisher="Sector body", audience="public")
    summary = next(block for block in report.document.blocks if isinstance(block, Summary))
    return report, {term: plain(text) for term, text in summary.rows}


def lines_of(themes, of_each, label="{0}, number {1}"):
    made = full_lines()[0]
    names = [f"Theme {number:02} of the plan, at length" for number in range(themes)]
    return [
        replace(made, metric=f"m{n}-{i}", theme=theme, label=label.format(theme, i))
        for n, theme in enumerate(names)
        for i in range(of_each)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("themes", [20, 29, 60])
def test_any_number_of_themes_is_one_page(themes):
    report, _ = public(lines_of(themes, 3, label=LONG + " {1}"))

    assert len(pypdf.PdfReader(io.BytesIO(to_pdf(report.document))).pages) == 1


def test_themes_that_no_row_is_left_for_are_named():
    _, rows = public(lines_of(60, 3))

    assert rows["Other themes"].startswith("Theme ")
    assert rows["Other themes"].endswith(" more.")
    assert list(rows)[:2] == ["Theme 00 of the plan, at length", "Theme 01 of the plan, at length"]
    assert "Other themes" not in public(lines_of(10, 3))[1]


def test_one_theme_is_one_however_publishers_capitalise_it():
    made = full_lines()[0]

    _, rows = public([replace(made, theme="Housing"), replace(made, metric="m2", theme="housing", label="Homes")])

    assert list(rows) == ["Housing"]
    assert "Homes" in rows["Housing"]


def test_a_measure_whose_sentence_fits_is_given_rather_than_one_that_takes_a_second_line():
    lines = lines_of(29, 2)
    lines = [replace(x, theme=x.theme[:8], label=LONG if x.metric.endswith("-0") else "Homes") for x in lines]

    _, rows = public(lines)

    assert rows["Theme 00"].startswith("Homes ")
    assert rows["Theme 00"].endswith("; and 1 more.")
