"""How fictional people answer: by shares of each answer, and by a liking that moves them towards the first or last."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl
from scipy import stats

from sectorled.demonstration.world import Floats, Ints, World
from sectorled.warehouse.answers.codebook import survey_of
from sectorled.warehouse.answers.questions import Survey

Likes = Floats | float


@dataclass(frozen=True, slots=True)
class Script:
    """A codebook written by hand, and the shares that its answers are made from."""

    survey: Survey
    made: dict[str, Any]


def script(name: str, **answers: Sequence[tuple[int | str, str]]) -> Script:
    """The script of that name in this package; `answers` are codes and labels that follow from the world."""
    tree = tomllib.loads(text_of(f"{name}.toml"))
    made = tree.pop("made")
    for question in tree["questions"]:
        if question["id"] in answers:
            question["answers"] = [{"code": code, "label": label} for code, label in answers[question["id"]]]
    return Script(survey_of(name, tree), made)


def text_of(name: str) -> str:
    """A file of this package."""
    return (files(__package__) / name).read_text("utf-8")


def answered(shares: Sequence[float], likes: Likes, rng: np.random.Generator, n: int, *, exact: bool = False) -> Ints:
    """The place of the answer of each of `n` people: who likes more answers earlier, and shares are kept on average.

    With `exact` they are kept to the person.
    """
    felt = np.broadcast_to(likes, n) + rng.normal(size=n)
    if exact:
        rank = np.empty(n)
        rank[np.argsort(-felt)] = (np.arange(n) + 0.5) / n
    else:
        rank = stats.norm.sf((felt - felt.mean()) / np.sqrt(1 + np.var(np.broadcast_to(likes, n))))
    ends = np.cumsum(shares) / np.sum(shares)
    return np.minimum(np.searchsorted(ends, rank), len(shares) - 1)


def chosen(share: float, likes: Likes, rng: np.random.Generator, n: int) -> Ints:
    """1 where a person is among the `share` per cent, else 0."""
    return 1 - answered([share, 100 - share], likes, rng, n)


def regions(world: World) -> tuple[tuple[int, str], ...]:
    """The codes and names of the regions."""
    names = world.areas.filter(pl.col("kind") == "region").sort("code")["name"]
    return tuple(enumerate(names, start=1))


def region_codes(world: World, names: Sequence[str | None]) -> Ints:
    """The code of the region of that name, for each."""
    codes = {name: code for code, name in regions(world)}
    return np.array([codes[str(name)] for name in names])
