"""What is said with banner tables: wording, bases, plain rows, and what is refused."""

import polars as pl
import pytest

from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.questions import Net, Roles, Wave, Wording
from sectorled.warehouse.answers.tabulate.banner import tabulate
from sectorled.warehouse.answers.tabulate.design_file import design_of
from sectorled.warehouse.answers.tabulate.flat import COLUMNS, flat_rows
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers import small_survey
from tests.warehouse.answers.tabulate.made import of_columns, row, sample_survey, single, table


def test_changed_wording_is_shown_with_both_wordings():
    found = table(small_survey.answers(), "useful", clusters="none")

    assert found.notes[0] == "[b] The wording changed: 'How helpful was it?' (1), then 'How useful was it?' (2)."
    assert found.base == "All who took part. Not in the base: Refused"
    assert dict(found.details)["Source"] == "The sector body"


def test_the_base_says_whether_it_holds_dont_know_and_who_was_left():
    found = table(sample_survey(), "trust", only="north", filters={"north": {"region": ["North"]}})

    assert found.base == 'All members who answered, filtered: north. "Don\'t know" is in the base'
    assert found.filter == "north"


def test_a_plain_row_holds_everything_of_a_figure():
    answers = sample_survey()
    design = design_of("d", {"tests": {"against": ["columns", "rest", "average"]}})
    found = tabulate(answers, design, ["trust", "heard"], ["job", "wave"])

    rows = flat_rows(found)

    assert len(rows) == sum(len(one.rows) * len(one.columns) for one in found.tables)
    assert set(map(tuple, rows)) == {COLUMNS}
    assert {one["against_earlier"] is None for one in rows if one["break"] == "wave"} == {True, False}


def test_many_columns_have_letters_beyond_z():
    labels = [f"Place {i}" for i in range(30)]
    answers = of_columns(
        [single("q", ["Yes", "No"]), single("s", labels)], {"q": [1, 2] * 60, "s": [1 + i % 30 for i in range(120)]}
    )

    assert [column.letter for column in table(answers, "q", ["s"]).columns][25:29] == ["Y", "Z", "AA", "AB"]


@pytest.mark.parametrize(
    ("rows", "columns", "said", "words"),
    [
        ("tryst", [], {}, "no question 'tryst'"),
        ("council", [], {}, "'council' is open"),
        ("trust", ["age"], {}, "'age' makes no columns"),
        ("trust", [], {"nets": {"trust": [{"label": "Some", "answers": [8]}]}}, "no answer '8'"),
        ("trust", [], {"nets": {"trust": [{"label": "Some", "answers": []}]}}, "needs an answer in every net"),
        ("trust", [], {"scores": {"trust": {"7": 1}}}, "no answer '7'"),
    ],
)
def test_what_cannot_be_tabulated_is_named(rows, columns, said, words):
    with pytest.raises(InputError) as refused:
        table(sample_survey(), rows, columns, **said)
    assert words in str(refused.value)


def test_a_question_nobody_answered_is_refused():
    answers = of_columns([single("q", ["Yes", "No"])], {"q": pl.Series([None, None], dtype=pl.Int8)})

    with pytest.raises(InputError, match="q: Nobody answered"):
        table(answers, "q")


def test_published_counts_are_crossed_only_with_what_they_were_counted_by(tmp_path):
    cells = ("A?,Yes,100,2017", "A?,No,100,2017", "A?,Yes,300,2018", "A?,No,100,2018", "B?,Yes,9,2017")
    counts = "\n".join(["question,answer,count,year", *cells, ""])
    answers = read_survey(small_survey.csv_of(tmp_path, "counts.csv", counts))

    found = table(answers, "q1", ["year"])

    assert [round(cell.per_cent, 1) for cell in row(found, "Yes").cells] == [66.7, 50.0, 75.0]
    with pytest.raises(InputError, match="do not cross 'q1' with 'q2'"):
        table(answers, "q1", ["q2"])


def test_answers_without_a_definition_of_a_net_say_which_they_are():
    question = single("q", ["Yes", "Maybe", "No"], nets=(Net(id="n", label="Perhaps", codes=(1, 2)),))

    assert row(table(of_columns([question], {"q": [1, 2, 3]}), "q"), "Perhaps").net == "Yes or Maybe"


def test_waves_without_a_change_of_words_have_no_note():
    wordings = tuple(Wording(text="The same?", waves=(wave,)) for wave in (1, 2))
    questions = [single("q", ["Yes", "No"], wordings=wordings), single("wave", ["2012", "2013"])]
    answers = of_columns(
        questions,
        {"q": [1, 2], "wave": [1, 2]},
        roles=Roles(wave="wave"),
        waves=(Wave(code=1, label="2012"), Wave(code=2, label="2013")),
    )

    assert table(answers, "q", bases={"per_cent_from": 1}).notes == ()
