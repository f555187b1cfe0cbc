"""The perceptions survey: people in council roles, of every council that existed at the time, in three waves.

Everybody in the frame was asked, and those who answered chose to.  What they say follows from their role, from how able
their council is, and from chance; whether a council had a peer challenge is the same for all who answer for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from sectorled.demonstration.surveys.answering import answered, chosen, region_codes, regions, script
from sectorled.demonstration.world import COUNCILS, Floats, Ints, World
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Survey

YEARS, ASKED = (2021, 2023, 2025), (9, 13)
REPLIES = 1000  # expected in each wave
TYPES = {"unitary": 1, "county": 2, "district": 3}
ROLE_ADDED, ADDED_IN = 4, 2023
DONT_KNOW_OF_CHALLENGE = 0.07
CHALLENGED = {2021: 0.55, 2023: 0.5, 2025: 0.62}  # share of councils with a challenge in three years
HESITANT, MOST_YEARS = 0.02, 45
UNSAID, MISTYPED = 98.0, 94.0  # no answer, and a number that the questionnaire declares impossible


@dataclass(frozen=True, slots=True)
class Role:
    """How many there are at a council by its type, how likely each replies, and how close to the sector body."""

    numbers: tuple[int, int, int]
    replies: float
    close: float
    years: float


ROLES = {
    1: Role((1, 1, 1), 0.46, 0.9, 14),
    2: Role((1, 1, 1), 0.52, 1.0, 24),
    3: Role((8, 9, 7), 0.34, 0.3, 10),
    4: Role((1, 1, 1), 0.4, 0.2, 12),
    5: Role((38, 46, 27), 0.17, -0.4, 8),
    6: Role((5, 6, 3), 0.44, 0.3, 22),
    7: Role((20, 26, 11), 0.24, -0.2, 16),
}


@dataclass(frozen=True, slots=True)
class Wave:
    """Who answered in a wave: the place of the council among those of the world, the role, and the weight of each."""

    code: int
    council: Ints
    role: Ints
    weight: Floats


def perceptions(world: World) -> Answers:
    """The survey and all its answers, wave by wave."""
    made = script("perceptions", region=regions(world), council=_councils(world))
    waves = [_wave(world, year) for year in YEARS]
    frame = pl.concat([_answers(world, wave, made.made) for wave in waves], how="diagonal_relaxed")
    return Answers(made.survey, _asked(frame, made.survey))


def _councils(world: World) -> tuple[tuple[str, str], ...]:
    """Those that existed in any wave."""
    names, held = world.column("name"), sorted({i for year in YEARS for i in existing(world, year)})
    return tuple((world.councils[i], str(names[i])) for i in held)


def existing(world: World, year: int) -> list[int]:
    """The councils that existed in the autumn of a year."""
    starts, ends, day = world.column("start"), world.column("end"), str(date(year, *ASKED))
    return [i for i in range(len(starts)) if str(starts[i]) <= day < str(ends[i] or "9999")]


def _wave(world: World, code: int) -> Wave:
    """Everybody in the frame on that day who answers; weights bring roles by region to the frame."""
    rng = world.rng("survey", "perceptions", str(code))
    kinds, there = world.column("kind"), existing(world, code)
    roles = [role for role in ROLES if role != ROLE_ADDED or code >= ADDED_IN]
    people = [
        (i, role) for i in there for role in roles for _ in range(ROLES[role].numbers[COUNCILS.index(str(kinds[i]))])
    ]
    council, role = (np.array(column) for column in zip(*people, strict=True))
    keen = rng.lognormal(0, 0.25, len(kinds))[council]
    chance = keen * np.array([ROLES[one].replies for one in role])
    replies = rng.random(len(role)) < chance * REPLIES / chance.sum()
    cell = region_codes(world, world.column("region"))[council] * 10 + role
    weight = np.array([(cell == c).sum() / max(1, (cell[replies] == c).sum()) for c in cell[replies]])
    return Wave(code, council[replies], role[replies], np.round(weight / weight.mean(), 6))


def _answers(world: World, wave: Wave, made: Mapping[str, Mapping[str, list[float]]]) -> pl.DataFrame:
    rng, n = world.rng("survey", "perceptions", "answers", str(wave.code)), len(wave.role)
    close = np.array([ROLES[role].close for role in wave.role])
    mood = world.rng("survey", "mood").normal(size=len(world.councils))
    able = (0.35 * _able(world) + 0.3 * mood)[wave.council]
    shares = {name: waves[str(wave.code)] for name, waves in made.items() if str(wave.code) in waves}
    found = {
        name: answered(share, able + (close if name in ("informed", "impact") else 0), rng, n) + 1
        for name, share in shares.items()
        if name != "aware"
    }
    heard = {f"aware_{i}": chosen(s, close, rng, n) == 1 for i, s in enumerate(shares["aware"], start=1)}
    none = ~np.any(list(heard.values()), axis=0)
    columns = {
        "respondent": [f"{wave.code}-{number:04}" for number in range(1, n + 1)],
        "wave": np.full(n, wave.code),
        "region": region_codes(world, world.column("region"))[wave.council],
        "type": np.array([TYPES[str(kind)] for kind in world.column("kind")])[wave.council],
        "council": [world.councils[c] for c in wave.council],
        "role": wave.role,
        "weight": wave.weight,
        "years": _years(wave.role, rng),
        "challenged": _challenged(world, wave, rng),
        **heard,
        "aware_6": none,
        **_hesitant(found, rng),
    }
    return pl.DataFrame(columns)


def _able(world: World) -> Floats:
    """How able each council is: that of its places on average."""
    return np.asarray((world.holds @ world.traits["capacity"]) / world.holds.sum(axis=1))


def _years(role: Ints, rng: np.random.Generator) -> Floats:
    usual = np.array([ROLES[one].years for one in role])
    years = np.clip(np.rint(rng.gamma(3.0, usual / 3)), 0, MOST_YEARS)
    unsaid = rng.random(len(role))
    return np.where(unsaid < HESITANT, UNSAID, np.where(unsaid > 1 - HESITANT / 4, MISTYPED, years))


def _challenged(world: World, wave: Wave, rng: np.random.Generator) -> Ints:
    """What is true of the council, or that the respondent does not know."""
    share = CHALLENGED[wave.code]
    had = world.rng("survey", "challenged", str(wave.code)).random(len(world.councils)) < share
    unsure = rng.random(len(wave.role)) < DONT_KNOW_OF_CHALLENGE * np.where(wave.role <= 2, 0, 1)
    return np.where(unsure, 3, np.where(had[wave.council], 1, 2))


def _hesitant(found: dict[str, Ints], rng: np.random.Generator) -> dict[str, Ints]:
    """Some would rather not say how far they agree."""
    return {
        name: np.where(rng.random(len(codes)) < HESITANT, 9, codes) if name.startswith("agree") else codes
        for name, codes in found.items()
    }


def _asked(frame: pl.DataFrame, survey: Survey) -> pl.DataFrame:
    """In the order of the codebook; who was not led to a question has no answer to it."""
    for question in survey.questions:
        for earlier, codes in question.asked_if.items():
            led = pl.col(earlier).is_in(codes).fill_null(value=False)
            frame = frame.with_columns(pl.when(led).then(pl.col(question.columns)))
    return frame.select(survey.columns)
