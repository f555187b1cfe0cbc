"""A council's own measures: what a table may hold, and what a row that cannot be read is told."""

import io
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectorled.briefing.own_measures import OwnMeasure, Value, own_measures, read_own_measures
from sectorled.briefing.own_sentences import ORDER, against, before, latest, overdue
from sectorled.warehouse.period_labels import read_label
from sectorled.warehouse.table_files import table_of
from sectorled.warehouse.tidy import InputError

HEAD = "measure,label,unit,polarity,owner,target,period,value,commentary,status\n"
BINS = "bins,Missed bins put right,%,high,Head of waste,95,{period},{value},{said},{status}\n"


def bins(period="2025 Q3", value="91.0", said="", status=""):
    return BINS.format(period=period, value=value, said=said, status=status)


def read(*rows, head=HEAD):
    return own_measures(table_of("own.csv", (head + "".join(rows)).encode()))


def made(value, target, polarity):
    one = Value(read_label("2025 Q3").period, value, target, "final", None, None)
    return OwnMeasure("m", "Measure", "%", polarity, 1, (one,))


def test_a_table_becomes_measures_in_its_order_with_values_in_the_order_of_time():
    (measure, other) = read(bins(), bins("2025 Q1", "93.25"), "sick,Days lost,days,low,,8.5,2025 Q3,8,,\n")

    assert [v.period.spoken for v in measure.values] == ["January to March 2025", "July to September 2025"]
    assert (measure.decimals, other.decimals) == (2, 0)
    assert measure.latest.value == 91.0
    assert measure.latest.owner == "Head of waste"
    assert other.latest.target == 8.5


def test_only_four_columns_are_needed():
    (measure,) = read('grants,Grants paid,2024/25,"£1,204,300"\n', head="Measure,Label,Period,Value\n")

    assert measure.latest.value == 1_204_300
    assert measure.against_target(measure.latest) == "no target"
    assert (measure.unit, measure.polarity) == (None, "none")


@pytest.mark.parametrize(
    ("value", "target", "polarity", "said"),
    [
        (95.0, 95.0, "high", "met"),
        (96.0, 95.0, "high", "met"),
        (90.25, 95.0, "high", "missed"),
        (90.2, 95.0, "high", "off track"),
        (8.5, 8.5, "low", "met"),
        (8.9, 8.5, "low", "missed"),
        (9.0, 8.5, "low", "off track"),
        (50.0, 50.0, "target", "met"),
        (51.0, 50.0, "target", "missed"),
        (40.0, 50.0, "target", "off track"),
        (0.1 + 0.2, 0.3, "low", "met"),
        (1.0, 0.0, "low", "off track"),
        (1.0, 2.0, "none", "not judged"),
        (1.0, None, "high", "no target"),
        (None, 2.0, "high", "no figure"),
    ],
)
def test_a_value_is_held_against_its_target(value, target, polarity, said):
    measure = made(value, target, polarity)

    assert measure.against_target(measure.latest) == said


@pytest.mark.parametrize(
    ("row", "column", "remedy"),
    [
        (bins(value="n/a"), "value", "Give a plain number such as 38.3"),
        (bins(value="inf"), "value", "Give a plain number such as 38.3"),
        (bins(value="=1+1"), "value", "Give a plain number such as 38.3"),
        (bins(period="last quarter"), "period", "Write a period such as July to September 2025"),
        (bins(period=""), "period", "Fill it in."),
        (bins(status="done"), "status", "Use one of: final, provisional"),
        (bins().replace("high", "up"), "polarity", "Use one of: high, low, none, target."),
        (bins().replace("bins,", ",", 1), "measure", "Fill it in."),
        (bins().replace("95", "most"), "target", "Give a plain number such as 38.3"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_column_and_remedy(row, column, remedy):
    with pytest.raises(InputError) as refused:
        read(bins("2025 Q1"), row)

    message = str(refused.value)
    assert "own.csv: 1 cell cannot be read, so nothing was used." in message
    assert f"own.csv, row 3, {column}" in message
    assert remedy in message


def test_rows_that_disagree_are_refused():
    with pytest.raises(InputError, match=r"row 3, period.*a second row for the same measure and period. Keep one"):
        read(bins(), bins(value="92"))
    with pytest.raises(
        InputError, match=r"row 3, polarity 'low': differs from row 2 of the same measure. Make them the same"
    ):
        read(bins("2025 Q1"), bins().replace("high", "low"))


def test_many_refusals_are_told_up_to_twenty():
    with pytest.raises(InputError, match="and 10 more"):
        read(*(bins(value="x") for _ in range(30)))


@pytest.mark.parametrize(
    ("content", "told"),
    [("measure,label\nbins,Bins\n", "no column period, value"), (HEAD, "has no rows|no row")],
)
def test_a_table_that_is_none_is_refused_with_its_columns(content, told):
    with pytest.raises(InputError, match=told):
        own_measures(table_of("own.csv", content.encode()))


def test_a_workbook_is_read_like_a_text_file(tmp_path):
    book = openpyxl.Workbook()
    for row in csv_rows(HEAD + bins() + bins("2025 Q1", "93.2")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    (tmp_path / "own.xlsx").write_bytes(out.getvalue())

    assert read_own_measures(str(tmp_path / "own.xlsx"))[0].values == read(bins(), bins("2025 Q1", "93.2"))[0].values


def csv_rows(text):
    return [[cell or None for cell in line.split(",")] for line in text.splitlines()]


@given(st.text(max_size=40), st.sampled_from(["value", "period", "target", "polarity", "status", "label"]))
@settings(max_examples=200, deadline=None)
def test_no_cell_does_more_than_be_refused(text, column):
    cells = dict(zip(HEAD.strip().split(","), bins().strip().split(","), strict=True)) | {column: text}
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells.values())

    with suppress(InputError):
        (measure,) = read(f"{quoted}\n")
        assert measure.against_target(measure.latest) in ORDER


def test_late_figures_are_those_others_of_the_same_length_have():
    own = read(bins(), "plans,Appraisals,%,high,,90,2025 Q2,88,,\n", "year,Yearly,%,high,,,2024/25,1,,\n")
    no_row = read(bins(), bins("2025 Q2", "94"), "plans,Appraisals,%,high,,90,2025 Q3,,,missing\n")

    assert [(m.measure, due.spoken) for m, due in overdue(own)] == [("plans", "July to September 2025")]
    assert [m.measure for m, _ in overdue(no_row)] == ["plans"]
    assert latest(own).spoken == "July to September 2025"


def test_what_is_said_of_a_measure():
    (measure,) = read(bins("2025 Q2", "94.1"), bins(status="provisional"))
    (gone,) = read(bins(value="", status="missing"))
    (free,) = read(bins().replace(",95,", ",,"))

    assert against(measure, "X").words == (
        "Missed bins put right stood at 91.0% in July to September 2025 (provisional); the target is 95.0%: missed."
    )
    assert before(measure, "X").words == "Down from 94.1% in April to June 2025."
    assert against(gone, "X").words == (
        "Missed bins put right: no figure in July to September 2025 (missing); the target is 95%."
    )
    assert before(gone, "X").words == ""
    assert against(free, "X").words.endswith("; it has no target.")
