"""Prints docs/reference/intervals.md from the kernels."""

import numpy as np

from sectorled.analysis import words
from sectorled.analysis.arrays import floats
from sectorled.analysis.funnel import additive, multiplicative, proportion_error, proportion_funnel, rate_funnel
from sectorled.analysis.intervals import Interval, count_interval, rate_interval, verdicts, wilson, z_value
from sectorled.analysis.standing import Judgement, Polarity
from tests.spec.printing import printed, table

_ = float("nan")


def limits(interval, digits=7):
    return [f"{float(np.ravel(limit)[0]):.{digits}g}" for limit in interval]


def test_the_reference_page_of_intervals_says_what_the_kernels_do():
    sections = (proportions, counts, comparisons, funnels, over_dispersion)
    printed("intervals", "\n\n".join([INTRODUCTION, *(section() for section in sections)]))


INTRODUCTION = f"""# Intervals, verdicts and funnels

This page is printed by a test from the code that works the figures out. Normal quantiles are exact: {z_value(0.95):.6f}
for 95% and {z_value(0.998):.6f} for 99.8%."""


def proportions():
    examples = [(65, 100, 0.95), (65, 100, 0.998), (0, 20, 0.95), (20, 20, 0.95)]
    rows = [[x, n, f"{level:.1%}", *limits(wilson(x, n, level=level))] for x, n, level in examples]
    return f"""## Proportions: Wilson's score interval

{table(["cases:", "people:", "level:", "lower:", "upper:"], rows)}"""


def counts():
    examples = [(0, 0.95), (9, 0.95), (10, 0.95), (65, 0.95), (65, 0.998)]
    rows = [[x, f"{level:.1%}", *limits(count_interval(x, level=level), 10)] for x, level in examples]
    rate = limits(rate_interval(65, 100, multiplier=1000))
    return f"""## Counts and rates: exact below 10 cases, Byar's approximation from 10

{table(["cases:", "level:", "lower:", "upper:"], rows)}

The limits of a rate are those of its count over the denominator: 65 in 100, per 1,000, from {rate[0]} to {rate[1]}.
What cannot be (a negative count, a denominator of 0, more cases than people in a proportion) has no interval."""


def comparisons():
    examples = [
        (2, 4, 5, Polarity.LOW, (_, _)),
        (2, 4, 5, Polarity.HIGH, (_, _)),
        (2, 4, 4, Polarity.LOW, (_, _)),
        (6, 9, 11, Polarity.TARGET, (5, 10)),
        (12, 14, 13, Polarity.TARGET, (5, 10)),
        (2, 4, 5, Polarity.NONE, (_, _)),
        (_, _, 5, Polarity.LOW, (_, _)),
        (2, 4, _, Polarity.LOW, (_, _)),
    ]
    rows = []
    for lower, upper, reference, polarity, target in examples:
        judgement = Judgement.uniform(1, polarity, *target)
        found = verdicts(Interval(floats([[lower]]), floats([[upper]])), [[reference]], judgement)
        good = polarity.name.lower() if polarity != Polarity.TARGET else f"{target[0]} to {target[1]}"
        ends = ["none" if np.isnan(v) else f"{v:g}" for v in (lower, upper, reference)]
        rows.append([*ends, good, words.verdict_words(found[0, 0])])
    return f"""## Comparison with a reference

Better or worse is said only where the whole interval lies on one side of the reference; a reference on a limit is
inside. For a target the question is which lies nearer to it. An area is not compared with itself: the reference is that
of the group without it. With two levels, beyond the 95% interval is better or worse, beyond the 99.8% interval best or
worst.

{table(["lower:", "upper:", "reference:", "good is", "in words"], rows)}"""


def funnels():
    rows = [[f"{n:,}", *limits(proportion_funnel(12.83795, n, multiplier=100), 5)] for n in (50, 1339, 20_000)]
    rates = [[f"{n:,}", *limits(rate_funnel(5.0, n, multiplier=1000), 5)] for n in (200, 2000, 20_000)]
    return f"""## Funnel limits

How far from the reference chance alone takes an area of a given size. A value lies beyond its limits exactly where its
own interval (Wilson's, the exact one for a count) excludes the reference.

Proportions: score limits, cut off at nobody and everybody. Reference 12.83795%, 95%:

{table(["people:", "lower, %:", "upper, %:"], rows)}

Rates: exact Poisson limits. Reference 5 per 1,000, 95%:

{table(["people:", "lower:", "upper:"], rates)}"""


def over_dispersion():
    n = np.array([[400.0, 600, 900, 1200, 1500, 2000, 2500, 3000, 4000, 6000]])
    values = floats([[31, 22, 24, 16, 20, 26, 17, 23, 18, 21]])
    error = proportion_error(20.0, n, 100)
    factor, between = (estimate(values, 20.0, error) for estimate in (multiplicative, additive))
    kinds = [("chance alone", {}), ("multiplicative", {"dispersion": factor}), ("additive", {"dispersion": between})]
    rows = [[name, *limits(proportion_funnel(20.0, n, multiplier=100, **wider), 5)] for name, wider in kinds]
    found = f"factor {factor.factor[0, 0]:.4f}, variance between areas {between.between[0, 0]:.4f}"
    return f"""### Over-dispersion

Where areas scatter more widely than chance, the limits can be widened (a switch; Spiegelhalter 2005): by a factor, the
mean squared z-score, or by a variance between areas (method of moments). Both are estimated from z-scores winsorised by
10% at each end, and never narrow.

Ten areas with 400 to 6,000 people and {", ".join(f"{v:g}" for v in values[0])}%, reference 20%: {found}.
Limits of the first:

{table(["limits", "lower, %:", "upper, %:"], rows)}"""
