"""What whoever guards the data is told where bounds would cost too much."""

import numpy as np

from sectorled.analysis.survey.disclosure.groups import Group, Released, Table
from sectorled.warehouse.answers.tabulate.design_file import design_of
from sectorled.warehouse.answers.tabulate.guard import History
from sectorled.warehouse.answers.tabulate.guarding import guarding, told_so_far
from tests.warehouse.answers.tabulate.made import of_counts

FILE = design_of("design.toml", {"clusters": "none", "disclosure": {"identifying": ["place"]}})


def test_figures_are_named_without_bounds_where_these_would_cost_too_much():
    answers = of_counts({"Yes": [60, 55, 56], "No": [40, 45, 4]})

    found = list(guarding(answers, FILE, ["q"], ["place"], history=History(), most=1))

    assert len(found) >= 4
    assert all(one.words.endswith("Bounds were not worked out: that would cost too much.") for one in found)
    assert any(one.words.startswith("Primary: a count of 4") for one in found)


def test_too_many_released_tables_are_counted_without_bounds():
    councils = tuple(f"c{i}" for i in range(3500))
    columns = {code: Group.of({"council": [code]}) for code in councils}
    table = Table("By council", {"Base": Group()}, columns, np.full((1, len(councils)), 12))
    history = History([Released(table, np.arange(len(councils))[None] > 0)], {"council": councils})

    (found,) = told_so_far(history)

    assert found.words.startswith("Tables released before: 1. They are too many together")


def test_nothing_is_said_where_nothing_was_released():
    assert list(told_so_far(History())) == []
