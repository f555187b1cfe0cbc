"""A simulated sector in which it is known what differs: pages of tests on which nothing does, or a few things do.

A page is one council's: the area at position 0 of a group of GROUP areas, by TESTS metrics, a third each of the kinds
sampling, counts and history.  Everything else about the metrics varies: how noisy, how many cases, how long a history,
and how unlike each other the areas' noise is.
"""

from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Bools, Floats
from sectorled.analysis.certainty import (
    Family,
    Noise,
    against_others,
    counts_against_others,
    noise_of_history,
    noise_of_intervals,
)
from sectorled.analysis.many import stands_out
from sectorled.analysis.standing import Judgement, Polarity

TESTS, GROUP, PAGES = 120, 16, 2_000
HISTORY_LENGTHS = (8, 12, 20)
STANDARD_ERRORS = 5.0  # their size


@dataclass(frozen=True, slots=True)
class World:
    """How areas differ when nothing differs for the council looked at.

    `spread` is the standard deviation of the true levels of the *other* areas, in standard errors (the council lies at
    their median); `uneven` that of the logarithm of the areas' noise; `tail` the degrees of freedom of the t that noise
    of the history kind follows (None: normal); `memory` its correlation from one period to the next.
    """

    spread: float = 0.0
    uneven: float = 0.3
    tail: int | None = None
    memory: float = 0.0


def sampling_p(random: np.random.Generator, cells: int, world: World, shift: float | Floats = 0.0) -> Floats:
    """p of the council for `cells` metrics with known standard errors; `shift` is its true difference in them."""
    errors = np.exp(world.uneven * random.normal(size=(cells, GROUP)))
    values = _levels(random, cells, world) + errors * random.normal(size=errors.shape)
    values[:, 0] += shift * errors[:, 0]
    noise = noise_of_intervals(values, values - 1.959964 * errors, values + 1.959964 * errors)
    return _council(values, noise)


def counts_p(random: np.random.Generator, cells: int, shift: float | Floats = 0.0) -> Floats:
    """p of the council for `cells` metrics of counts, shares and rates by turns, from a few cases to thousands.

    The test takes the other areas together, so they are drawn together.
    """
    shares = np.arange(cells) % 2 == 0
    people = np.rint(10 ** random.uniform(2.5, 5, size=cells) * np.exp(0.5 * random.normal(size=(GROUP, cells))))
    risk = 10 ** random.uniform(-1.5, -0.3, size=cells)
    error = np.sqrt(risk * np.where(shares, 1 - risk, 1.0) / people[0])
    cases = []
    for n, at in ((people[0], np.minimum(risk + shift * error, 0.95)), (people[1:].sum(axis=0), risk)):
        cases.append(np.where(shares, random.binomial(n.astype(int), at), random.poisson(n * at)))
    found = counts_against_others(
        np.array(cases, float).T,
        np.array([people[0], people[1:].sum(axis=0)]).T,
        np.where(shares, Family.SHARE, Family.RATE).astype(np.int8),
        Judgement.uniform(cells, Polarity.NONE),
        multiplier=np.ones(cells),
    )
    return found.p[:, 0]


def history_p(random: np.random.Generator, cells: int, world: World, length: int, shift: float = 0.0) -> Floats:
    """p of the council for `cells` metrics of which only `length` periods are known, drifting each its own way."""
    errors = np.exp(world.uneven * random.normal(size=(cells, GROUP)))
    noise = _noise(random, (cells, GROUP, length), world)
    slopes = random.normal(0, 0.5, size=(cells, GROUP, 1))
    history = (
        errors[:, :, None] * (noise + slopes * np.arange(1 - length, 1)) + _levels(random, cells, world)[:, :, None]
    )
    history[:, 0] += shift * errors[:, :1]
    return _council(history[:, :, -1], noise_of_history(history))


def pages(random: np.random.Generator, count: int, world: World, planted: int = 0) -> tuple[Floats, Bools]:
    """p-values [count, TESTS] and where a difference was planted: among tests whose standard error is known."""
    third = TESTS // 3
    true = np.zeros((count, TESTS), bool)
    places = random.permuted(np.tile(np.arange(2 * third), (count, 1)), axis=1)[:, :planted]
    np.put_along_axis(true, places, values=True, axis=1)
    shifts = STANDARD_ERRORS * true[:, : 2 * third]
    parts = [
        sampling_p(random, count * third, world, shifts[:, :third].ravel()),
        counts_p(random, count * third, shifts[:, third:].ravel()),
    ]
    tests = [part.reshape(count, third) for part in parts]
    for columns, length in zip(np.array_split(np.arange(third), len(HISTORY_LENGTHS)), HISTORY_LENGTHS, strict=True):
        tests.append(history_p(random, count * len(columns), world, length).reshape(count, -1))
    return np.concatenate(tests, axis=1), true


def share_of_empty_pages(seed: int, world: World, count: int = PAGES) -> float:
    """On how many pages nothing stands out when nothing differs."""
    p, _ = pages(np.random.default_rng(seed), count, world)
    return float((~stands_out(p).any(axis=1)).mean())


def share_found(seed: int, planted: int, count: int = PAGES) -> tuple[float, float]:
    """The share of planted differences of five known standard errors that stand out, and the share of false finds."""
    p, true = pages(np.random.default_rng(seed), count, World(), planted)
    found = stands_out(p)
    return float(found[true].mean()), float((found & ~true).sum() / found.sum())


def power_of_history(seed: int, length: int, cells: int = 20_000) -> float:
    """The share of differences of five standard errors that one history test of a page of TESTS alone would show."""
    random = np.random.default_rng(seed)
    p = history_p(random, cells, World(), length, STANDARD_ERRORS)
    return float((p <= 0.05 / TESTS).mean())


def _levels(random: np.random.Generator, cells: int, world: World) -> Floats:
    """True levels: the other areas', and the council's at their median."""
    levels = world.spread * random.normal(size=(cells, GROUP))
    levels[:, 0] = np.median(levels[:, 1:], axis=1)
    return levels


def _noise(random: np.random.Generator, shape: tuple[int, ...], world: World) -> Floats:
    """Noise of unit variance along the last axis."""
    noise = random.normal(size=shape) if world.tail is None else random.standard_t(world.tail, size=shape)
    if world.tail is not None:
        noise /= np.sqrt(world.tail / (world.tail - 2))
    for t in range(1, shape[-1]):
        noise[..., t] = world.memory * noise[..., t - 1] + np.sqrt(1 - world.memory**2) * noise[..., t]
    return noise


def _council(values: Floats, noise: Noise) -> Floats:
    return against_others(values, noise, Judgement.uniform(len(values), Polarity.NONE)).p[:, 0]
