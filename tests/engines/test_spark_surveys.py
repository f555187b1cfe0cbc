"""Sums of survey tables on a real cluster are those of this process."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
import pytest

from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.margins import Margin, Raking
from sectorled.analysis.survey.stages import Drawn
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.loads import StoredSurvey, keep, open_survey
from sectorled.warehouse.answers.questions import Answer, Kind, Question, Survey
from sectorled.warehouse.answers.sums import Crossing, partial_sums
from sectorled.warehouse.engine import Spark
from sectorled.warehouse.store import open_store
from tests.engines.cluster import cluster
from tests.warehouse.answers.small_survey import AT, YES_NO

pytestmark = pytest.mark.spark
PEOPLE = 600


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="Spark is in its own environment: make spark")
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredSurvey:
    """Yes and no by a role of text, with blanks, one of several answers, and the cluster of each respondent."""
    rng = np.random.default_rng(4)
    frame = pl.DataFrame(
        {
            "ok": [None if i == 3 else i for i in rng.integers(1, 4, PEOPLE)],
            "role": [("leader", "officer")[i] for i in rng.integers(0, 2, PEOPLE)],
            "web": rng.random(PEOPLE) < 0.4,
            "cluster": rng.integers(1, 31, PEOPLE).astype(float),
        },
        {"ok": pl.Int16, "role": pl.String, "web": pl.Boolean, "cluster": pl.Float64},
    )
    roles = (Answer(code="leader", label="Leader"), Answer(code="officer", label="Officer"))
    questions = (
        Question(id="ok", kind=Kind.SINGLE, text="OK?", answers=YES_NO),
        Question(id="role", kind=Kind.SINGLE, text="Role", answers=roles),
        Question(id="ways", kind=Kind.MULTIPLE, text="Ways", answers=(Answer(code="web", label="Web"),)),
        Question(id="cluster", kind=Kind.NUMERIC, text="Cluster"),
    )
    store = open_store(str(tmp_path_factory.mktemp("warehouse")))
    answers = Answers(Survey(id="world", title="World", questions=questions), frame)
    keep(store, answers, kind="table", file="world.csv", sha256="ab" * 32, at=AT)
    return open_survey(store, "world")


@pytest.mark.parametrize("raked", [False, True])
def test_spark_gives_the_sums_of_this_process(session, stored, raked):
    frame = stored.answers(["cluster", "role"]).frame
    design = sample_design(np.linspace(0.5, 2, PEOPLE), Drawn(units=frame["cluster"].to_numpy()))
    if raked:
        codes = (frame["role"] == "officer").to_numpy().astype(int)
        design = design.adjusted(Raking([Margin("role", ("leader", "officer"), codes, np.array([300.0, 500.0]))]))
    tables = (Crossing("ok", "role"), Crossing("web"))

    here = partial_sums(stored, tables, design, where={"role": ["leader"]}, rows_at_once=100)
    there = partial_sums(
        stored, tables, design, where={"role": ["leader"]}, rows_at_once=100, engine=Spark(session, at_once=4)
    )

    for mine, theirs in zip(here.tables, there.tables, strict=True):
        for part in ("weights", "squares", "respondents", "moments", "scaled_moments"):
            np.testing.assert_array_equal(getattr(mine, part), getattr(theirs, part))
