"""What a decision may cost is bounded: a table beyond it is withheld with the reason, never shown unprotected."""

from dataclasses import replace
from time import process_time

import numpy as np
import pytest

from sectorled.analysis.survey.disclosure.attacker import knowledge
from sectorled.analysis.survey.disclosure.decision import decide, decide_each
from sectorled.analysis.survey.disclosure.effort import Effort, TooLargeError
from sectorled.analysis.survey.disclosure.groups import Codebook, Group, Released, Table
from sectorled.analysis.survey.errors import SurveyError


def by_council(councils, answers=5, *, name="answer", seed=3):
    """Answers by so many councils of 70 people each, some of them rare."""
    random = np.random.default_rng(seed)
    cells = random.multinomial(70, np.full(answers, 1 / answers), councils).T
    codes = {name: tuple(f"a{i}" for i in range(answers)), "council": tuple(f"c{i}" for i in range(councils))}
    counts = np.vstack([cells.sum(axis=0), cells])
    counts = np.column_stack([counts.sum(axis=1), counts])
    rows = {"Base": Group()} | {code: Group.of({name: [code]}) for code in codes[name]}
    columns = {"Total": Group()} | {code: Group.of({"council": [code]}) for code in codes["council"]}
    return Table(f"{name} by council", rows, columns, counts), Codebook(codes)


def test_a_table_too_large_to_protect_is_withheld_with_its_size_and_what_to_do():
    table, codebook = by_council(900)
    start = process_time()

    found = decide(table, codebook)

    assert process_time() - start < 10
    assert not found.shown.any()
    assert "groups of respondents apart, more than the 3,000" in found.withheld
    assert "Ask for fewer breaks" in found.withheld


def test_a_wide_table_within_the_bounds_is_protected_in_time():
    table, codebook = by_council(120)
    start = process_time()

    found = decide(table, codebook)

    assert process_time() - start < 60
    assert found.shown.any()
    assert not found.shown[table.counts < 10].any()


def test_tables_with_too_many_pairs_to_subtract_are_withheld():
    table, codes = by_council(120)
    codebook = Codebook({**codes.categories, "wave": ("2018", "2019"), "aware": ("yes", "no")})
    filters = [Group.of({"wave": [wave], "aware": [aware]}) for wave in ("2018", "2019") for aware in ("yes", "no")]
    published = [Released(replace(table, population=one), np.ones(table.counts.shape, dtype=bool)) for one in filters]

    found = decide(table, codebook, published=published)

    assert not found.shown.any()
    assert "pairs of groups that could be subtracted" in found.withheld


def test_work_beyond_what_is_allowed_ends_with_the_reason_and_without_an_answer():
    table, codebook = by_council(20)
    released = Released(table, table.counts >= 10)
    spent = Effort(most=20_000)
    known = knowledge([released], codebook, effort=spent)
    targets = known.targets(table.groups(codebook))

    with pytest.raises(TooLargeError, match="within the work that a table may cost"):
        known.bounds(targets, np.empty(0, dtype=bool))
    assert spent.spent > spent.most
    assert issubclass(TooLargeError, SurveyError)


def test_what_is_withheld_for_its_size_tells_later_tables_nothing():
    (large, codebook), (small, _) = by_council(900), by_council(300, 1, name="other")
    both = Codebook({**codebook.categories, "other": ("a0",)})

    first, second = decide_each([large, small], both)

    assert first.withheld
    assert second.shown.any()
