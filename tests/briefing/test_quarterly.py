"""The quarterly report: own measures beside national ones, what changed since the last, what is late."""

import json
from datetime import date

import pytest

from sectorled.briefing.own_measures import SCHEME, own_measures
from sectorled.briefing.quarterly import FIRST, quarterly
from sectorled.publishing.docx import to_docx
from sectorled.publishing.html import to_html
from sectorled.publishing.xlsx import to_xlsx
from sectorled.warehouse.table_files import table_of
from sectorled.warehouse.tidy import InputError
from tests.briefing.council import AT, full_lines, line, material
from tests.publishing.readback import from_docx, from_html, from_xlsx

BEFORE = """measure,label,unit,polarity,owner,target,period,value,commentary,status
bins,Missed bins put right,%,high,Head of waste,95,2025 Q2,94.1,,
calls,Calls answered,%,high,Head of customer services,80,2025 Q2,81.4,,
plans,Staff with an appraisal,%,high,Head of people,90,2025 Q2,88,,
"""
NOW = """measure,label,unit,polarity,owner,target,period,value,commentary,status
bins,Missed bins put right,%,high,Head of waste,95,2025 Q2,94.6,,
bins,Missed bins put right,%,high,Head of waste,95,2025 Q3,91.0,Two crews were short in August,
calls,Calls answered,%,high,Head of customer services,80,2025 Q2,81.4,,
calls,Calls answered,%,high,Head of customer services,80,2025 Q3,70.2,,provisional
plans,Staff with an appraisal,%,high,Head of people,90,2025 Q2,88,,
grants,Grants paid,£,none,Head of communities,,2025 Q3,"1,310,000",,
"""


def own(text):
    return own_measures(table_of("own.csv", text.encode()))


def written(text=NOW, made=None, **options):
    return quarterly(made or material(full_lines()), own(text), at=AT, publisher="Amberfold", **options)


def facts(text):
    return json.loads(written(text).facts())


def said(report):
    return [sentence.words for sentence in report.sentences]


def test_the_first_sentence_counts_the_targets():
    assert said(written())[0] == ("Of 3 own measures with a target, 2 missed it by 5% or less and 1 is off track.")
    assert said(written(NOW.replace(",95,", ",,").replace(",80,", ",,").replace(",90,", ",,")))[0] == (
        "None of the council's own 4 measures has a target."
    )


def test_the_first_report_says_that_it_is_the_first():
    assert FIRST in to_html(written().document)


def test_what_is_new_revised_and_changed_since_the_last_report_is_said():
    report = written(last=facts(BEFORE))

    words = said(report)

    assert (
        "Since the report of 22 November 2026: 3 newer figures, 1 revised figure and 1 verdict that changed." in words
    )
    assert "Missed bins put right for April to June 2025 was revised from 94.1% to 94.6%." in words
    assert "Calls answered: met before, off track now." in words
    assert "Missed bins put right; Calls answered; Grants paid." in to_html(report.document)


def test_nothing_new_is_said_too():
    assert "Nothing has changed since the report of 22 November 2026." in said(written(last=facts(NOW)))


@pytest.mark.parametrize("wrong", [{}, {"kind": "brief", "area": "X06000001", "figures": {}}, {"kind": "quarterly"}])
def test_a_file_that_is_not_the_last_report_is_refused(wrong):
    with pytest.raises(InputError, match="Give the JSON file that was written beside it"):
        written(last=wrong)


def test_the_status_has_a_word_and_its_scheme_and_off_track_comes_first():
    page = to_html(written().document)

    assert "■ off track" in page
    assert "▲ missed" in page
    assert page.count(SCHEME) >= 2
    assert page.index("Calls answered</strong>") < page.index("Missed bins put right</strong>")


def test_commentary_and_owner_stand_beside_the_figure():
    assert "Owner: Head of waste. Two crews were short in August." in to_html(written().document)


def test_late_figures_are_said_with_the_last_there_is():
    dues = {"n1": {"next_update": date(2026, 11, 1)}, "n2": {"next_update": date(2027, 1, 1)}}
    lines = [line("n1"), line("n2", label="Other")]

    words = said(written(made=material(lines, definitions=dues)))

    late = (
        "Staff with an appraisal: the figure for July to September 2025 has not come; the last is 88% in April to June"
    )
    assert f"{late} 2025. Owner: Head of people." in words
    assert "Household waste recycled: a newer figure than that for 2024/25 was due on 1 November 2026." in words
    assert not any(sentence.startswith("Other: a newer") for sentence in words)


def test_a_measure_without_any_figure_is_late_and_says_so():
    words = said(written(NOW + "new,New measure,%,high,,,2025 Q3,,,missing\n"))

    assert "New measure: the figure for July to September 2025 has not come, and there is none before it." in words


def test_no_late_figure_is_said():
    page = to_html(written(BEFORE, made=material([line("n1")])).document)

    assert "No figure is late." in page
    assert "What stands out from the group" not in page


def test_a_reply_travels_with_the_national_figure():
    assert "A new contract starts" in to_html(written(made=material(replies={"m1": "A new contract starts."})).document)


def test_every_number_is_the_same_in_page_word_file_and_workbook():
    document = written().document
    shown = dict(from_html(to_html(document)))

    assert dict(from_docx(to_docx(document))) == shown
    assert dict(from_xlsx(to_xlsx(document))) == shown
    assert shown["own/bins/X06000001/2025-07-01/P3M"] == "91.0%"
