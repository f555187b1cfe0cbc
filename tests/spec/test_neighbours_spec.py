"""Prints docs/reference/neighbours.md from the kernels."""

import numpy as np

from sectorled.analysis.neighbours import (
    CLOSENESS,
    NOT_CLOSE,
    RESAMPLES,
    closeness,
    distances,
    drivers,
    nearest,
    stability,
    standardised,
)
from tests.spec.printing import printed, table

_ = float("nan")
AREAS = ["Amber", "Birch", "Cedar", "Dell", "Elder"]
VARIABLES = ["density", "over 65", "income", "born abroad"]
TABLE = np.array([[12, 18, 31, 9], [14, 17, 30, 11], [40, 12, 35, 28], [11, 24, 29, _], [13, 19, 40, 8]], float)


def test_the_reference_page_of_neighbours_says_what_the_kernels_do():
    printed("neighbours", "\n\n".join([INTRODUCTION, worked(), closeness_words(), why()]))


INTRODUCTION = f"""# Neighbours: which areas are statistically near

This page is printed by a test from the code that works the figures out.

Each variable is made a z-score over the areas given (population standard deviation; the sample's on request; on request
with both ends drawn in to a quantile). The distance is the root of the weighted sum of squared differences. Where one
of two areas lacks a variable, the sum over the shared ones is scaled up to all, and the share missing is shown. A
variable that does not vary counts for nothing. Only councils of the same kind are chosen unless asked otherwise,
nobody is its own neighbour, and a metric that is being compared is never among the variables. Stability is the share of
{RESAMPLES} resamples of the variables in which the neighbour stays among the nearest."""


def worked():
    z = standardised(TABLE)
    found = distances(z)
    stable = stability(z, 0, 2, seed=1)
    rows = [
        [
            AREAS[i],
            f"{found.distance[0, i]:.6f}",
            f"{found.typical[0, i]:.3f}",
            closeness(float(found.typical[0, i])),
            f"{found.missing_share[0, i]:.0%}",
            f"{stable[i]:.0%}",
        ]
        for i in nearest(found.distance, 4)[0]
    ]
    inputs = [
        [area, *("none" if np.isnan(v) else f"{v:g}" for v in row)] for area, row in zip(AREAS, TABLE, strict=True)
    ]
    return f"""## A worked example

{table(["area", *(f"{v}:" for v in VARIABLES)], inputs)}

The nearest of {AREAS[0]}, with how often each is among the two nearest:

{table(["area", "distance:", "typical difference:", "in words", "missing:", "stability:"], rows)}"""


def closeness_words():
    rows = [[f"up to {most:g}", word] for most, word in CLOSENESS] + [["beyond", NOT_CLOSE]]
    return f"""## Closeness in words

By the typical difference in one variable (the root mean square), in standard deviations, so that words mean the same
however many variables there are. Two areas drawn at random differ by about 1.4.

{table(["typical difference", "word"], rows)}"""


def why():
    found = drivers(standardised(TABLE), 0, 2)
    rows = [
        [VARIABLES[v], f"{share:.0%}", f"{difference:+.2f}"]
        for v, share, difference in zip(found.variables, found.share, found.difference, strict=True)
    ]
    return f"""## What sets two areas apart

{AREAS[2]} beside {AREAS[0]}: the share of the squared distance that each variable adds, and by how many standard
deviations {AREAS[2]} lies above or below.

{table(["variable", "share:", "difference:"], rows)}"""
