"""Figures: what chance makes of the truth, counted at places and added up to councils.

Shares are binomial, rates and counts Poisson, averages and surveys normal about the truth, so that the 95% intervals
published beside them hold the truth 95 times in 100.  What is weighed, measured or booked has no chance in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sectorled.analysis.intervals import LEVEL, rate_interval, wilson, z_value
from sectorled.demonstration.metrics import ROLLING, Metric, ticks
from sectorled.demonstration.paths import truths
from sectorled.demonstration.world import FIRST_YEAR, LOWER, UPPER, Floats, Ints, Layers, World

PER_THOUSAND = 1000  # the level of a count is for so many of what it is counted among
SPARE_DECIMALS = 5  # values are published with so many more decimals than are shown
THIN = 0.62  # a survey with less than this share of the usual replies is of low reliability


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts at places [places, ticks] by layer of work, and the true values behind them."""

    numerator: Layers
    denominator: Layers
    truth: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Figures:
    """One metric for every council, arrays [councils, periods] whether or not the council existed; NaN is no number."""

    value: Floats
    numerator: Floats
    denominator: Floats
    lower: Floats
    upper: Floats
    truth: Floats
    thin: npt.NDArray[np.bool_]  # rests on few replies


def figures(world: World, metrics: Mapping[str, Metric]) -> dict[str, Figures]:
    """Figures of all metrics; what one counts, those after it may build on."""
    drawn: dict[str, Counted] = {}
    for name in metrics:
        drawn[name] = _drawn(world, metrics, metrics[name], drawn)
    return {name: _at_councils(world, metrics[name], drawn[name]) for name in metrics}


def _drawn(world: World, metrics: Mapping[str, Metric], metric: Metric, drawn: Mapping[str, Counted]) -> Counted:
    recipe = metric.recipe
    among = drawn[recipe.of].numerator if recipe.of in drawn else _counts(world, metric, recipe.of)
    if recipe.kind == "given":
        return Counted(_counts(world, metric, recipe.num), among, {})
    if recipe.kind == "rest":
        less = drawn[recipe.less].numerator
        rest = {layer: whole - less[layer] for layer, whole in among.items()}
        return Counted(rest, drawn[recipe.of].denominator, {})
    return _by_chance(world, metrics, metric, _denominators(world, metric, among))


def _counts(world: World, metric: Metric, name: str) -> Layers:
    """What the world counts, in the year of each tick."""
    columns = np.array([p.start.year for p in ticks(metric.recipe)]) - FIRST_YEAR
    return {layer: counts[:, columns] for layer, counts in world.counts[name].items()}


def _denominators(world: World, metric: Metric, among: Layers) -> Layers:
    recipe, rng = metric.recipe, world.rng("denominator", metric.name)
    if recipe.per == 1 and not recipe.growth:
        return among
    made = {}
    for layer, counts in among.items():
        since = np.array([p.start.year for p in ticks(recipe)]) - 2018
        usual = recipe.per * np.exp(recipe.growth * since + recipe.per_dep * world.traits["dep"][:, None])
        varied = rng.lognormal(0, 0.1, (len(counts), 1)) * rng.lognormal(0, 0.02, counts.shape)
        made[layer] = np.rint(counts * usual * varied).astype(np.int64)
    return made


def _by_chance(world: World, metrics: Mapping[str, Metric], metric: Metric, among: Layers) -> Counted:
    true = truths(world, metrics, metric.name, among)
    rng, draw = world.rng("chance", metric.name), _DRAWS[metric.recipe.kind]
    numerator = {
        layer: draw(rng, _of_layer(among, layer), value / metric.multiplier, metric) for layer, value in true.items()
    }
    return Counted(numerator, among, true)


def _of_layer(counts: Layers, layer: str) -> Ints:
    """Counts of a tier's work, or of the place where the work is done for all who live there."""
    return counts[layer] if layer in counts else counts["place"]


def _binomial(rng: np.random.Generator, n: Ints, share: Floats, _: Metric) -> Ints:
    return rng.binomial(n, np.clip(share, 0, 1))


def _poisson(rng: np.random.Generator, n: Ints, rate: Floats, _: Metric) -> Ints:
    return rng.poisson(n * rate)


def _poisson_count(rng: np.random.Generator, n: Ints, rate: Floats, _: Metric) -> Ints:
    return rng.poisson(n * rate / PER_THOUSAND)


def _measured(_: np.random.Generator, n: Ints, rate: Floats, __: Metric) -> Ints:
    return np.rint(n * rate).astype(np.int64)


def _summed(rng: np.random.Generator, n: Ints, mean: Floats, metric: Metric) -> Ints:
    noise = metric.recipe.sd * np.sqrt(n) * rng.normal(size=n.shape)
    return np.rint(np.maximum(0, n * mean + noise)).astype(np.int64)


_DRAWS: dict[str, Callable[[np.random.Generator, Ints, Floats, Metric], Ints]] = {
    "share": _binomial,
    "rate": _poisson,
    "count": _poisson_count,
    "ratio": _measured,
    "mean": _summed,
    "survey": _measured,
    "yes": _measured,
}


def _at_councils(world: World, metric: Metric, counted: Counted) -> Figures:
    numerator, denominator = (
        _rolled(metric, _added(world, counts)) for counts in (counted.numerator, counted.denominator)
    )
    expected = {layer: _of_layer(counted.denominator, layer) * value for layer, value in counted.truth.items()}
    with np.errstate(divide="ignore", invalid="ignore"):
        truth = _rolled(metric, _added(world, expected)) / denominator if expected else np.full_like(numerator, np.nan)
        if metric.recipe.kind == "survey":
            return _surveyed(world, metric, denominator, truth)
        if metric.recipe.kind == "yes":
            return _figures(metric, (truth > 0).astype(float))
        return estimated(metric, numerator, denominator, truth)


def _added(world: World, layers: Mapping[str, npt.NDArray[np.generic]]) -> Floats:
    """Sums over places and over the tiers of work that a council does [councils, ticks]."""
    kinds = world.column("kind")
    does = {"upper": UPPER, "lower": LOWER}
    total: Floats = np.zeros(1)
    for layer, counts in layers.items():
        runs = np.array([layer == "place" or kind in does[layer] for kind in kinds], float)
        total = total + runs[:, None] * (world.holds @ np.asarray(counts, float))
    return total


def _rolled(metric: Metric, counts: Floats) -> Floats:
    """Added over the years of a rolling period; as they are for other metrics."""
    if metric.recipe.period != "rolling":
        return counts
    return np.asarray(sum(counts[:, i : counts.shape[1] + 1 - ROLLING + i] for i in range(ROLLING)))


def estimated(metric: Metric, numerator: Floats, denominator: Floats, truth: Floats) -> Figures:
    """Value and interval from numerator and denominator; a count is a value without parts."""
    if metric.words["value_type"] == "count":
        return _figures(metric, numerator)
    value = numerator / denominator * metric.multiplier
    parts = {"numerator": numerator, "denominator": denominator, "truth": truth}
    if not metric.recipe.interval:
        return _figures(metric, value, **parts)
    if metric.recipe.kind == "mean":
        half = z_value(LEVEL) * metric.recipe.sd / np.sqrt(denominator)
        return _figures(metric, value, lower=value - half, upper=value + half, **parts)
    interval = {"share": wilson, "rate": rate_interval}[metric.recipe.kind]
    lower, upper = interval(numerator, denominator, multiplier=metric.multiplier)
    return _figures(metric, value, lower=lower, upper=upper, **parts)


def _surveyed(world: World, metric: Metric, people: Floats, truth: Floats) -> Figures:
    """A sample drawn for each council and period: only the estimate and its interval are published."""
    recipe, rng = metric.recipe, world.rng("sample", metric.name)
    usual = np.full_like(people, recipe.n) if recipe.n else people * recipe.per
    replies = np.rint(usual * rng.lognormal(0, 0.2, people.shape)) if recipe.n else usual
    if metric.words["value_type"] == "percentage":
        yes = rng.binomial(np.nan_to_num(replies).astype(np.int64), np.clip(np.nan_to_num(truth) / 100, 0, 1))
        value, (lower, upper) = 100 * yes / replies, wilson(yes, replies, multiplier=100)
    else:
        error = recipe.sd / np.sqrt(replies)
        value = truth + error * _chance(rng, metric, truth.shape)
        lower, upper = value - z_value(LEVEL) * error, value + z_value(LEVEL) * error
    return _figures(metric, value, lower=lower, upper=upper, truth=truth, thin=replies < THIN * usual)


def _chance(rng: np.random.Generator, metric: Metric, shape: tuple[int, ...]) -> Floats:
    """Standard normal numbers; those of rolling periods that share years are alike to that extent."""
    if metric.recipe.period != "rolling":
        return rng.normal(size=shape)
    each_year = rng.normal(size=(shape[0], shape[1] + ROLLING - 1))
    return np.asarray(_rolled(metric, each_year) / np.sqrt(ROLLING))


def _figures(metric: Metric, value: Floats, **others: npt.NDArray[np.generic]) -> Figures:
    """Published with a few more decimals than are shown, and nothing where there was nothing to count."""
    digits = metric.decimals + SPARE_DECIMALS
    blank = np.full_like(value, np.nan)
    number = {name: np.asarray(others.get(name, blank), float) for name in ("numerator", "denominator", "truth")}
    rounded = {name: np.round(np.asarray(others.get(name, blank), float), digits) for name in ("lower", "upper")}
    thin = np.asarray(others.get("thin", np.zeros_like(value)), bool)
    return Figures(value=np.round(value, digits), **number, **rounded, thin=thin)
