"""The hand-written catalogue: every definition is whole, and says what it is and is not."""

from collections import Counter
from dataclasses import fields

import polars as pl
import pytest

from sectorled.demonstration.metrics import CAVEAT, LAST, Recipe, metrics_table, periods
from sectorled.demonstration.world import make_world
from sectorled.warehouse.tables import MARKS, POLARITIES, VALUE_TYPES

WRITTEN = (
    "label",
    "description",
    "question",
    "not_shown",
    "unit",
    "spoken_unit",
    "source",
    "owner",
    "reviewer",
    "caveat",
)
WITH_PARTS = ("share", "rate", "ratio", "mean")


@pytest.fixture(scope="module")
def table():
    return metrics_table(2)


def test_about_120_metrics_lie_in_eight_themes(table):
    themes = Counter(table["theme"])

    assert 115 <= table.height <= 130
    assert len(themes) == 8
    assert min(themes.values()) >= 12


def test_every_definition_is_whole_and_marked_as_fictional(table):
    for column in (*WRITTEN, "value_type", "polarity", "nature", "frequency", "period_type", "applies_to", "method"):
        assert table[column].null_count() == 0, column
    assert table["caveat"].str.starts_with(CAVEAT).all()
    assert table["metric"].str.starts_with("fictional.").all()
    assert table["source"].str.contains("Fictional").all()
    assert table["licence"].str.contains("Fictional").all()


def test_words_are_sentences_and_questions(table):
    for column in ("description", "not_shown"):
        assert table[column].str.contains(r"^[A-Z].*\.$").all(), column
    assert table["question"].str.contains(r"^[A-Z].*\?$").all()
    assert not table["label"].str.contains(r"[.?!]$").any()
    assert table["label"].str.len_chars().max() <= 70
    assert table["label"].n_unique() == table.height
    assert table["question"].n_unique() == table.height


def test_vocabularies_are_closed(table):
    assert set(table["value_type"]) <= set(VALUE_TYPES)
    assert set(table["polarity"]) == set(POLARITIES)
    assert set(table["nature"]) == set(MARKS)
    assert set(table["period_type"]) == {
        "financial year",
        "calendar year",
        "academic year",
        "rolling years",
        "quarter",
        "instant",
    }


def test_a_target_has_a_range_and_nothing_else_has_one(table):
    aimed = pl.col("polarity") == "target"

    assert table.filter(aimed, pl.col("target_low") < pl.col("target_high")).height == table.filter(aimed).height >= 5
    assert table.filter(~aimed)["target_low"].null_count() == table.filter(~aimed).height


def test_about_ten_metrics_are_quarterly_and_the_rest_span_twelve_years(metrics):
    spans = [periods(metric.recipe) for metric in metrics.values()]
    quarterly = [span for span in spans if span[0].kind == "quarter"]
    whole = [span for span in spans if len(span) == 12]

    assert 9 <= len(quarterly) <= 16
    assert all(len(span) == 26 for span in quarterly)
    assert len(whole) >= 80
    assert max(span[-1].start.year for span in whole) == LAST + 1  # instants in the last months of 2024/25


def test_metrics_with_parts_say_what_the_parts_are(metrics, table):
    defined = {row["metric"]: row for row in table.iter_rows(named=True)}

    for metric in metrics.values():
        parts = [defined[metric.id][f"{part}_definition"] for part in ("numerator", "denominator")]
        has_parts = metric.recipe.kind in (*WITH_PARTS, "rest")
        assert all(parts) or not has_parts, metric.id
        assert not any(parts) or metric.recipe.kind in (*WITH_PARTS, "rest", "given"), metric.id


def test_every_recipe_builds_on_something_that_is_counted(metrics):
    known = {*make_world(1).counts, ""}

    for metric in metrics.values():
        assert {metric.recipe.of, metric.recipe.less, metric.recipe.num} <= known, metric.id
        assert {metric.recipe.like} <= {*metrics, ""}, metric.id
        known.add(metric.name)
        if metric.recipe.of in metrics:
            assert metrics[metric.recipe.of].recipe.period == metric.recipe.period, metric.id


def test_every_ingredient_is_used_by_some_recipe(metrics):
    written = {key for metric in metrics.values() for key in metric.words["made"]}

    assert written == {field.name for field in fields(Recipe)}


def test_breaks_are_dated_and_named(table):
    broken = table.filter(pl.col("breaks").is_not_null())["breaks"]

    assert broken.len() >= 6
    assert broken.str.contains(r"^(\d{4}-\d\d-\d\d: [^;]+)(; \d{4}-\d\d-\d\d: [^;]+)*$").all()


def test_the_second_release_changes_one_definition_and_adds_one_metric(table):
    before = metrics_table(1)
    both = before.join(table, on="metric", suffix="_now")
    changed = both.filter(pl.col("description") != pl.col("description_now"))

    assert set(table["metric"]) - set(before["metric"]) == {"fictional.staff-recommend"}
    assert set(before["metric"]) <= set(table["metric"])
    assert changed["metric"].to_list() == ["fictional.fly-tipping-cleared"]
    assert changed.select("version", "version_now").row(0) == ("1", "2")
    assert changed["breaks"].to_list() == [None]
    assert "one working day" in changed["breaks_now"][0]
