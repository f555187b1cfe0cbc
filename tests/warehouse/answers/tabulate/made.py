"""Surveys made of counts: coded questions, numbers and weights, as many respondents as are asked for."""

import numpy as np
import polars as pl

from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Answer, Kind, Net, Question, Roles, Survey, Wave
from sectorled.warehouse.answers.tabulate.banner import tabulate
from sectorled.warehouse.answers.tabulate.design_file import design_of


def single(name, labels, **more):
    answers = tuple(Answer(code=i + 1, label=label) for i, label in enumerate(labels))
    return Question(id=name, kind=Kind.SINGLE, text=f"Question {name}?", answers=answers, **more)


def multiple(name, labels, **more):
    answers = tuple(Answer(code=i + 1, label=label) for i, label in enumerate(labels))
    return Question(id=name, kind=Kind.MULTIPLE, text=f"Question {name}?", answers=answers, **more)


def numeric(name, **more):
    return Question(id=name, kind=Kind.NUMERIC, text=f"Question {name}?", **more)


def of_columns(questions, columns, **more):
    """A survey of these questions; `columns` are lists of codes, numbers, or of truth for multiple responses."""
    survey = Survey(id="made", title="Made", questions=tuple(questions), **more)
    return Answers(survey, pl.DataFrame({name: columns[name] for name in survey.columns}, strict=False))


def of_counts(counts, base=None):
    """One question whose answers were given so often, by "place" where `counts` hold a list for each."""
    by = {label: np.atleast_1d(count) for label, count in counts.items()}
    bases = np.atleast_1d(base) if base is not None else sum(by.values())
    places = len(bases)
    left = bases - sum(by.values())
    said = [*by.values(), left] if left.any() else list(by.values())
    labels = [*by, "Other"] if left.any() else list(by)
    q = [code + 1 for place in range(places) for code, one in enumerate(said) for _ in range(int(one[place]))]
    where = [place + 1 for place in range(places) for one in said for _ in range(int(one[place]))]
    questions = [single("q", labels), single("place", [f"Place {i + 1}" for i in range(places)])]
    return of_columns(questions, {"q": q, "place": where})


REGION = Question(
    id="region",
    kind=Kind.SINGLE,
    text="Region",
    answers=(Answer(code="North", label="North"), Answer(code="South", label="South")),
)
QUESTIONS = (
    single("job", ["Leader", "Member", "Officer"]),
    REGION,
    single(
        "trust",
        ["A great deal", "A fair amount", "Not much", "None", "Don't know"],
        nets=(Net(id="net", label="Trusts", codes=(1, 2), definition="A great deal or a fair amount"),),
    ),
    multiple("heard", ["Letter", "Web", "Friend"]),
    numeric("age"),
    Question(id="council", kind=Kind.OPEN, text="Council"),
    numeric("w"),
    single("wave", ["2012", "2013"]),
    numeric("size"),
)


def sample_survey(n=600, seed=3):
    """Role, region, trust, heard (several), age, council and weight of `n` respondents; two waves."""
    rng = np.random.default_rng(seed)
    council = rng.integers(0, 40, n)
    role = rng.integers(1, 4, n)
    trust = np.minimum(1 + (rng.random(n) * 4 * (0.6 + 0.2 * role)).astype(int), 5)
    heard = rng.random((n, 3)) < [0.6, 0.3, 0.1]
    columns = {
        "job": [None if i % 50 == 0 else int(one) for i, one in enumerate(role)],
        "region": [("North", "South")[c % 2] for c in council],
        "trust": [int(one) for one in trust],
        "heard_1": heard[:, 0].tolist(),
        "heard_2": heard[:, 1].tolist(),
        "heard_3": heard[:, 2].tolist(),
        "age": [None if i % 30 == 0 else float(one) for i, one in enumerate(rng.integers(20, 80, n))],
        "council": [f"E060000{c:02}" for c in council],
        "w": rng.uniform(0.5, 2, n).tolist(),
        "wave": [1 + i % 2 for i in range(n)],
        "size": [20.0] * n,
    }
    roles = Roles(weights=("w",), strata="region", council="council", wave="wave")
    waves = (Wave(code=1, label="2012"), Wave(code=2, label="2013"))
    return of_columns(QUESTIONS, columns, roles=roles, waves=waves, source="A source", population="members")


def table(answers, rows, columns=(), only=None, **said):
    """The only table, by a design that says this."""
    (found,) = tabulate(answers, design_of("design.toml", said), [rows], list(columns), only=only).tables
    return found


def row(found, label):
    (one,) = [each for each in found.rows if each.label == label]
    return one
