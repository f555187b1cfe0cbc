"""The attacker finds all that published figures say, and no more."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectorled.analysis.survey.disclosure.attacker import Placed, attack, place
from sectorled.analysis.survey.disclosure.groups import Codebook, Group, Released, Table, Weights
from sectorled.analysis.survey.errors import SurveyError
from tests.analysis.survey.disclosure_oracle import plain_bounds
from tests.analysis.survey.disclosure_worlds import of, publications, world

BREAK = {"role": ("leader", "officer")}
COLUMNS = {"Total": Group(), "leader": of("role", "leader"), "officer": of("role", "officer")}


def with_holes(tables, seed):
    """The tables published with figures taken out at random."""
    random = np.random.default_rng(seed)
    return [Released(table, random.random(table.counts.shape) < 0.6) for table in tables]


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6))
def test_bounds_are_those_of_a_program_over_every_combination_of_all_variables(seed):
    made = world(seed)
    published = with_holes(publications(made, seed), seed)
    figures = {group for one in published for group in one.table.groups(made.codebook)}
    asked = [sorted(figures, key=str)[i] for i in np.random.default_rng(seed).permutation(len(figures))[:4]]

    found = place(asked, published, made.codebook)

    for group, lower, upper in zip(asked, found.lower, found.upper, strict=True):
        least, greatest = plain_bounds(made, group, published)
        assert lower == np.ceil(least - 1e-6)
        assert upper == np.floor(greatest + 1e-6) or greatest > 1e5


def test_what_a_ring_of_tables_says_together_is_found():
    """Each table says that two neighbours always agree, so the first and the last do too, though no table has both."""
    ring = [f"question {i}" for i in range(5)]
    sides = [{answer: of(question, answer) for answer in ("yes", "no")} for question in ring]
    agreeing = np.array([[50, 0], [0, 50]])
    tables = [Table("t", *pair, agreeing) for pair in pairwise(sides)]
    published = [Released(table, agreeing >= 0) for table in tables]

    found = place([sides[0]["yes"] & sides[-1]["no"]], published, Codebook(dict.fromkeys(ring, ("yes", "no"))))

    assert found.upper[0] == 0


@settings(max_examples=20)
@given(counts=st.lists(st.integers(0, 2), min_size=6, max_size=6), seed=st.integers(0, 100))
def test_bounds_of_a_small_table_are_those_of_all_tables_that_fit(counts, seed):
    variables = {"answer": ("a", "b"), "role": ("r", "s", "t")}
    cells = np.array(counts).reshape(2, 3)
    rows = {"Base": Group(), "a": of("answer", "a"), "b": of("answer", "b")}
    columns = {"Total": Group()} | {role: of("role", role) for role in variables["role"]}
    whole = margins(cells)
    shown = np.random.default_rng(seed).random(whole.shape) < 0.6
    shown[0, 0] = True

    found = attack([Released(Table("t", rows, columns, whole), shown)], Codebook(variables))

    every = [margins(each) for each in all_tables(int(cells.sum()))]
    fitting = np.array([table[~shown] for table in every if (table[shown] == whole[shown]).all()])
    assert [(one.least, one.greatest) for one in found] == list(
        zip(fitting.min(axis=0), fitting.max(axis=0), strict=True)
    )


def all_tables(total):
    """Every 2 x 3 table of whole counts with this total: the gaps between five bars among the stars."""
    for bars in combinations(range(total + 5), 5):
        yield np.diff([-1, *bars, total + 5]).reshape(2, 3) - 1


def margins(cells):
    rows = np.vstack([cells.sum(axis=0), cells])
    return np.hstack([rows.sum(axis=1, keepdims=True), rows])


def hidden_roles(percents=None, decimals=0):
    table = Table("t", {"Base": Group(), "yes": of("aware", "yes")}, COLUMNS, COUNTS, Group(), percents, decimals)
    return [Released(table, np.array([[True, True, True], [True, False, False]]))]


COUNTS = np.array([[200, 100, 100], [60, 40, 20]])
AWARE = BREAK | {"aware": ("yes", "no")}


def test_without_weights_a_count_lies_between_nothing_and_its_total():
    found = attack(hidden_roles(), Codebook(AWARE))

    assert found == [Placed("t", "leader: yes", 0, 60), Placed("t", "officer: yes", 0, 60)]


def test_a_weighted_per_cent_of_the_total_gives_away_how_it_divides_where_weights_are_known():
    """Leaders weigh 1 and officers 3: 40 + 3 x 20 = 100 of 400, printed as 25 per cent, is 98 to 102."""
    known = Codebook(AWARE, Weights({"leader": (1, 1), "officer": (3, 3)}, "role"))

    found = attack(hidden_roles(np.array([[100.0, 100, 100], [25, np.nan, np.nan]])), known)

    assert found == [Placed("t", "leader: yes", 39, 41), Placed("t", "officer: yes", 19, 21)]


def test_one_more_decimal_says_ten_times_more():
    known = Codebook(AWARE, Weights({"leader": (1, 1), "officer": (3, 3)}, "role"))

    found = attack(hidden_roles(np.array([[100.0, 100, 100], [25, np.nan, np.nan]]), decimals=1), known)

    assert found == [Placed("t", "leader: yes", 40, 40), Placed("t", "officer: yes", 20, 20)]


def test_bounds_on_all_weights_alone_do_not_divide_a_total():
    known = Codebook(AWARE, Weights.between(0.5, 2))

    found = attack(hidden_roles(np.array([[100.0, 100, 100], [25, np.nan, np.nan]])), known)

    assert found == attack(hidden_roles(), Codebook(AWARE))


def test_a_per_cent_that_no_weights_give_contradicts():
    known = Codebook(AWARE, Weights.between(0.5, 1))

    with pytest.raises(SurveyError, match="contradict each other"):
        attack(hidden_roles(np.array([[100.0, 100, 100], [90, np.nan, np.nan]])), known)


def test_per_cents_of_suppressed_figures_and_without_a_base_are_not_known():
    known = Codebook(AWARE, Weights({"leader": (1, 1), "officer": (3, 3)}, "role"))
    percents = np.array([[25.0, 40, 20]])
    table = Table("t", {"yes": of("aware", "yes")}, COLUMNS, COUNTS[1:], percents=percents)

    found = attack([Released(table, np.array([[True, False, False]]))], known)

    assert [(one.least, one.greatest) for one in found] == [(0, 60), (0, 60)]


def test_nobody_is_counted_beyond_the_population():
    codebook = Codebook(AWARE, frame={of("role", "leader"): 100, of("role", "leader") & of("aware", "yes"): 45})

    found = attack(hidden_roles(), codebook)

    assert [(one.least, one.greatest) for one in found] == [(0, 45), (15, 60)]


def test_what_the_population_says_of_other_variables_is_left_out():
    codebook = Codebook(AWARE | {"region": ("north", "south")}, frame={of("region", "north"): 3})

    assert attack(hidden_roles(), codebook)[0].greatest == 60


def test_figures_that_contradict_are_an_error_that_says_what_to_check():
    table = Table("t", {"Base": Group()}, COLUMNS, np.array([[10, 4, 5]]))
    hidden = Table("u", {"yes": of("aware", "yes")}, COLUMNS, np.array([[1, 1, 0]]))
    published = [Released(table, np.ones((1, 3), dtype=bool)), Released(hidden, np.zeros((1, 3), dtype=bool))]

    with pytest.raises(SurveyError, match="contradict each other"):
        attack(published, Codebook(AWARE))


def test_nothing_suppressed_is_nothing_to_attack():
    table = Table("t", {"Base": Group()}, COLUMNS, np.array([[9, 4, 5]]))

    assert attack([Released(table, np.ones((1, 3), dtype=bool))], Codebook(BREAK)) == []
    assert attack([], Codebook(BREAK)) == []
