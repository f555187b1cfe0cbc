"""Prints docs/reference/survey-estimates.md from the engine, beside what R says of the same sample."""

import numpy as np

from sectorled.analysis.survey.means import by_domain, mean, ratio, shares, total
from sectorled.analysis.survey.models import fitted, linear, logistic
from sectorled.analysis.survey.proportions import ProportionInterval, interval_of_proportion
from sectorled.analysis.survey.quantiles import quantiles
from tests.analysis.survey.made import columns, designs, figures
from tests.spec.printing import printed, table

INTERVALS = {
    ProportionInterval.LOGIT: "t on the log odds of a logistic model, turned back. The default: stays within 0 and 1",
    ProportionInterval.LIKELIHOOD: "the scaled likelihood ratio of that model, inverted (Rao and Scott 1984)",
    ProportionInterval.ARCSINE: "t on the arcsine of the root, turned back",
    ProportionInterval.BETA: "Clopper and Pearson's with the effective size (Korn and Graubard 1998): cautious",
    ProportionInterval.MEAN: "t on the share itself: may pass 0 or 1",
    ProportionInterval.XLOGIT: "the logit by the delta method, from the effective size",
}
CASES = [(0.5, 0.05, 400), (0.93, 0.02, 200), (0.03, 0.015, 120)]


def test_the_reference_page_of_estimates_says_what_the_engine_does():
    printed("survey-estimates", "\n\n".join([INTRODUCTION, simple(), proportions(), middles(), models()]))


INTRODUCTION = """# Surveys: estimates and their intervals

This page is printed by a test from the code that works the figures out. The sample is that of
[designs](survey-designs.md): clusters in strata, drawn in two stages with two corrections. R's figures are those of its
`survey` package, version 4.1-1; they agree to six figures or more.

Whoever gave no answer is left out of the figure, never counted as zero. Intervals use Student's t with the design's
degrees of freedom; the normal interval is there on request (`interval(df=inf)`), because R's `confint` of a mean has
it."""


def said(values):
    return ", ".join(f"{value:.6g}" for value in np.atleast_1d(values))


def row(title, found, expected):
    return [title, said(found.values), said(found.errors), said(expected["estimate"]), said(expected["se"])]


def simple():
    of, design, expected = columns(), designs()["two_stage"], figures()["two_stage"]
    rows = [
        row("mean score", design.estimate(mean(of.score)), expected["mean"]),
        row("total days", design.estimate(total(of.days)), expected["total"]),
        row("aware for each day", design.estimate(ratio(of.aware, of.days)), expected["ratio"]),
        row("share of each role", design.estimate(shares(of.role_code, 3)), expected["roles"]),
        row("aware, by role", design.estimate(by_domain(mean, of.aware, of.role_code, 3)), expected["by_role"]),
        row("mean score of officers", design.estimate(mean(of.score, of.officer)), expected["officers"]["mean"]),
    ]
    header = ["figure", "estimate", "error", "R's estimate", "R's error"]
    return f"""## Means, totals, ratios, shares, parts of the sample

Estimates of several parts come with the covariance between them, so their differences are tested rightly where clusters
hold respondents of both.

{table(header, rows)}"""


def proportions():
    rows = [
        [f"`{method}`", meaning, *(limits(p, error, n, method) for p, error, n in CASES)]
        for method, meaning in INTERVALS.items()
    ]
    header = ["interval", "how", *(f"{p:g}, error {error:g}, {n} replies" for p, error, n in CASES)]
    return f"""## Intervals of a proportion

At 95 per cent with 20 degrees of freedom. Where nobody or everybody says yes the sample shows no variance: only
`beta` then has an interval, with the number of replies as the effective size. A share that cannot vary (of a stratum,
say) is its own interval.

{table(header, rows)}"""


def limits(p, error, n, method):
    return "{:.4f} to {:.4f}".format(*np.array(interval_of_proportion(p, error**2, n, 20, method=method)))


def middles():
    found, expected = (
        quantiles(designs()["two_stage"], columns().score, [0.1, 0.5, 0.9]),
        figures()["two_stage"]["quantiles"],
    )
    ours = zip(found.values, found.lower, found.upper, strict=True)
    theirs = zip(expected["value"], expected["lower"], expected["upper"], strict=True)
    pairs = zip(found.probabilities, ours, theirs, strict=True)
    rows = [
        [f"{share:g}", *(text for q, low, high in both for text in (f"{q:g}", f"{low:g} to {high:g}"))]
        for share, *both in pairs
    ]
    header = ["share at or below", "quantile:", "interval", "R's quantile:", "R's interval"]
    return f"""## Quantiles

The smallest value at or below which at least the given share of the weight lies; shares equal to twelve decimals are
equal, whatever order they were added in. The interval is read off at the ends of the share's own interval (Woodruff
1952).

{table(header, rows)}"""


def models():
    of, design, expected = columns(), designs()["two_stage"], figures()["two_stage"]
    line = fitted(design, linear(of.score, np.column_stack([of.days, of.male])))
    odds = fitted(design, logistic(of.aware, np.column_stack([of.days, of.officer])))
    rows = [
        row("linear: intercept, days, man", line, expected["linear"]),
        row("logistic: intercept, days, officer", odds, expected["logistic"]),
    ]
    header = ["model", "coefficients", "errors", "R's coefficients", "R's errors"]
    return f"""## Models

Weighted estimating equations, errors from the influence of each respondent (Binder 1983). Degrees of freedom: those of
the design plus one, less the coefficients.

{table(header, rows)}"""
