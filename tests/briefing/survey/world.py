"""A survey of nobody in three waves as files: changed wording, a filtered chain, small roles, weights, councils."""

from pathlib import Path

import numpy as np
import polars as pl

from sectorled.warehouse.answers.codebook import to_json
from sectorled.warehouse.answers.questions import Answer, Kind, Net, Question, Roles, Survey, Wave, Wording

ROLES = ("Leader", "Chief executive", "Frontbench councillor", "Backbench councillor", "Director")
REGIONS = ("North", "Midlands", "South")
USE = ("A great deal", "A fair amount", "Not very much", "Not at all", "Don't know")
HEARD = ("Letter or e-mail", "A colleague", "A regional event", "None of these")
OLD, NEW = "How helpful is the support of the sector body?", "How useful is the support of the sector body?"


def answers_of(*labels: str) -> tuple[Answer, ...]:
    return tuple(Answer(code=i, label=label) for i, label in enumerate(labels, start=1))


SURVEY = Survey(
    id="amberland",
    title="What councils of Amberland think of the support",
    source="Perceptions survey of Amberland, fictional",
    population="Senior councillors and officers",
    roles=Roles(respondent="id", wave="wave", weights=("w",), strata="region", council="council"),
    waves=(
        Wave(code=2023, label="2023"),
        Wave(code=2024, label="2024"),
        Wave(code=2026, label="2026", mode="Telephone"),
    ),
    questions=(
        Question(id="id", kind=Kind.OPEN, text="Respondent"),
        Question(
            id="wave",
            kind=Kind.SINGLE,
            text="Wave",
            answers=tuple(Answer(code=y, label=f"{y}") for y in (2023, 2024, 2026)),
        ),
        Question(id="w", kind=Kind.NUMERIC, text="Weight"),
        Question(id="council", kind=Kind.OPEN, text="Council"),
        Question(id="region", kind=Kind.SINGLE, text="Region", answers=answers_of(*REGIONS)),
        Question(id="role", kind=Kind.SINGLE, text="Role", answers=answers_of(*ROLES)),
        Question(
            id="useful",
            kind=Kind.SINGLE,
            text=NEW,
            answers=answers_of(*USE),
            nets=(Net(id="net", label="Useful", codes=(1, 2), definition="A great deal or a fair amount"),),
            base="All respondents",
            wordings=(Wording(text=OLD, waves=(2023,)), Wording(text=NEW, waves=(2024, 2026))),
        ),
        Question(id="heard", kind=Kind.MULTIPLE, text="How did you hear of the support?", answers=answers_of(*HEARD)),
        Question(
            id="more",
            kind=Kind.SINGLE,
            text="Have you taken on more responsibility since?",
            answers=answers_of("Yes", "No"),
            base="All respondents",
        ),
        Question(
            id="helped",
            kind=Kind.SINGLE,
            text="To what extent did the programme help you to do so?",
            answers=answers_of("Great extent", "Moderate extent", "Small extent", "Not at all"),
            nets=(Net(id="net", label="Helped", codes=(1, 2), definition="Great or moderate extent"),),
            base="All who took on more responsibility",
            asked_if={"more": (1,)},
        ),
        Question(id="days", kind=Kind.NUMERIC, text="How many days of support did you use?", unit="days"),
    ),
)
DESIGN = """[details]
Fieldwork = "2 to 27 February 2026"
Mode = "Telephone"
"""
PLAN = """title = "What councils think of the support, 2026"
about = "Perceptions survey"
by = ["role"]
invited = 700

[[findings]]
question = "useful"
says = "find the support useful"

[[findings]]
question = "heard"
by = ["region"]

[[findings]]
question = "days"
by = ["region"]

[[trends]]
question = "useful"
says = "find the support useful"

[[chains]]
links = [
  { question = "more", answers = [1], says = "took on more responsibility" },
  { question = "helped", answers = ["net"], says = "say the programme helped to a great or moderate extent" },
]
"""


def frame(n: int = 1350, seed: int = 7) -> pl.DataFrame:
    """The respondents; leaders find the support more useful, and more do in 2026 than in 2024."""
    rng = np.random.default_rng(seed)
    role = rng.choice(5, n, p=(0.25, 0.03, 0.32, 0.28, 0.12))
    wave = rng.choice([2023, 2024, 2026], n)
    council = rng.integers(0, 90, n)
    lean = 0.3 * (role == 0) - 0.2 * (role == 3) + 0.35 * (wave == 2026)
    useful = np.clip(np.digitize(rng.normal(0, 1, n) - lean, (-0.5, 0.6, 1.2, 1.7)) + 1, 1, 5)
    more = np.where(rng.random(n) < 0.31, 1, 2)
    helped = np.where(more == 1, rng.choice(4, n, p=(0.45, 0.37, 0.12, 0.06)) + 1, 0)
    heard = rng.random((n, 3)) < (0.55, 0.35, 0.2)
    return pl.DataFrame(
        {
            "id": [f"r{i}" for i in range(n)],
            "wave": wave,
            "w": np.round(rng.uniform(0.6, 1.7, n), 3),
            "council": [f"X06{c:06}" for c in council],
            "region": council % 3 + 1,
            "role": role + 1,
            "useful": useful,
            **{f"heard_{i + 1}": heard[:, i].astype(int) for i in range(3)},
            "heard_4": (~heard.any(axis=1)).astype(int),
            "more": more,
            "helped": [None if h == 0 else int(h) for h in helped],
            "days": np.round(rng.gamma(2, 3, n), 1),
        }
    )


def write(folder: Path, *, design: str = DESIGN, plan: str = PLAN, survey: Survey = SURVEY) -> tuple[str, ...]:
    """The files, and the words that name data, codebook and design at the command line."""
    folder.mkdir(parents=True, exist_ok=True)
    frame().write_csv(folder / "survey.csv")
    (folder / "codebook.json").write_text(to_json(survey), "utf-8")
    (folder / "design.toml").write_text(design, "utf-8")
    (folder / "plan.toml").write_text(plan, "utf-8")
    return (
        str(folder / "survey.csv"),
        "--codebook",
        str(folder / "codebook.json"),
        "--design",
        str(folder / "design.toml"),
    )
