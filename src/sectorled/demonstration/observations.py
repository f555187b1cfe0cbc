"""The observations of a release: figures with a status each, for every council that existed and every period.

The first release ends earlier, and holds some provisional returns that the second one revises.
"""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from sectorled.analysis.periods import Period
from sectorled.demonstration.figures import Figures, estimated, figures
from sectorled.demonstration.metrics import PUBLISHED, Metric, catalogue, periods
from sectorled.demonstration.world import LOWER, UPPER, Floats, World, read_csv
from sectorled.warehouse.status import COUNTED
from sectorled.warehouse.tables import TABLES

Texts = npt.NDArray[np.object_]
Bools = npt.NDArray[np.bool_]

LAST_DAYS = {1: (date(2024, 8, 31), date(2025, 3, 31)), 2: (date.max, date.max)}  # of yearly figures, of quarters
SMALL = 5  # counts from 1 to this many people are withheld
NEVER_SENT = 0.005  # share of councils' returns that never came
REVISED_LATEST, REVISED_EARLIER, REVISED_BY = 0.3, 0.003, 0.015  # shares of returns revised, and by how much
STILL_PROVISIONAL = 450  # days for which a council may correct its return
DOES = {"upper": UPPER, "lower": LOWER, "every": (*UPPER, "district")}
NUMBERS = ("value", "numerator", "denominator", "lower", "upper")


def observations(world: World, release: int) -> pl.DataFrame:
    """The table of observations, in order of metric, period and area."""
    metrics = catalogue()
    made = figures(world, metrics)
    built_on = {other for metric in metrics.values() for other in (metric.recipe.of, metric.recipe.less)}
    frames = []
    for name, metric in metrics.items():
        if metric.release > release:
            continue
        first = made[name] if name in built_on else first_sent(world, metric, made[name])
        final = made[name]
        marks = statuses(world, metric, final, first, release)
        frames.append(_rows(world, metric, first if release == 1 else final, marks, release))
    return pl.concat(frames).select(*TABLES["observations"].columns).sort("metric", "period", "area")


def first_sent(world: World, metric: Metric, final: Figures) -> Figures:
    """The figures as councils first sent them: some returns for services are corrected in the second release."""
    if metric.nature != "service" or np.isnan(final.numerator).all() or metric.recipe.kind == "rest":
        return final
    rng = world.rng("revision", metric.name)
    shape, latest = final.value.shape, _latest(metric, release=1)
    chosen = rng.random(shape) < np.where(np.arange(shape[1]) == latest, REVISED_LATEST, REVISED_EARLIER)
    chosen[:, latest + 1 :] = False
    step = np.maximum(1, np.rint(np.abs(REVISED_BY * final.numerator * rng.normal(size=shape))))
    sent = final.numerator + np.where(rng.random(shape) < 0.5, -1, 1) * step
    ceiling = final.denominator if metric.recipe.kind == "share" else np.inf
    possible = chosen & (sent >= 0) & (sent <= ceiling) & (final.numerator > SMALL) & (sent > SMALL)
    with np.errstate(divide="ignore", invalid="ignore"):
        return estimated(metric, np.where(possible, sent, final.numerator), final.denominator, final.truth)


def _latest(metric: Metric, *, release: int) -> int:
    """The position of the latest period that the release has."""
    return max(i for i, period in enumerate(periods(metric.recipe)) if _out(period, release))


def _out(period: Period, release: int) -> bool:
    yearly, quarterly = LAST_DAYS[release]
    return last_day(period) <= (quarterly if period.kind == "quarter" else yearly)


def last_day(period: Period) -> date:
    """The last day that a period speaks of."""
    return period.end if period.kind == "instant" else period.end - timedelta(days=1)


class Marks(NamedTuple):
    """Status and note of every figure [councils, periods]."""

    status: Texts
    note: Texts


def statuses(world: World, metric: Metric, final: Figures, first: Figures, release: int) -> Marks:
    """Why a figure is as it is, or is not there; of the rules below the later one wins."""
    shape, made = final.value.shape, periods(metric.recipe)
    status: Texts = np.full(shape, "final", object)
    note: Texts = np.full(shape, None, object)

    def mark(where: Bools, word: str, why: str | None) -> None:
        status[where], note[where] = word, why

    newest = _latest(metric, release=release)
    recent = (PUBLISHED[release] - last_day(made[newest])).days < STILL_PROVISIONAL
    returned = metric.nature == "service" and metric.recipe.kind not in ("survey", "yes")
    mark(np.broadcast_to((np.arange(shape[1]) == newest) & recent & returned, shape), "provisional", None)
    revised = (final.value != first.value) & ~np.isnan(final.value) & (release > 1)
    mark(revised, "revised", "Corrected by the council since the first return")
    mark(final.thin, "estimated", "Low reliability: few replies")
    small = (final.numerator >= 1) & (final.numerator <= SMALL)
    if metric.words["value_type"] == "count":
        small = (final.value >= 1) & (final.value <= SMALL)
    mark(small & metric.recipe.suppress, "suppressed", f"A count from 1 to {SMALL}")
    if metric.nature == "service":
        mark(world.rng("missing", metric.name).random(shape) < NEVER_SENT, "missing", "No return")
    for which, word, why in _happened(world, metric, made):
        mark(which, word, why)
    gaps = np.array([p.start.year in metric.recipe.gaps and p.kind != "quarter" for p in made])
    mark(np.broadcast_to(gaps, shape), "not collected", "Nobody was asked for it in this year")
    mark(final.denominator == 0, "not applicable", "Nothing to count")
    mark(np.broadcast_to(~runs(world, metric)[:, None], shape), "not applicable", "Not a service of this council")
    return Marks(status, note)


def _happened(world: World, metric: Metric, made: list[Period]) -> list[tuple[Bools, str, str]]:
    """What befell single councils, from `events.csv`."""
    names = np.array(world.column("name"))
    found = []
    for area, what, start, end, word, why in read_csv("events").iter_rows():
        theme = what.removeprefix("theme:")
        if what != metric.name and (theme == what or not metric.theme.startswith(theme)):
            continue
        during = [date.fromisoformat(start) <= last_day(p) <= date.fromisoformat(end) for p in made]
        found.append(((names == area)[:, None] & np.array(during), word, why))
    return found


def runs(world: World, metric: Metric) -> Bools:
    """Which councils do the work that the metric speaks of [councils]."""
    does = np.array([kind in DOES[metric.runs] for kind in world.column("kind")])
    homes: Floats = world.holds @ world.counts["council_homes"]["place"][:, 0].astype(float)
    return does & (homes > 0) if metric.landlords else does


def alive(world: World, made: list[Period]) -> Bools:
    """Which councils existed on the last day of each period [councils, periods]."""
    life = dict(zip(world.areas["code"], zip(world.areas["start"], world.areas["end"], strict=True), strict=True))
    days = [last_day(period) for period in made]
    spans = [life[code] for code in world.councils]
    return np.array([[start <= day and (end is None or day < end) for day in days] for start, end in spans])


def _rows(world: World, metric: Metric, shown: Figures, marks: Marks, release: int) -> pl.DataFrame:
    made = periods(metric.recipe)
    kept = alive(world, made) & np.array([_out(period, release) for period in made])
    council, period = np.nonzero(kept)
    iso = np.array([p.iso for p in made])
    counted = np.isin(marks.status[kept].tolist(), sorted(COUNTED))
    numbers = {name: np.where(counted, getattr(shown, name)[kept], np.nan) for name in NUMBERS}
    frame = pl.DataFrame(
        {
            "area": np.array(world.councils)[council],
            "period": iso[period],
            **numbers,
            "status": pl.Series(marks.status[kept].tolist(), dtype=pl.String),
            "note": pl.Series(marks.note[kept].tolist(), dtype=pl.String),
        }
    )
    return frame.with_columns(pl.lit(metric.id).alias("metric"), pl.col(pl.Float64).fill_nan(None))
