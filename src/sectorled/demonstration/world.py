"""The fictional nation of Merrowland: its areas over time, and what each place in it is like.

Everything is worked out for *places*, the smallest territories that never change.  An area is a set of places: a
district one, a county those of its districts, a merged council those of its predecessors, a council that was split
those of its successors.  So counts add up over tiers and across reorganisations because they are counted once.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import polars as pl

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Layers = dict[str, Ints]  # "place", or the work of the "upper" and the "lower" tier apart; arrays [places, years]

NATION = "Merrowland"
FIRST_YEAR, LAST_YEAR = 2010, 2025
LIVELY = ("newtown", "city")  # characters of places that grow fast
HOMES_PER_HOUSEHOLD = 1.035
# of the work of the upper and of the lower tier, for each person
PER_PERSON = {"staff": (0.0105, 0.0031), "contacts": (0.9, 1.6), "councillors": (1 / 10500, 1 / 3600)}
FIFTH = 0.2  # of all people live in the most deprived fifth of neighbourhoods
COUNCILS = ("unitary", "county", "district")
UPPER, LOWER = ("unitary", "county"), ("unitary", "district")  # the kinds of council that do the work of each tier

# what places of a character are like: deprivation, rurality and age (0 typical), people a square kilometre, share rural
CHARACTERS: dict[str, tuple[float, float, float, float, float]] = {
    "city": (0.8, -1.3, -1.3, 3600, 0.005),
    "town": (0.3, -0.4, 0.0, 1500, 0.08),
    "port": (0.9, -0.9, -0.3, 2700, 0.02),
    "mill": (1.0, -0.6, -0.4, 2100, 0.05),
    "coast": (0.5, 0.3, 1.4, 850, 0.2),
    "newtown": (0.1, -0.7, -0.8, 1900, 0.06),
    "suburb": (-0.7, -0.8, 0.1, 2500, 0.04),
    "market": (-0.5, 0.7, 0.6, 270, 0.4),
    "commuter": (-1.3, 0.3, 0.3, 420, 0.3),
    "rural": (-0.2, 1.6, 0.9, 95, 0.7),
}


@dataclass(frozen=True)
class World:
    """Areas, and of every place its traits (0 typical, 1 a standard deviation) and counts [places, years]."""

    seed: int
    areas: pl.DataFrame
    successions: pl.DataFrame
    councils: tuple[str, ...]
    places: tuple[str, ...]
    holds: Ints  # [councils, places]: 1 where the place lies in the council's area
    upper_unit: Ints  # for each place the number of the council that runs its upper-tier services
    traits: dict[str, Floats]
    counts: dict[str, Layers]

    def rng(self, *what: str) -> np.random.Generator:
        """Random numbers for one purpose, which no other purpose disturbs."""
        return np.random.default_rng([self.seed, crc32("/".join(what).encode())])

    def column(self, name: str) -> list[str | None]:
        """One column of the areas, in the order of `councils`."""
        values = dict(self.areas.select("code", name).iter_rows())
        return [values[code] for code in self.councils]


def make_world(seed: int) -> World:
    """The world that this seed gives: names and dates are always the same, traits and counts follow the seed."""
    raw, successions = read_csv("areas"), read_csv("successions").with_columns(pl.col("date").str.to_date())
    people = raw.filter(pl.col("character") != "").sort("code")
    councils = tuple(raw.filter(pl.col("kind").is_in(COUNCILS)).sort("code")["code"])
    places = tuple(people["code"])
    inside = _places_of(raw, successions)
    holds = np.array([[int(place in inside[code]) for place in places] for code in councils])
    counties = [councils.index(c) for c in raw.filter(pl.col("kind") == "county").sort("code")["code"]]
    upper = [next((c for c in counties if holds[c, p]), councils.index(code)) for p, code in enumerate(places)]
    rng = np.random.default_rng([seed, crc32(b"world")])
    traits = _traits(people, rng)
    counts = _counts(people, traits, rng)
    traits["capacity"] = _standard(rng.normal(size=len(places)))
    traits["upper_capacity"] = _standard(rng.normal(size=len(councils)))[upper]
    return World(seed, _areas(raw), successions, councils, places, holds, np.array(upper), traits, counts)


@cache
def read_csv(name: str) -> pl.DataFrame:
    """One of the hand-written tables of this package, as text."""
    text = (files(__package__) / f"{name}.csv").read_bytes()
    return pl.read_csv(text, infer_schema=False).fill_null("")


def _areas(raw: pl.DataFrame) -> pl.DataFrame:
    blank = pl.all().replace("", None)
    table = raw.select("code", "name", "kind", "start", "end", "parent").with_columns(blank)
    parent, name = (dict(table.select("code", other).iter_rows()) for other in ("parent", "name"))
    region = {code: above(code, parent, "X12") for code in parent}
    return table.with_columns(
        pl.col("code").replace_strict({c: name.get(r) for c, r in region.items()}).alias("region"),
        pl.lit(NATION).alias("nation"),
        pl.col("start", "end").str.to_date(),
    ).sort("code")


def above(code: str | None, parent: dict[str, str | None], prefix: str) -> str | None:
    """The area itself, or the nearest one above it, whose code begins with `prefix`."""
    while code is not None and not code.startswith(prefix):
        code = parent[code]
    return code


def _places_of(raw: pl.DataFrame, successions: pl.DataFrame) -> dict[str, frozenset[str]]:
    leaves = set(raw.filter(pl.col("character") != "")["code"])
    parts: dict[str, list[str]] = {code: [] for code in raw["code"]}
    for code, parent in raw.select("code", "parent").iter_rows():
        if parent.startswith("X10"):
            parts[parent].append(code)
    for old, new, kind in successions.select("predecessor", "successor", "kind").iter_rows():
        whole, part = (old, new) if kind == "split" else (new, old)
        parts[whole].append(part)

    def places(code: str) -> frozenset[str]:
        return frozenset({code}) if code in leaves else frozenset().union(*(places(part) for part in parts[code]))

    return {code: places(code) for code in parts}


def _traits(people: pl.DataFrame, rng: np.random.Generator) -> dict[str, Floats]:
    typical = np.array([CHARACTERS[character] for character in people["character"]])
    n = len(typical)
    density = typical[:, 3] * rng.lognormal(0, 0.25, n)
    rural_share = np.clip(typical[:, 4] * rng.lognormal(0, 0.25, n), 0.002, 0.9)
    return {
        "dep": _standard(typical[:, 0] + rng.normal(0, 0.4, n)),
        "rural": _standard(typical[:, 1] + rng.normal(0, 0.25, n)),
        "old": _standard(typical[:, 2] + rng.normal(0, 0.3, n)),
        "dens": _standard(np.log(density)),
        "people_per_km2": density,
        "rural_share": rural_share,
    }


def _standard(x: Floats) -> Floats:
    return np.asarray((x - x.mean()) / x.std())


def _counts(people: pl.DataFrame, traits: dict[str, Floats], rng: np.random.Generator) -> dict[str, Layers]:
    """Everything that is counted, by name and layer of work."""
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1, dtype=np.float64) - 2013
    constant = np.ones_like(years)
    start = people["thousands"].cast(pl.Float64).to_numpy() * 1000
    lively = np.isin(people["character"].to_numpy(), LIVELY) * 0.004
    growth = 0.0045 + lively + rng.normal(0, 0.002, len(start))
    population = _whole(start * rng.uniform(0.985, 1.015, len(start)), np.exp(growth[:, None] * years))
    place = _people(population, traits, rng, years) | _homes(population, traits, rng, growth)
    landlord = (people["landlord"] == "yes").to_numpy() * rng.uniform(0.09, 0.2, len(start))
    place["council_homes"] = _whole(place["dwellings"], landlord[:, None] * np.exp(-0.004 * years))
    place["roads_km"] = _whole(population, 0.0051 * np.exp(0.5 * traits["rural"][:, None]) * constant)
    place["km2"] = _whole(np.maximum(1, np.rint(start / traits["people_per_km2"])), constant)
    tiers = {
        name: {"upper": _whole(population, upper * constant), "lower": _whole(population, lower * constant)}
        for name, (upper, lower) in PER_PERSON.items()
    }
    return {name: {"place": counts} for name, counts in place.items()} | tiers


def _people(population: Ints, traits: dict[str, Floats], rng: np.random.Generator, years: Floats) -> dict[str, Ints]:
    dep, old, rural_share = (traits[name][:, None] for name in ("dep", "old", "rural_share"))
    older = _whole(population, 0.181 + 0.034 * old + 0.0024 * years)
    children = _whole(population, 0.212 - 0.014 * old + 0.004 * dep - 0.0006 * years)
    deprived_share = 1 / (1 + np.exp(1.85 - 1.3 * dep - rng.normal(0, 0.25, dep.shape)))
    deprived_share *= FIFTH * population.sum() / (population * deprived_share).sum()
    return {
        "people": population,
        "older": older,
        "children": children,
        "adults": population - children,
        "working": population - children - older,
        "pupils": _whole(children, 0.635 * np.ones_like(years)),
        "rural_people": _whole(population, rural_share * np.ones_like(years)),
        "deprived_people": _whole(population, deprived_share * np.ones_like(years)),
    }


def _homes(population: Ints, traits: dict[str, Floats], rng: np.random.Generator, growth: Floats) -> dict[str, Ints]:
    """Households and homes; homes of a year are those of the year before and what was added in it."""
    size = 2.37 - 0.07 * traits["old"][:, None] - 0.002 * np.arange(FIRST_YEAR - 2013, LAST_YEAR - 2012)
    households = _whole(population, 1 / size)
    added = np.maximum(0.001, 0.0035 + growth[:, None] + rng.normal(0, 0.002, population.shape))
    built = np.hstack([np.zeros((len(population), 1)), np.cumsum(added, axis=1)])
    homes = _whole(households[:, 0] * HOMES_PER_HOUSEHOLD, np.exp(built))
    return {"households": households, "dwellings": homes[:, :-1], "homes_added": np.diff(homes, axis=1)}


def _whole(base: npt.NDArray[Any], factor: Floats) -> Ints:
    """Whole numbers [places, years] from a base a place (or a place and year) and a factor."""
    across = base if base.ndim == 2 else base[:, None]
    return np.asarray(np.rint(across * factor), np.int64)
