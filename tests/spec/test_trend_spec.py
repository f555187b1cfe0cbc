"""Prints docs/reference/trend.md from the kernels."""

import numpy as np

from sectorled.analysis.deflate import real_terms
from sectorled.analysis.in_year import MIN_CHART_POINTS, change_on_last_year, control_chart, rolling_sum
from sectorled.analysis.trend import (
    PUBLISHED_SIGNIFICANCE,
    SIGNIFICANCE,
    TOO_FEW_POINTS,
    cochran_armitage,
    mann_kendall,
    recent_trend,
)
from tests.spec.printing import printed, table

_ = float("nan")
DIRECTIONS = {1: "higher", -1: "lower", 0: "same"}


def test_the_reference_page_of_trends_says_what_the_kernels_do():
    printed("trend", "\n\n".join([INTRODUCTION, exact(), recent(), counts(), in_year(), money()]))


def overlapping():
    """How often the test rejects on noise rolled over three periods, eight points that overlap."""
    noise = np.random.default_rng(8).normal(size=(40_000, 10))
    return mann_kendall(rolling_sum(noise, periods=3)[:, 2:]).significant().mean()


INTRODUCTION = f"""# Trend: direction of travel

This page is printed by a test from the code that works the figures out.

A trend is told from the unbroken run of values that ends in the period looked at, never across a gap. With too few of
them the answer is "{TOO_FEW_POINTS}". Periods that overlap (three-year rolling figures) are
thinned, from the latest back, to periods that do not: on noise, eight overlapping points would reject
{overlapping():.0%} of the time instead of at most 5%. The level of every test is {SIGNIFICANCE:.0%} unless set
otherwise."""


def listed(values):
    return ", ".join("none" if np.isnan(v) else f"{v:g}" for v in values)


def exact():
    examples = [
        [1, 2, 3, 4, 5],
        [1, 2, 2, 4, 5],
        [5, 4, 3, 2, 1],
        [1, 1, 1, 1, 1],
        [1, _, 2, 3, 4],
        [3, _, 1, 2, 3, 4, 5],
        [12, 14, 13, 15, 17, 16, 18, 19],
    ]
    rows = []
    for values in examples:
        found = mann_kendall(np.array([values], float))
        if np.isnan(found.p[0]):
            rows.append([listed(values), found.n[0], "", "", "", TOO_FEW_POINTS])
            continue
        said = DIRECTIONS[int(found.direction[0])] if found.significant()[0] else "no trend beyond chance"
        rows.append([listed(values), found.n[0], found.s[0], f"{found.p[0]:.4f}", f"{found.slope[0]:.4g}", said])
    four = mann_kendall(np.array([[1.0, 2, 3, 4]]), min_points=4).p[0]
    return f"""## Any series: Mann-Kendall, exactly

S is the number of pairs that rise less the number that fall. p is the share of all orders of the same values whose S
is at least as far from 0, worked out exactly, ties included; the normal approximation is not used. The slope is
Theil and Sen's: the median of the slopes of all pairs. Four points can never be significant (the smallest p is
{four:.3f}), five only in a perfect run. Values equal to nine decimals are ties.

{table(["values", "points:", "S:", "p:", "slope:", "says"], rows)}"""


def recent():
    values = [24.67, 24.6, 28, 30.2, 30.6]
    limits = [(23.16, 26.25), (23.15, 26.19), (26.44, 29.64), (28.63, 31.9), (28.98, 32.25)]
    jump = [1.0, 1.01, 1.0, 0.99, 9.0]
    rows = []
    for points, ends in ((values, limits), (jump, [(v - 0.1, v + 0.1) for v in jump])):
        arrays = [np.array([column], float) for column in (points, *zip(*ends, strict=True))]
        found = recent_trend(*arrays, level=PUBLISHED_SIGNIFICANCE)
        shown = ", ".join(f"{v:g} ({low:g} to {high:g})" for v, (low, high) in zip(points, ends, strict=True))
        rows.append([shown, f"{found.slope[0]:.4f}", f"{found.chi_square[0]:.4f}", verdict(found)])
    return f"""## Values with 95% intervals: the published recent trend

The latest five unbroken annual points. Standard error s = (upper - lower) / 3.92, weight 1 / s²; the weighted slope
over its standard error, squared, is held against chi-square with one degree of freedom. Significant if p is below the
level and the slope keeps its sign whichever point is left out. The publishers' own level is {PUBLISHED_SIGNIFICANCE},
used in this table.

{table(["values", "slope:", "chi-square:", "says"], rows)}"""


def verdict(found):
    return DIRECTIONS[int(found.direction[0])] if found.significant[0] else "not significant"


def counts():
    rising = [(994, 40299), (1023, 41527), (1199, 42811), (1332, 44064), (1367, 44701)]
    rows = []
    for pairs in (rising, rising[::-1], [(0, 50)] * 5):
        found = cochran_armitage(*(np.array([c], float) for c in zip(*pairs, strict=True)))
        shown = ", ".join(f"{x}/{n}" for x, n in pairs)
        rows.append([shown, f"{found.chi_square[0]:.4f}", f"{found.p[0]:.2g}", verdict(found)])
    return f"""## Proportions with their counts: Cochran-Armitage

The latest five points again; the sign of the slope is kept, so that a rising proportion never reads falling.

{table(["cases of people", "chi-square:", "p:", "says"], rows)}"""


def in_year():
    quarters = np.array([[10, 14, 12, 9, 11, 13, 15, 10]], float)
    charted = np.array([[10, 12, 11, 13, 10, 12, 11, 13, 10, 12, 11, 30.0]])
    chart = control_chart(charted)
    rows = [
        ["same quarter last year", listed(quarters[0]), listed(change_on_last_year(quarters)[0])],
        ["rolling four quarters (sum)", listed(quarters[0]), listed(rolling_sum(quarters)[0])],
    ]
    limits = f"{chart.lower[0]:.2f} and {chart.upper[0]:.2f}"
    return f"""## Within the year

{table(["figure", "quarters", "gives"], rows)}

A control chart (XmR) needs {MIN_CHART_POINTS} points: mean plus and minus 2.66 times the mean moving range. Signals are
a value outside the limits, and eight in succession on one side of the mean.

For {listed(charted[0])}: mean {chart.mean[0]:.2f}, limits {limits}, outside: {listed(charted[chart.outside])}."""


def money():
    found = real_terms(np.array([[100.0, 110, 120]]), np.array([90.0, 95, 100]), 2)
    return f"""## Real terms

value x deflator(base) / deflator(t), with a deflator that has a name and a version. 100, 110 and 120 pounds with
deflators 90, 95 and 100, in the prices of the last year: {", ".join(f"{v:.2f}" for v in found[0])}."""
