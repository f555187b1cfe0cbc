"""Feedback at the end of each programme, and months later what came of it, from some of the same participants."""

from datetime import date, datetime, timedelta

import numpy as np
import polars as pl

from sectorled.demonstration.surveys.answering import answered, region_codes, regions, script
from sectorled.demonstration.world import Ints, World
from sectorled.warehouse.answers.coding import Answers

PARTICIPANTS, FEEDBACK_SHARE, IMPACT_REPLIES = 2264, 0.8, 1200  # 53 per cent reply months later
COHORTS = tuple(date(2023, 4, 28) + timedelta(days=91 * i) for i in range(8))
PLACES = (0.45, 0.35, 0.2)  # share of each programme
HAPPIEST = 10


def feedback(world: World) -> Answers:
    """What participants said within weeks of the end."""
    rng, who, made = world.rng("survey", "feedback"), _participants(world), script("feedback", region=regions(world))
    frame = who.filter(pl.Series(rng.random(who.height) < FEEDBACK_SHARE))
    liking = frame["liking"].to_numpy()
    satisfied = answered(made.made["satisfied"], liking, rng, frame.height) + 1
    confident = answered(made.made["confident"], liking, rng, frame.height) + 1
    recommend = np.clip(np.rint(8.4 + 1.2 * liking + rng.normal(size=frame.height)), 0, HAPPIEST)
    columns = {"satisfied": satisfied, "confident": np.where(confident == 5, 9, confident), "recommend": recommend}
    return Answers(made.survey, frame.with_columns(**_series(columns)).select(made.survey.columns))


def impact(world: World) -> Answers:
    """What participants said months later: shares of those asked are exact, link by link."""
    rng, who, made = world.rng("survey", "impact"), _participants(world), script("impact")
    frame = who[np.sort(rng.permutation(who.height)[:IMPACT_REPLIES])]
    liking = frame["liking"].to_numpy()
    improved = answered(made.made["role_improved"], liking, rng, frame.height, exact=True) + 1
    progressed = answered(made.made["progressed"], liking, rng, frame.height, exact=True) + 1
    led = progressed == 1
    helped = np.zeros(frame.height, dtype=np.int64)
    helped[led] = answered(made.made["programme_helped"], liking[led], rng, int(led.sum()), exact=True) + 1
    frame = frame.with_columns(
        **_series({"role_improved": improved, "progressed": progressed}),
        programme_helped=pl.Series(helped).replace(0, None),
    )
    return Answers(made.survey, frame.select(made.survey.columns))


def _series(columns: dict[str, Ints]) -> dict[str, pl.Series]:
    return {name: pl.Series(values) for name, values in columns.items()}


def _participants(world: World) -> pl.DataFrame:
    """Everybody who took part: the programme, when it ended, the council, and how well it went for them."""
    rng = world.rng("survey", "participants")
    ended, starts = world.column("end"), world.column("start")
    held = [i for i in range(len(ended)) if str(starts[i]) <= str(COHORTS[0]) and not ended[i]]
    council = rng.choice(held, PARTICIPANTS)
    region, names = region_codes(world, world.column("region")), world.column("name")
    cohort = rng.choice(len(COHORTS), PARTICIPANTS)
    return pl.DataFrame(
        {
            "participant": [f"P{number:04}" for number in range(1, PARTICIPANTS + 1)],
            "programme": rng.choice(len(PLACES), PARTICIPANTS, p=PLACES) + 1,
            "ended": [datetime.combine(COHORTS[one], datetime.min.time()) for one in cohort],
            "council": [names[one] for one in council],
            "region": region[council],
            "liking": 0.3 * rng.normal(size=len(names))[council] + 0.6 * rng.normal(size=PARTICIPANTS),
        }
    )
