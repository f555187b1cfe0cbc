"""What is true of each place: the path of a metric over time before chance has its say.

A path is a level, the place's standing (what the place is like, how able its council is, and its own ways), a trend, a
drift of its own (a few councils truly improve or fall), a wobble from year to year, the shock of 2020, breaks, and the
stories of `stories.csv`.  Effects work on the logit scale for per cents, the log scale for other figures, or in the
metric's own unit where they may be negative.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from sectorled.analysis.periods import Period
from sectorled.demonstration.metrics import Metric, Recipe, ticks
from sectorled.demonstration.world import Floats, World, read_csv

MIDDLE = 2018.5  # the year in which a metric stands at its level
SHOCK = 2020.25
KEPT = 0.5  # share of a shock that is left a year later
CAPACITY = 0.3  # how strongly an able council shows in a service measure
MOVERS = 0.15  # share of councils that truly rise or fall
MOVERS_DRIFT, USUAL_DRIFT = 1.1, 0.25  # drifts over 11 years, in spreads
QUARTER_OF = {1: 1.0, 4: -0.5, 7: -0.8, 10: 0.3}  # the season's shape by month in which the quarter starts
LEAST_OWN = 0.15  # of the variance between places that a metric keeps to itself
THEME_SHARE = 0.45  # how far a council that is good at one thing is good at the rest of the theme
OWN_SHARE = 0.45  # how far places under one upper-tier council differ in its services


def truths(world: World, metrics: Mapping[str, Metric], name: str, layers: Iterable[str]) -> dict[str, Floats]:
    """The true value at every place and tick [places, ticks], for each layer of work."""
    metric = metrics[name]
    if metric.recipe.upper:
        split = {tier: replace(metric.recipe, level=getattr(metric.recipe, tier)) for tier in ("upper", "lower")}
        own = {tier: replace(metric, recipe=_relative(recipe)) for tier, recipe in split.items()}
    else:
        own = dict.fromkeys(layers, metric)
    return {layer: _truth(world, one, layer, standing(world, metrics, name, layer)) for layer, one in own.items()}


def _relative(recipe: Recipe) -> Recipe:
    scaled = {name: getattr(recipe, name) * recipe.level for name in ("spread", "trend", "shock")}
    return replace(recipe, **scaled)


def years(recipe: Recipe) -> Floats:
    """The middle of each tick in years."""
    middles = [(p.start.toordinal() + p.end.toordinal()) / 2 for p in ticks(recipe)]
    return np.array([1 + (day - 1) / 365.2425 for day in middles])


def _truth(world: World, metric: Metric, layer: str, stands: Floats) -> Floats:
    recipe, t = metric.recipe, years(metric.recipe)
    natural = (
        recipe.spread * (stands[:, None] + _wandering(world, metric, layer, t))
        + recipe.trend * (t - MIDDLE)
        + recipe.shock * shock_left(t)
        + _breaks(metric, ticks(recipe))
        + recipe.season * recipe.level * _season(ticks(recipe))
    )
    path = link(recipe, metric, np.array(recipe.level)) + natural * _steepness(recipe, metric)
    return unlink(recipe, metric, _told(world, metric, path, t))


def _scale(recipe: Recipe, metric: Metric) -> str:
    return recipe.scale or ("line" if recipe.kind == "yes" else "logit" if metric.words["unit"] == "%" else "log")


def link(recipe: Recipe, metric: Metric, value: Floats) -> Floats:
    """From the metric's unit to the scale on which effects add up."""
    share = value / 100
    with np.errstate(divide="ignore", invalid="ignore"):
        return {"logit": np.log(share / (1 - share)), "log": np.log(value), "line": value}[_scale(recipe, metric)]


def unlink(recipe: Recipe, metric: Metric, path: Floats) -> Floats:
    """Back to the metric's unit."""
    scale = _scale(recipe, metric)
    if scale == "logit":
        return np.asarray(100 / (1 + np.exp(-path)))
    return np.exp(path) if scale == "log" else path


def _steepness(recipe: Recipe, metric: Metric) -> float:
    """How much the scale moves for one unit of the metric at its level."""
    at = recipe.level
    return {"logit": 100 / (at * (100 - at) or 1), "log": 1 / (at or 1), "line": 1.0}[_scale(recipe, metric)]


def standing(world: World, metrics: Mapping[str, Metric], name: str, layer: str) -> Floats:
    """How each place stands apart from the typical one, in spreads [places]: 0 on average, standard deviation 1."""
    metric, recipe, upper = metrics[name], metrics[name].recipe, by_county(metrics[name], layer)
    parts = [(float(getattr(recipe, trait)), world.traits[trait]) for trait in ("dep", "rural", "old", "dens")]
    good = {"high": 1.0, "low": -1.0}.get(metric.polarity, 0.0)
    if metric.nature == "service":
        parts.append((CAPACITY * good, world.traits["upper_capacity" if upper else "capacity"]))
    if recipe.like:
        parts.append((recipe.alike, standing(world, metrics, recipe.like, layer)))
    left = np.sqrt(max(LEAST_OWN, 1 - sum(weight**2 for weight, _ in parts)))
    theme = THEME_SHARE * good * _own(world, (metric.theme, layer), upper=upper)
    own = np.sqrt(1 - (THEME_SHARE * good) ** 2) * _own(world, (metric.name, layer), upper=upper)
    together = sum((weight * trait for weight, trait in parts), left * (theme + own))
    return np.asarray((together - together.mean()) / together.std())


def by_county(metric: Metric, layer: str) -> bool:
    """Whether places under one county are much alike, because it does the work for all of them."""
    return metric.runs == "upper" or layer == "upper"


def _own(world: World, what: tuple[str, str], *, upper: bool) -> Floats:
    """A standard normal number for each place; where a county runs the service its places are much alike."""
    rng = world.rng("own", *what)
    place, unit = rng.normal(size=len(world.places)), rng.normal(size=len(world.councils))[world.upper_unit]
    return np.sqrt(1 - OWN_SHARE**2) * unit + OWN_SHARE * place if upper else place


def _wandering(world: World, metric: Metric, layer: str, t: Floats) -> Floats:
    """Drift and wobble [places, ticks] in spreads; places under one council move together where it runs the service."""
    rng, recipe, upper = world.rng("wandering", metric.name, layer), metric.recipe, by_county(metric, layer)
    n = len(world.councils) if upper else len(world.places)
    drift = recipe.drift * np.where(rng.random(n) < MOVERS, MOVERS_DRIFT, USUAL_DRIFT) * rng.normal(size=n)
    wobble = rng.normal(size=(n, len(t)))
    for i in range(1, len(t)):
        wobble[:, i] = 0.4 * wobble[:, i - 1] + 0.917 * wobble[:, i]
    moved = drift[:, None] * (t - MIDDLE) / 11 + recipe.wobble * wobble
    return moved[world.upper_unit] if upper else moved


def shock_left(t: Floats) -> Floats:
    """1 in the year from April 2020, halved each year after, 0 before."""
    since = np.floor(t - SHOCK + 0.001)
    return np.where(since >= 0, KEPT ** np.maximum(since, 0), 0.0)


def _breaks(metric: Metric, made: list[Period]) -> Floats:
    return np.array([sum(b.shift for b in metric.breaks if p.start >= b.since) for p in made], float)


def _season(made: list[Period]) -> Floats:
    return np.array([QUARTER_OF[p.start.month] if p.months == 3 else 0.0 for p in made])


def _told(world: World, metric: Metric, path: Floats, t: Floats) -> Floats:
    """The path with the stories: straight from one value to another; what went before is moved to meet it."""
    names = world.column("name")
    stories = read_csv("stories")
    for area, name, start, first, last in stories.iter_rows():
        if name != metric.name:
            continue
        value = np.array([float(first), float(last)])
        begin, end = link(metric.recipe, metric, value)
        told = t >= float(start)
        where = world.holds[names.index(area)] == 1
        way = begin + (end - begin) * (t[told] - t[told][0]) / (t[told][-1] - t[told][0])
        earlier = path[np.ix_(where, ~told)]
        if earlier.size:
            path[np.ix_(where, ~told)] = earlier + (begin - path[where][:, [int(np.argmax(told))]])
        path[np.ix_(where, told)] = way
    return path
