"""Prints docs/reference/how-sure.md from the kernels and from the simulated sector."""

import numpy as np
import pytest

from sectorled.analysis.certainty import MIN_HISTORY, noise_of_history
from sectorled.analysis.many import PAGE_LEVEL, SECTOR_LEVEL, benjamini_hochberg, expected_by_chance, holm, stands_out
from tests.analysis.simulated_sector import (
    GROUP,
    HISTORY_LENGTHS,
    PAGES,
    TESTS,
    World,
    power_of_history,
    share_found,
    share_of_empty_pages,
)
from tests.spec.printing import printed, table

SEED = 2026
CASES = [
    ("nothing differs, noise uneven between areas", World()),
    ("every area equally noisy", World(uneven=0.0)),
    ("areas' noise very uneven", World(uneven=0.6)),
    ("the other areas truly differ (SD of 2 standard errors), the council lies at their median", World(spread=2.0)),
    ("the other areas truly differ much (10 standard errors)", World(spread=10.0)),
    ("histories have odd years (t with 5 degrees of freedom)", World(tail=5)),
    ("histories remember (correlation of neighbouring years 0.5)", World(memory=0.5)),
]


@pytest.mark.slow
def test_the_reference_page_of_certainty_says_what_the_simulated_sector_shows():
    empty = [share_of_empty_pages(SEED, world, PAGES if world == World() else PAGES // 2) for _, world in CASES]
    found = {planted: share_found(SEED, planted) for planted in (1, 6)}
    power = {length: power_of_history(SEED, length) for length in HISTORY_LENGTHS}

    assert empty[0] >= 0.94
    assert min(share for share, _ in found.values()) >= 0.85
    assert sorted(power.values()) == list(power.values())
    sections = [INTRODUCTION, history(), many(), null(empty), planted(found), powers(power)]
    printed("how-sure", "\n\n".join(sections))


INTRODUCTION = f"""# How sure: is a difference more than chance?

This page is printed by a test from the code that works the figures out, simulations included.

For each metric the best kind available is used, and the page of a metric says which:

1. **Sampling.** Values have 95% intervals. The standard error is the distance from the value to the limit that faces
   the reference, over 1.96.
2. **Counts.** The value is a share or rate of separate events. Fisher's exact test (shares) or the exact conditional
   test (rates) of the area's counts against those of all others together. Tonnes, pounds and hours are not events.
3. **History.** Neither, but at least {MIN_HISTORY} values whose periods do not overlap. The noise is the robust scatter
   of the area's values about its own trend.
4. **None.** Chance is not assessed, words are positions, and nothing is called better or worse.

A kind is used where at least half of the group's areas with a value have what it needs; an area without it is not
compared. The reference is the group's figure without the area (the median for sampling and history, sum over sum for
counts), and the noise of the reference itself is allowed for. p is two-sided. For a target, an area is held against the
nearest value that lies as far from the target as the reference does. A change is held against the noise at both of its
ends by the same kinds; a trend has [its own tests](trend.md).

Better or worse is said where p is below the level, 5% by default, and the metric has a polarity. The tests say whether
chance explains a difference, not whether it matters: a real difference may be too small to."""


def history():
    random = np.random.default_rng(5)
    values = np.round(20 + 0.5 * np.arange(10) + random.normal(size=(1, 4, 10)) * [[[1], [1], [1], [3]]], 1)
    odd = values.copy()
    odd[0, 0, 4] += 15
    rows = []
    for name, series in (("as they are", values), ("with 15 added to one year of the first", odd)):
        noise = noise_of_history(series)
        shown = ", ".join(f"{sd:.2f}" for sd in noise.below[0])
        rows.append([name, shown, f"{noise.degrees[0, 0]:.1f}"])
    return f"""## Noise from history

Residuals about the area's own Theil-Sen line; those beyond three robust standard deviations are drawn in to there, so
that one odd year does not hide the rest. Ten values say little about their own scatter, so the areas of a group lend
each other strength (empirical Bayes, Smyth 2004), less where they scatter unlike each other and never more than 16
degrees of freedom, and p comes from the t distribution with what results. An area whose values never vary has no noise
that could be told. Four areas, ten years, drifting; the fourth three times as noisy:

{table(["series", "noise of each", "degrees of freedom:"], rows)}"""


def many():
    p = np.array([0.0004, 0.012, 0.018, 0.03, 0.21, 0.5, 0.62, 0.74, 0.9, 0.97])
    rows = [
        [f"{one:g}", f"{bh:.4f}", f"{step:.4f}", "stands out" if out else ""]
        for one, bh, step, out in zip(p, benjamini_hochberg(p), holm(p), stands_out(p), strict=True)
    ]
    return f"""## Many tests on one page

What stands out on a council's page is controlled over the page's tests (Benjamini-Hochberg at {PAGE_LEVEL:.0%}): where
nothing differs, at most one page in twenty shows anything. Lists of movers across the sector use {SECTOR_LEVEL:.0%}.
A table that marks each metric at its own 5% says how many marks chance alone would give: of ten tests
{expected_by_chance(p)}, of {TESTS} tests {TESTS * 0.05:g}.

{table(["p", "adjusted (Benjamini-Hochberg):", "adjusted (Holm):", ""], rows)}"""


def null(empty):
    rows = [[name, f"{share:.1%}"] for (name, _), share in zip(CASES, empty, strict=True)]
    return f"""## The simulated sector: nothing differs

{PAGES:,} pages ({PAGES // 2:,} in the variations), each of one council in a group of {GROUP} by {TESTS} tests: a third
each of sampling, counts (shares and rates, from ten cases to tens of thousands) and history (8, 12 and 20 points). The
share of pages on which nothing stands out should be 95% or more; the last two rows break what the history kind
assumes, and show what that costs.

{table(["world", "empty pages:"], rows)}"""


def planted(found):
    rows = [[count, f"{share:.1%}", f"{false:.1%}"] for count, (share, false) in found.items()]
    return f"""## The simulated sector: some things differ

Differences of five known standard errors (of the council's own value), planted among the sampling and counts tests of
{PAGES:,} pages of {TESTS} tests.

{table(["planted on each page:", "found:", "false among what stands out:"], rows)}"""


def powers(power):
    rows = [[length, f"{share:.0%}"] for length, share in power.items()]
    return f"""## The power of history

The share of differences of five true standard errors that would stand out were each the only one on a page of {TESTS}
tests.

{table(["points of history:", "found:"], rows)}"""
