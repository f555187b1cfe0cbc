"""Banner tables from answers: bases, nets, means, letters, waves, and what is said beneath."""

import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Roles
from sectorled.warehouse.answers.tabulate.banner import tabulate
from sectorled.warehouse.answers.tabulate.design_file import DesignFile
from tests.shared import SHARED, needs_shared
from tests.warehouse.answers import small_survey
from tests.warehouse.answers.tabulate.made import (
    multiple,
    numeric,
    of_columns,
    of_counts,
    row,
    sample_survey,
    single,
    table,
)


def published(name):
    records = json.loads((SHARED / "golden/surveys/published-figures.json").read_text())
    (found,) = [record for record in records if record["id"] == name]
    return found


@needs_shared
def test_the_published_small_base_table_is_reproduced_to_one_decimal():
    record = published("quantum_smbase30")
    counts = {brand: numbers[1:] for brand, numbers in record["counts"].items()}
    rule = {"least": 30, "per_cent_from": 30, "plain_from": 30}

    found = table(of_counts(counts, record["base"][1:]), "q", ["place"], bases=rule, decimals=1)

    assert [column.base for column in found.columns] == record["base"]
    for brand, expected in record["expected_pct_1dp"].items():
        shown = [cell.shown for cell in row(found, brand).cells]
        assert shown == ["[u]" if one is None else f"{one:.1f}" for one in expected]
        assert [cell.count is None for cell in row(found, brand).cells] == [one is None for one in expected]


@needs_shared
@pytest.mark.parametrize(
    "name", ["cpc2018_objective_base66", "cpc2018_objective_base65", "metrics_2018", "trust_july2018"]
)
def test_published_per_cents_follow_from_their_counts(name):
    record = published(name)

    found = table(of_counts(record["counts"], record["base"]), "q")

    assert {label: row(found, label).cells[0].shown for label in record["counts"]} == {
        label: str(record["published"].get(label, record["published"].get("improved"))) for label in record["counts"]
    }
    assert any("sums to 101 because of rounding" in note for note in found.notes) == (record["sum_of_rounded"] == 101)


@needs_shared
def test_respondents_in_no_shown_column_are_counted():
    counts = published("perceptions2019_breaks")["counts"]
    role = [i + 1 for i, count in enumerate(list(counts.values())[:3]) for _ in range(count)] + [None] * 94
    labels = [label.capitalize() for label in list(counts)[:3]]
    answers = of_columns([single("q", ["Yes", "No"]), single("position", labels)], {"q": [1] * 1106, "position": role})

    found = table(answers, "q", ["position"])

    assert [column.base for column in found.columns] == [1106, 343, 374, 295]
    assert "Question position?: 94 not shown." in found.notes


def test_yearly_figures_pool_counts_and_never_average_averages():
    found = table(of_counts({"Satisfied": [100, 300], "Not": [100, 100]}), "q", ["place"])

    assert [round(cell.per_cent, 1) for cell in found.rows[0].cells] == [66.7, 50.0, 75.0]


def test_small_bases_have_counts_instead_of_per_cents_and_no_test():
    found = table(of_counts({"Yes": [20, 2, 60], "No": [9, 48, 60]}), "q", ["place"])

    total, few, some, many = found.rows[0].cells
    assert [column.shown for column in found.columns[1:]] == ["count", "per cent, marked", "per cent"]
    assert (few.shown, few.per_cent, few.lower, few.mark) == ("20", None, None, None)
    assert (some.shown, some.mark, some.count) == ("4", "u", 2)
    assert (many.shown, many.mark) == ("50", None)
    assert [cell.higher_than for cell in found.rows[0].cells] == [(), (), (), ("B",)]
    assert total.words == "more than two fifths"
    assert "Bases under 30 have counts instead of per cents and are not tested." in found.notes


def test_a_share_that_rounds_to_nothing_is_low_and_a_true_nothing_is_0():
    found = table(of_counts({"Yes": [1], "Never": [0], "No": [999]}), "q")

    assert [(row(found, label).cells[0].shown, row(found, label).cells[0].mark) for label in ("Yes", "Never")] == [
        ("[low]", "low"),
        ("0", None),
    ]
    assert row(found, "Never").cells[0].upper == pytest.approx(100 * (1 - 0.025 ** (1 / 1000)), rel=1e-6)


def test_a_column_of_nobody_has_marks_and_no_figures():
    answers = of_columns([single("q", ["Yes", "No"]), single("s", ["A", "B"])], {"q": [1, 2] * 20, "s": [1] * 40})

    found = table(answers, "q", ["s"])

    assert [cell.shown for cell in found.rows[0].cells] == ["50", "50", "[z]"]


def test_nets_add_counts_and_say_what_they_join():
    answers = sample_survey()
    found = table(
        answers,
        "trust",
        ["job"],
        nets={"trust": [{"label": "Distrusts", "answers": [3, 4], "definition": "Not much or none"}]},
    )

    net, own = row(found, "Trusts"), row(found, "Distrusts")
    assert (net.net, own.net) == ("A great deal or a fair amount", "Not much or none")
    parts = zip(found.rows[0].cells, found.rows[1].cells, net.cells, strict=True)
    for one, two, both in parts:
        assert both.count == one.count + two.count
        assert both.per_cent == pytest.approx(one.per_cent + two.per_cent)
        assert both.error < one.error + two.error


def test_means_are_of_scores_or_numbers():
    answers = sample_survey()
    scores = {"A great deal": 4, "2": 3, "3": 2, "4": 1}

    scored = table(answers, "trust", ["job"], weights="none", scores={"trust": scores})
    ages = table(answers, "age", ["job"], weights="none")

    frame = answers.frame.with_columns(score=5 - pl.when(pl.col("trust") < 5).then(pl.col("trust")))
    by = [None, 1, 2, 3]
    for found, name in ((scored, "score"), (ages, "age")):
        expected = [frame.filter(pl.lit(value=True) if j is None else pl.col("job") == j)[name].mean() for j in by]
        np.testing.assert_allclose([column.mean for column in found.columns], expected, rtol=1e-12)
        assert all(column.mean_lower < column.mean < column.mean_upper for column in found.columns)
    assert ages.rows == ()
    assert ages.columns[0].base == 580
    filtered = table(
        answers, "age", only="old", weights="none", filters={"old": {"age": {"least": 60}}}, tests={"against": ["rest"]}
    )
    assert filtered.columns[0].mean == frame.filter(pl.col("age") >= 60)["age"].mean()


def test_means_that_differ_by_more_than_chance_have_letters():
    rng = np.random.default_rng(2)
    answers = of_columns(
        [numeric("n"), single("s", ["A", "B", "C"])],
        {"n": [*rng.normal(10, 1, 50), *rng.normal(5, 1, 50), 20.0, 20.0], "s": [1] * 50 + [2] * 50 + [3] * 2},
    )

    found = table(answers, "n", ["s"])

    assert [column.mean_higher_than for column in found.columns] == [(), ("B",), (), ()]
    assert found.columns[3].mean is None
    assert found.columns[3].shown == "count"


def test_a_multiple_response_counts_options_and_an_overlapping_break():
    answers = sample_survey()
    found = table(answers, "trust", ["heard"])
    options = table(answers, "heard", ["job"])

    assert [column.base for column in found.columns[1:]] == [answers.frame[f"heard_{i}"].sum() for i in (1, 2, 3)]
    assert found.tests == ()
    assert [row.cells[0].count for row in options.rows] == [answers.frame[f"heard_{i}"].sum() for i in (1, 2, 3)]
    assert [test.row for test in options.tests] == ["Letter", "Web", "Friend"]
    assert "Respondents could give several answers: per cents may add to more than 100." in options.notes


def test_who_chose_only_what_stands_for_no_answer_is_in_no_base():
    answers = of_columns(
        [multiple("m", ["One", "Two", "Refused"], missing=(3,))],
        {"m_1": [True, False, False, None], "m_2": [False, False, False, None], "m_3": [False, True, False, None]},
    )

    found = table(answers, "m")

    assert found.columns[0].base == 2
    assert [each.label for each in found.rows] == ["One", "Two"]


def test_a_grid_gives_a_table_for_each_line():
    grid = tabulate(small_survey.answers(), DesignFile(clusters="none"), ["agree", "agree_b"]).tables

    assert [one.id for one in grid] == ["agree_a", "agree_b", "agree_b"]
    assert grid[0].question == "Do you agree that it ...: ... was clear"
    assert [cell.count for cell in (grid[0].rows[0].cells[0], grid[1].rows[0].cells[0])] == [3, 3]


def test_columns_are_compared_with_the_rest_and_with_the_average():
    answers = of_counts({"Yes": [60, 40, 40], "No": [40, 60, 60]})

    found = table(answers, "q", ["place"], tests={"against": ["rest", "average"]})

    cells = found.rows[0].cells[1:]
    assert [round(cell.against_rest.points, 6) for cell in cells] == [20, -10, -10]
    assert [cell.against_rest.significant for cell in cells] == [True, False, False]
    assert [round(cell.against_average.points, 4) for cell in cells] == [13.3333, -6.6667, -6.6667]
    assert all(cell.higher_than == () for cell in cells)
    assert found.rows[0].cells[0].against_rest is None
    assert [note.partition(" ")[0] for note in found.notes] == ["[s]", "[s]"]


def test_waves_are_told_by_the_rounds_before():
    counts = {"Yes": [500, 700, 500], "No": [500, 300, 500]}
    answers = of_counts(counts)
    answers = Answers(replace(answers.survey, roles=Roles(wave="place")), answers.frame)

    found = table(answers, "q", ["place"])

    assert [cell.against_earlier for cell in found.rows[0].cells] == [
        None,
        None,
        "higher than the previous round",
        "lower than 1 of the previous 2 rounds",
    ]
