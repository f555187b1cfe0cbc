"""Forty full tables of a survey of any size, in a process of its own: `python -m bench.surveys_measure FOLDER WORKERS`.

Ten questions by four breaks, each table with its per cents, errors, logit intervals and Rao-Scott test, in 10 strata
and 2,000 clusters; timed from the stored answers to the last figure.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from bench.sector import AT
from sectorled.analysis.survey.chisquare import independence
from sectorled.analysis.survey.designs import Design, sample_design
from sectorled.analysis.survey.margins import Margin, Raking
from sectorled.analysis.survey.proportions import interval_of_proportion
from sectorled.analysis.survey.stages import Drawn
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.loads import StoredSurvey, keep, open_survey
from sectorled.warehouse.answers.questions import Answer, Kind, Question, Survey
from sectorled.warehouse.answers.sums import Crossing, Summed, partial_sums
from sectorled.warehouse.engine import Engine, Here, Pool
from sectorled.warehouse.store import open_store

STRATA, CLUSTERS, CATEGORIES, QUESTIONS = 10, 2_000, 5, 10
BREAKS = {"sex": 2, "age": 4, "work": 6, "region": 9}
TABLES = [Crossing(f"q{i}", name) for name in BREAKS for i in range(QUESTIONS)]
_DESIGN = ("weight", "cluster", "stratum")


def fill(folder: Path, respondents: int, *, seed: int = 11) -> None:
    """Keep a survey whose answers go with the cluster and the age, so that design effects and tests say something."""
    rng = np.random.default_rng(seed)
    cluster = rng.integers(0, CLUSTERS, respondents, dtype=np.int16)
    mood = rng.normal(size=(CLUSTERS, QUESTIONS)) * 0.4
    columns = {name: rng.integers(1, size + 1, respondents, dtype=np.int8) for name, size in BREAKS.items()}
    for i in range(QUESTIONS):
        felt = rng.normal(size=respondents) + mood[cluster, i] + 0.02 * columns["age"]
        codes = np.searchsorted((-1.0, -0.2, 0.6, 1.4), felt).astype(np.int8) + 1
        columns[f"q{i}"] = codes
    frame = pl.DataFrame(
        columns
        | {
            "weight": rng.uniform(0.5, 3, respondents),
            "cluster": cluster,
            "stratum": (cluster % STRATA).astype(np.int8),
        }
    )
    coded = [_coded(name, size) for name, size in (BREAKS | dict.fromkeys(columns.keys() - BREAKS, CATEGORIES)).items()]
    numbers = [Question(id=name, kind=Kind.NUMERIC, text=name) for name in _DESIGN]
    survey = Survey(id="bench", title="Bench", questions=(*coded, *numbers))
    answers = Answers(survey, frame.select(survey.columns))
    keep(open_store(str(folder)), answers, kind="table", file="bench.csv", sha256=f"{respondents:064}", at=AT)


def _coded(name: str, size: int) -> Question:
    answers = tuple(Answer(code=code, label=str(code)) for code in range(1, size + 1))
    return Question(id=name, kind=Kind.SINGLE, text=name, answers=answers)


def design_of(stored: StoredSurvey) -> Design:
    """Clusters in strata, weighted."""
    frame = stored.answers(_DESIGN).frame
    weight, cluster, stratum = (frame[name].to_numpy() for name in _DESIGN)
    return sample_design(weight, Drawn(units=cluster, strata=stratum))


def figures(summed: Summed) -> Iterator[dict[str, list[float]]]:
    """Of each table the per cents, errors, both ends of the intervals, and the test."""
    for number in range(len(summed.tables)):
        totals = summed.cell_totals(number)
        shares = totals.column_shares()
        bases = np.tile(totals.bases(), totals.shape[0])
        ends = interval_of_proportion(shares.values, np.diag(shares.covariance), bases, shares.df)
        test = independence(totals.two_way())
        yield {
            "shares": shares.values.tolist(),
            "errors": shares.errors.tolist(),
            "lower": ends.lower.tolist(),
            "upper": ends.upper.tolist(),
            "test": [test.statistic, *test.df, test.p],
        }


def answers_for_r(folder: Path, place: Path) -> None:
    """What R needs, as CSV: one question, every break, the design."""
    stored = open_survey(open_store(str(folder)), "bench")
    stored.answers(["q0", *BREAKS, *_DESIGN]).frame.write_csv(place)


def raking_seconds(stored: StoredSurvey) -> float:
    """Three margins raked, from codes and weights in memory."""
    names = list(BREAKS)[:3]
    frame = stored.answers((*names, "weight")).frame
    weight = frame["weight"].to_numpy()
    margins = [
        Margin(
            name,
            tuple(str(code) for code in range(BREAKS[name])),
            frame[name].to_numpy().astype(np.intp) - 1,
            np.linspace(1, 2, BREAKS[name]) * frame.height / (1.5 * BREAKS[name]),
        )
        for name in names
    ]
    began = time.perf_counter()
    Raking(margins).applied(weight)
    return time.perf_counter() - began


def main(folder: str, workers: int) -> None:
    """Print seconds of the clock and of the processor, the most megabytes, and every figure."""
    stored = open_survey(open_store(folder), "bench")
    pa.array(np.zeros(1))  # Arrow looks for pandas the first time; R's packages are loaded before its clock starts too
    engine: Engine = Here() if workers < 2 else Pool(workers)
    began, used = time.perf_counter(), _processor()
    found = list(figures(partial_sums(stored, TABLES, design_of(stored), engine=engine)))
    seconds, processor = time.perf_counter() - began, _processor() - used
    peak = sum(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024
    raking = raking_seconds(stored)
    answer = {"seconds": seconds, "processor": processor, "megabytes": peak, "raking": raking, "tables": found}
    print(json.dumps(answer))


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _processor() -> float:
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, _WHO))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
