"""Residents polled in twenty rounds: what they say follows from the same truth as the metrics of the councils."""

from datetime import date

import numpy as np
import polars as pl

from sectorled.analysis.survey.margins import Margin, Raking
from sectorled.demonstration.metrics import catalogue, ticks
from sectorled.demonstration.paths import truths
from sectorled.demonstration.surveys.answering import answered, region_codes, regions, script
from sectorled.demonstration.world import FIRST_YEAR, Floats, Ints, World
from sectorled.warehouse.answers.coding import Answers

ROUNDS, MONTHS = 20, ("February", "June", "October")
FIRST, EACH = 2019, 1000
METRICS = {"satisfied": "resident-satisfaction", "informed": "keeps-informed", "trust": "trust"}
AGES, SEXES = (0.28, 0.49, 0.23), (0.51, 0.49)
HARD_TO_REACH = (0.7, 1.0, 1.35)  # how likely each age replies
MOOD = 0.25  # how far a person's answers go together
OLDER = (-0.15, 0.0, 0.2)


def polling(world: World) -> Answers:
    """All rounds, each of about a thousand adults with weights of its own."""
    named = tuple((i + 1, _label(i)) for i in range(ROUNDS))
    made = script("polling", round=named, region=regions(world))
    rounds = [_round(world, number, made.made) for number in range(ROUNDS)]
    return Answers(made.survey, pl.concat(rounds).select(made.survey.columns))


def _label(number: int) -> str:
    return f"{MONTHS[number % 3]} {FIRST + number // 3}"


def _round(world: World, number: int, made: dict[str, dict[str, list[float]]]) -> pl.DataFrame:
    rng, day = world.rng("survey", "polling", str(number)), date(FIRST + number // 3, (2, 6, 10)[number % 3], 15)
    adults = world.counts["adults"]["place"][:, min(day.year, FIRST_YEAR + 15) - FIRST_YEAR]
    n = int(EACH + rng.integers(-25, 60))
    place = rng.choice(len(adults), n, p=adults / adults.sum())
    likely = np.array(AGES) * HARD_TO_REACH
    age, sex = rng.choice(3, n, p=likely / likely.sum()), rng.choice(2, n, p=SEXES)
    region = _region(world)
    mood = MOOD * rng.normal(size=n)
    columns: dict[str, Ints | Floats] = {"round": np.full(n, number + 1), "region": region[place]}
    columns |= {"age": age + 1, "sex": sex + 1, "weight": _weights(region, adults, place, age, sex)}
    for name, metric in METRICS.items():
        well = 100 * rng.random(n) < _true(world, metric, day)[place] + 100 * (mood + np.array(OLDER)[age]) / 4
        codes = [answered(made[name][part], mood, rng, n) + 1 for part in ("high", "low")]
        columns[name] = np.where(well, codes[0], codes[1] + len(made[name]["high"]))
    columns["decide"] = answered(np.array(made["decide"]).tolist(), mood, rng, n) + 1
    return pl.DataFrame(columns)


def _region(world: World) -> Ints:
    """The number of the region of each place."""
    of, holder = world.column("region"), world.holds.argmax(axis=0)
    return region_codes(world, [of[council] for council in holder])


def _true(world: World, metric: str, day: date) -> Floats:
    """The true per cent at each place on that day, between the ticks of the metric."""
    metrics = catalogue()
    path = truths(world, metrics, metric, ("lower",))["lower"]
    middles = [(p.start.toordinal() + p.end.toordinal()) / 2 for p in ticks(metrics[metric].recipe)]
    return np.array([np.interp(day.toordinal(), middles, line) for line in path])


def _weights(region: Ints, adults: Ints, place: Ints, age: Ints, sex: Ints) -> Floats:
    """Raked to adults by region, and to shares of age and sex; 1 on average."""
    n = len(place)
    people = np.bincount(region - 1, adults)
    margins = [
        Margin("region", tuple(str(i) for i in range(len(people))), region[place] - 1, n * people / people.sum()),
        Margin("age", ("18 to 34", "35 to 64", "65 and over"), age, n * np.array(AGES)),
        Margin("sex", ("female", "male"), sex, n * np.array(SEXES)),
    ]
    return np.round(Raking(margins).applied(np.ones(n)), 6)
