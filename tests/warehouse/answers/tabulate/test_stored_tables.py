"""Tables of a kept survey: the same answers as of a file that was read whole, from sums wherever they are made."""

import json
from dataclasses import asdict

import numpy as np
import polars as pl
import pytest

from sectorled.warehouse.answers.loads import keep, open_survey
from sectorled.warehouse.answers.tabulate.banner import tabulate
from sectorled.warehouse.answers.tabulate.design_file import design_of
from sectorled.warehouse.answers.tabulate.stored import partly_read
from sectorled.warehouse.engine import Pool
from sectorled.warehouse.store import open_store
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.small_survey import AT
from tests.warehouse.answers.tabulate.made import of_columns, sample_survey, single

NORTH = {"filters": {"north": {"region": ["North"]}}}


@pytest.fixture(scope="module")
def survey():
    return sample_survey()


@pytest.fixture(scope="module")
def stored(survey, tmp_path_factory):
    return kept(survey, tmp_path_factory.mktemp("warehouse"))


def kept(answers, folder):
    store = open_store(str(folder))
    keep(store, answers, kind="table", file="made.csv", sha256="cd" * 32, at=AT)
    return open_survey(store, "made")


def alike(one, other):
    """Whether two answers are equal, numbers to 1e-9."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return bool(np.isclose(one, other, rtol=1e-9, atol=1e-9))
    return bool(one == other)


@pytest.mark.parametrize(
    ("rows", "columns", "only", "said"),
    [
        (["trust"], [], None, {}),
        (["trust", "heard"], ["job", "region"], None, {}),
        (["trust", "heard"], ["job"], "north", NORTH),
        (["trust"], ["region"], None, {"weights": "none", "clusters": "none", "strata": []}),
        (["trust"], ["region"], None, {"clusters": "none", "population": 6000}),
        (["trust", "heard"], ["wave"], None, {"disclosure": {"identifying": ["region"]}}),
        (["trust", "age"], ["job"], None, {}),
        (["trust"], ["heard"], None, {}),
        (["region", "wave"], ["job", "trust"], None, {}),
        (["trust"], ["job"], None, {"scores": {"trust": {"1": 4, "2": 3}}}),
        (
            ["trust", "heard"],
            ["job"],
            None,
            {"weights": "made", "weighting": {"targets": {"region": {"North": 300, "South": 300}}}},
        ),
    ],
)
def test_a_kept_survey_gives_the_tables_of_one_that_was_read_whole(survey, stored, rows, columns, only, said):
    design = design_of("design.toml", said)

    found = asdict(tabulate(stored, design, rows, columns, only=only))

    assert alike(found, asdict(tabulate(survey, design, rows, columns, only=only)))


def test_answers_that_sums_tell_of_are_not_read(stored):
    plain, scored = design_of("d", {}), design_of("d", {"scores": {"trust": {"1": 4}}})

    assert "trust" not in partly_read(stored, plain, ["trust"], ["job"], None).frame.columns
    assert set(partly_read(stored, plain, ["trust"], ["job"], None).frame.columns) == {"w", "wave", "council", "region"}
    assert {"trust", "job"} <= set(partly_read(stored, scored, ["trust"], ["job"], None).frame.columns)


@pytest.mark.slow
def test_a_pool_gives_the_same_tables(stored):
    design = design_of("d", {})

    here, pool = (tabulate(stored, design, ["trust", "heard"], ["job"], engine=one) for one in (None, Pool(2)))

    assert alike(asdict(here), asdict(pool))
    assert json.dumps([row.cells[0].shown for row in here.tables[0].rows])


def test_a_question_nobody_answered_is_refused(tmp_path):
    answers = of_columns(
        [single("q", ["Yes", "No"]), single("b", ["A", "B"])],
        {"q": pl.Series([None, None], dtype=pl.Int8), "b": [1, 2]},
    )

    with pytest.raises(InputError, match="q: Nobody answered"):
        tabulate(kept(answers, tmp_path), design_of("d", {}), ["q"], ["b"])


def test_replicate_weights_are_read_whole(survey, stored):
    design = design_of("d", {"weights": "w", "replicates": {"columns": ["size", "w"]}})

    assert alike(
        asdict(tabulate(stored, design, ["trust"], ["job"])), asdict(tabulate(survey, design, ["trust"], ["job"]))
    )
