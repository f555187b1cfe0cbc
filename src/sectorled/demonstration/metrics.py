"""The catalogue of the fictional sector: definitions written by hand in `metrics/*.toml`, one file a theme.

Each entry is a definition as a real catalogue has it, and `made`, the recipe by which its figures are made.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import polars as pl

from sectorled.analysis.periods import Period, add_months, parse_iso
from sectorled.demonstration.world import LAST_YEAR
from sectorled.warehouse.tables import TABLES

PUBLISHER = "Fictional sector (demonstration)"
LICENCE = "Fictional figures: free to use, describe no real council"
CAVEAT = "Fictional figure, made for demonstration: no real council is described."
PUBLISHED = {1: date(2025, 6, 18), 2: date(2025, 12, 10)}  # the two releases
ID = "fictional.{}"
FIRST, LAST = 2013, LAST_YEAR - 1  # the years that annual figures begin in
FIRST_QUARTER, QUARTERS = date(2019, 4, 1), 26
ROLLING = 3  # years
YEAR_STARTS = {"financial": "04-01", "calendar": "01-01", "academic": "09-01", "rolling": "01-01"}
_DAYS_TO_NEXT = {"quarterly": 91, "annual": 364, "every two years": 728, "every four years": 1456}
_OWN_WORDS = {"description_before", "breaks", "landlords", "made", "multiplier", "numerator", "denominator", "release"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How figures are made; level, spread between places, trend a year and shock of 2020 in the metric's own unit.

    Where the level differs by tier (`upper`, `lower`), spread, trend and shock are shares of it.  `dep`, `rural`,
    `old` and `dens` say how strongly the figure goes with deprivation, rurality, age and density (-1 to 1), `alike`
    how strongly with where places stand on the metric `like`.
    """

    kind: str
    of: str = "people"
    per: float = 1.0
    per_dep: float = 0.0
    growth: float = 0.0
    num: str = ""
    less: str = ""
    period: str = "financial"
    first: int = FIRST
    every: int = 1
    gaps: tuple[int, ...] = ()
    level: float = 0.0
    upper: float = 0.0
    lower: float = 0.0
    scale: str = ""
    spread: float = 0.0
    dep: float = 0.0
    rural: float = 0.0
    old: float = 0.0
    dens: float = 0.0
    like: str = ""
    alike: float = 0.0
    trend: float = 0.0
    shock: float = 0.0
    season: float = 0.0
    drift: float = 1.0
    wobble: float = 0.15
    n: float = 0.0
    sd: float = 0.0
    interval: bool = False
    suppress: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A break in a series: from when, by how much figures shift, since which release it is known, and why."""

    since: date
    shift: float
    why: str
    release: int = 1


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: what the engine of figures needs, and the definition as published."""

    name: str
    theme: str
    runs: str
    polarity: str
    nature: str
    multiplier: float
    decimals: int
    landlords: bool
    release: int
    breaks: tuple[Break, ...]
    recipe: Recipe
    words: dict[str, Any]

    @property
    def id(self) -> str:
        """The stable identifier, which says that the figures are fictional."""
        return ID.format(self.name)

    @property
    def has_interval(self) -> bool:
        """Whether 95% intervals are published."""
        return self.recipe.interval or self.recipe.kind == "survey"


def catalogue() -> dict[str, Metric]:
    """All metrics by name, in the order of the files."""
    folder = files(__package__) / "metrics"
    found: dict[str, Metric] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        theme = tomllib.loads(file.read_text("utf-8"))
        shared = {key: value for key, value in theme.items() if not isinstance(value, dict)}
        found |= {name: _metric(name, shared | own) for name, own in theme.items() if isinstance(own, dict)}
    return found


def _metric(name: str, words: dict[str, Any]) -> Metric:
    made = dict(words["made"])
    made["gaps"] = tuple(made.get("gaps", ()))
    recipe = Recipe(**made)
    value_type, multiplier, decimals, spoken = _unit(words["unit"])
    breaks = [Break(b["from"], b["shift"], b["why"], b.get("release", 1)) for b in words.get("breaks", ())]
    usual = {"value_type": value_type, "decimals": decimals, "spoken": spoken}
    words = {"nature": "service", "scheme": "neighbours", **usual, **words}
    return Metric(
        name=name,
        theme=words["theme"],
        runs=words["runs"],
        polarity=words["polarity"],
        nature=words["nature"],
        multiplier=float(words.get("multiplier", multiplier)),
        decimals=0 if words["value_type"] in ("count", "yes/no") else words["decimals"],
        landlords=words.get("landlords", recipe.of == "council_homes"),
        release=words.get("release", 1),
        breaks=tuple(breaks),
        recipe=recipe,
        words=words,
    )


def _unit(unit: str) -> tuple[str, float, int, str]:
    """Value type, multiplier, decimals and spoken unit that follow from a unit, unless an entry says otherwise."""
    if unit == "%":
        return "percentage", 100.0, 1, "per cent"
    if unit.startswith("per "):
        return "crude rate", float(unit.split()[1].replace(",", "")), 1, unit
    if unit.startswith("£"):
        return "money", 1.0, 2, unit.replace("£", "pounds")
    return "ratio", 1.0, 1, unit


def ticks(recipe: Recipe) -> list[Period]:
    """The periods for which figures are made, in order of time; rolling figures are later added up from these."""
    if recipe.period == "quarter":
        return [Period(add_months(FIRST_QUARTER, 3 * i), 3) for i in range(QUARTERS)]
    first = recipe.first - (ROLLING - 1) if recipe.period == "rolling" else recipe.first
    years = range(first, LAST + 1, recipe.every)
    if recipe.period in YEAR_STARTS:
        return [parse_iso(f"{year}-{YEAR_STARTS[recipe.period]}/P1Y") for year in years]
    spring = recipe.period < "04-01"  # a day in the last months of a financial year
    return [parse_iso(f"{year + spring}-{recipe.period}") for year in years]


def periods(recipe: Recipe) -> list[Period]:
    """The periods for which figures are published."""
    made = ticks(recipe)
    return [Period(p.start, 12 * ROLLING) for p in made[: 1 - ROLLING]] if recipe.period == "rolling" else made


def metrics_table(release: int) -> pl.DataFrame:
    """The definitions as a release has them."""
    rows = [_definition(metric, release) for metric in catalogue().values() if metric.release <= release]
    return pl.DataFrame(rows, schema=TABLES["metrics"].columns, strict=False)


def _definition(metric: Metric, release: int) -> dict[str, Any]:
    words = metric.words
    frequency = words.get("frequency", "quarterly" if metric.recipe.period == "quarter" else "annual")
    low, high = words.get("target", (None, None))
    known = [b for b in metric.breaks if b.release <= release]
    kinds = {"upper": "county, unitary", "lower": "district, unitary", "every": "county, district, unitary"}
    changed = "description_before" in words and release > 1
    before = "description_before" in words and not changed
    return {
        **{key: value for key, value in words.items() if key not in _OWN_WORDS and key in TABLES["metrics"].columns},
        "metric": metric.id,
        "description": words["description_before"] if before else words["description"],
        "spoken_unit": words["spoken"],
        "target_low": low,
        "target_high": high,
        "multiplier": metric.multiplier,
        "decimals": metric.decimals,
        "publisher": PUBLISHER,
        "licence": LICENCE,
        "caveat": " ".join(filter(None, (CAVEAT, words.get("caveat")))),
        "numerator_definition": words.get("numerator"),
        "denominator_definition": words.get("denominator"),
        "frequency": frequency,
        "period_type": periods(metric.recipe)[0].kind,
        "breaks": "; ".join(f"{b.since}: {b.why}" for b in known) or None,
        "applies_to": kinds[metric.runs],
        "method": _method(metric),
        "next_review": date(words["reviewed"].year + 1, words["reviewed"].month, words["reviewed"].day),
        "version": "2" if changed else "1",
        "last_update": PUBLISHED[release],
        "next_update": PUBLISHED[release] + timedelta(days=_DAYS_TO_NEXT[frequency]),
        "note": "Fictional",
    }


def _method(metric: Metric) -> str:
    if metric.polarity in ("none", "target"):
        return metric.polarity
    if metric.has_interval:
        return "interval"
    return {"share": "funnel", "rate": "funnel"}.get(metric.recipe.kind, "distance")
