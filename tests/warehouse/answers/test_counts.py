"""Counts without respondents: the per cents that were published, and years that pool raw counts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.layout import laid_out
from sectorled.analysis.survey.sufficient import cell_sums
from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.questions import Kind
from sectorled.warehouse.answers.readers import counts
from sectorled.warehouse.tidy import InputError
from tests.shared import SHARED, needs_shared
from tests.warehouse.answers.small_survey import csv_of, refusal

QUARTERS = """question,text,answer,count,base,wave
served,Did it serve you?,Yes,100,,Q1
served,Did it serve you?,No,100,,Q1
served,,Yes,300,400,Q2
served,,No,100,,Q2
"""


def read(folder, text):
    return read_survey(csv_of(folder, "counts.csv", text))


def shares(found, name):
    """Unrounded per cents of a question, through the survey engine."""
    question, values = found.survey.find(name), found.frame[name].drop_nulls()
    layout, batch = laid_out(sample_design(rows=len(values)))
    codes = [answer.code for answer in question.answers]
    rows = values.replace_strict({code: i for i, code in enumerate(codes)}, return_dtype=int).to_numpy()
    totals = layout.cell_totals(cell_sums(rows, rows * 0, (len(codes), 1), batch))
    return 100 * totals.totals / totals.totals.sum()


def test_a_year_pools_raw_counts_and_never_averages_averages(tmp_path):
    found = read(tmp_path, QUARTERS)

    assert found.frame.height == 600
    assert round(shares(found, "served")[0], 1) == 66.7
    assert found.frame["wave"].value_counts().sort("wave").rows() == [("Q1", 200), ("Q2", 400)]


def test_counts_say_that_answers_to_different_questions_do_not_go_together(tmp_path):
    found = read(tmp_path, "question,answer,count\nQ one?,Yes,2\nQ one?,No,1\ntwo,Yes,1\n")

    assert found.survey.counts_only
    assert [(q.id, q.text) for q in found.survey.questions] == [("q1", "Q one?"), ("two", "two")]
    assert found.frame.rows() == [(1, None), (1, None), (2, None), (None, 1)]


def test_respondents_not_shown_are_in_the_base(tmp_path):
    text = "question,answer,count,base\nview,Good,343,1106\nview,Fair,374,\nview,Poor,295,\n"

    found = read(tmp_path, text)

    assert found.frame["view"].value_counts().sort("view")["count"].to_list() == [343, 374, 295, 94]
    assert found.survey.find("view").answers[-1].label == counts.NOT_SHOWN


def test_several_answers_have_the_base_that_is_given(tmp_path):
    text = "question,kind,answer,count,base,role\nheard,multiple,Web,3,4,Leader\nheard,,Letter,2,4,Leader\n"

    found = read(tmp_path, text)

    assert found.survey.find("heard").kind is Kind.MULTIPLE
    assert found.frame["heard_1"].to_list() == [True, True, True, False]
    assert found.frame["heard_2"].to_list() == [True, True, False, False]
    assert found.frame["role"].to_list() == ["Leader"] * 4


def test_returns_by_council_make_councils_the_clusters(tmp_path):
    text = "question,answer,count,council\nok,Yes,5,E06000001\nok,No,1,E06000001\nok,Yes,2,E06000002\n"

    found = read(tmp_path, text)

    assert found.survey.roles.clusters == "council"
    assert found.frame.group_by("council").len().sort("council")["len"].to_list() == [6, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("question,answer,count\nq,Yes,\n", "row 2, count: is blank"),
        ("question,answer,count\nq,Yes,66.7\n", "row 2, count '66.7': is no whole number. Give counts, not per cents"),
        ("question,answer,count\nq,Yes,-1\n", "row 2, count '-1': is no whole number"),
        ("question,answer,count\nq,Yes,1\nq,Yes,2\n", "row 3, answer 'Yes': is counted twice"),
        ("question,answer,count\nq,Yes,0\n", "counts 0 respondents"),
        ("question,answer,count\nq,Yes,999999999\n", "From 1 to 5,000,000 can be read"),
        ("question,answer,count,base\nq,Yes,9,5\n", "row 2, base: 5 people gave 9 answers"),
        ("question,answer,count,base\nq,Yes,3,5\nq,No,1,6\n", "row 3, base 6: was 5 in row 2"),
        ("question,answer,count,kind\nq,Yes,3,multiple\n", "row 2, base: 3 people gave 3 answers. Give the base"),
        ("question,answer,count,kind,base\nq,Yes,9,multiple,5\n", "row 2, base: 5 people gave 9 answers"),
        ("question,answer,count,kind\nq,Yes,3,grid\n", "row 2, kind 'grid': is not known"),
        ("question,answer,count,text\nq,Yes,3,A?\nq,No,1,B?\n", "row 3, text: 'q' has two"),
        ("question,answer,count\nq,Yes,1,2\n", "row 2, row: has 4 cells where the header has 3"),
        ("question,answer,count,a b\nq,Yes,1,x\n", "'a b' is no name for a column"),
    ],
)
def test_counts_that_cannot_be_are_refused_with_their_row(tmp_path, text, said):
    with pytest.raises(InputError) as refused:
        read(tmp_path, text)

    assert said in str(refused.value)


def test_counts_need_their_columns(tmp_path):
    with pytest.raises(InputError, match=r"counts\.csv: has no codebook\. .*question, answer, count"):
        read(tmp_path, "question,answer,n\nq,Yes,1\n")


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5).filter(any), st.integers(0, 9))
def test_any_counts_come_back_as_they_were(tmp_path_factory, given_counts, hidden):
    base = sum(given_counts) + hidden
    rows = [f"q,a{i},{n},{base}" for i, n in enumerate(given_counts)]

    found = read(tmp_path_factory.getbasetemp(), "\n".join(["question,answer,count,base", *rows]))

    counted = [int((found.frame["q"] == answer.code).sum()) for answer in found.survey.find("q").answers]
    assert counted == [*given_counts, hidden][: len(counted)]
    assert found.frame.height == base


cells = st.sampled_from(["", "q", "Yes", "1", "-1", "1e9", "999999999", "=1+1", "multiple", '"', "x\ny", "é" * 50])


@given(st.lists(st.lists(cells, min_size=5, max_size=5), max_size=6))
def test_no_table_of_counts_does_worse_than_be_refused(tmp_path_factory, rows):
    lines = [",".join(f'"{cell}"' if cell != '"' else cell for cell in row) for row in rows]
    text = "\n".join(["question,answer,count,kind,wave", *lines])

    said = refusal(read, tmp_path_factory.getbasetemp(), text)

    assert said is None or "counts.csv" in said


@needs_shared
def test_published_counts_give_the_published_per_cents(tmp_path):
    records = json.loads((SHARED / "golden" / "surveys" / "published-figures.json").read_text())
    (record,) = [r for r in records if r["id"] == "cpc2018_objective_base66"]
    rows = [f'objective,"{answer}",{n},{record["base"]}' for answer, n in record["counts"].items()]

    found = read(tmp_path, "\n".join(["question,answer,count,base", *rows]))

    published = [int(share + 0.5) for share in shares(found, "objective")]
    assert published == list(record["published"].values())
    assert sum(published) == 101
