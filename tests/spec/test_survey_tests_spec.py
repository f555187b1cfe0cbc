"""Prints docs/reference/survey-tests.md from the engine, beside what R says of the same sample."""

import numpy as np

from sectorled.analysis.survey.chisquare import Independence, independence
from sectorled.analysis.survey.contrasts import Adjustment, adjusted, pairwise, t_test
from sectorled.analysis.survey.means import by_domain, mean
from sectorled.analysis.survey.unweighted import trend_in_proportions, two_proportions
from tests.analysis.survey.made import columns, designs, figures
from tests.analysis.survey.made import table as table_of
from tests.spec.printing import printed, table

TESTS = {
    Independence.F: "second-order correction: the default",
    Independence.CHISQ: "first-order correction",
    Independence.LINCOM: "the distribution itself, by numerical inversion",
    Independence.WALD: "observed less expected, by its covariance; unsteady where clusters are few",
    Independence.ADJUSTED_WALD: "the same, allowing for few clusters",
}
RAW = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205]


def test_the_reference_page_of_survey_tests_says_what_the_engine_does():
    printed("survey-tests", "\n\n".join([INTRODUCTION, tables(), groups(), many(), counts()]))


INTRODUCTION = """# Surveys: tests

This page is printed by a test from the code that works the figures out. The sample is that of
[designs](survey-designs.md), in two stages. R's figures are those of its `survey` package, version 4.1-1."""


def tables():
    of, expected, rows = columns(), figures()["two_stage"], []
    two_way = table_of(designs()["two_stage"], of.trust_code, of.role_code, (4, 3)).two_way()
    for test, meaning in TESTS.items():
        found, theirs = independence(two_way, test), expected.get(test)
        said = (
            [f"{np.ravel(theirs[key])[0]:.6g}" for key in ("statistic", "p")] if theirs else ["", "approximation only"]
        )
        degrees = ", ".join(f"{df:.5g}" for df in found.df)
        rows.append([f"`{test}`", meaning, f"{found.statistic:.6g}", degrees, f"{found.p:.6g}", *said])
    header = ["test", "what", "statistic:", "df", "p:", "R's statistic:", "R's p:"]
    return f"""## Are rows and columns independent?

Pearson's statistic of the weighted table follows a sum of chi-squares whose weights are generalised design effects (Rao
and Scott 1981, 1984). Everything comes from sums of weights by cluster and cell: no answer is read twice. Degrees of
freedom are those of the whole sample, or of the part that a filter leaves. R scales Pearson's statistic to everyone,
here to who answered both: p is the same. Trust (four answers, some missing) by role:

{table(header, rows)}"""


def groups():
    of, design = columns(), designs()["two_stage"]
    found = t_test(design, of.score, of.male)
    estimates = design.estimate(by_domain(mean, of.aware, of.role_code, 3))
    by_role = ["back bench", "front bench", "officers"]
    plain, allowed = (pairwise(estimates, adjustment=rule) for rule in (Adjustment.NONE, Adjustment.HOLM))
    rows = [
        [f"{by_role[b]} less {by_role[a]}", f"{100 * value:+.1f}", f"{100 * error:.1f}", f"{p:.4f}", f"{holm:.4f}"]
        for b, a, value, error, p, holm in zip(
            plain.first, plain.second, plain.values, plain.errors, plain.p, allowed.p, strict=True
        )
    ]
    header = ["difference", "points:", "error:", "p:", "p after Holm:"]
    theirs = figures()["two_stage"]["t_test"]
    return f"""## Two groups, and all pairs

Two means: t = {found.statistic:.6f} with {found.df:g} degrees of freedom (the design's less one), p = {found.p:.6f};
R says {theirs["statistic"]:.6f}, {theirs["df"]}, {theirs["p"]:.6f}. Pairs of columns know their covariance: columns
that overlap or share clusters are never tested as independent. Share aware by role:

{table(header, rows)}"""


def many():
    found = [adjusted(RAW, rule) for rule in Adjustment]
    rows = [[f"{values[i]:.6g}" for values in found] for i in range(len(RAW))]
    return f"""## Many comparisons

{table([f"{rule}:" for rule in Adjustment], rows)}"""


def counts():
    rows = []
    for x, n, y, m, effect in [
        (830, 1000, 870, 1000, 1),
        (830, 1000, 870, 1000, 2),
        (43, 50, 48, 50, 1),
        (51, 60, 58, 60, 1),
    ]:
        p = float(two_proportions(x, n, y, m, design_effect=effect).p)
        rows.append([f"{x} of {n}", f"{y} of {m}", effect, f"{p:.4f}", "yes" if p < 0.05 else "no"])
    trend = trend_in_proportions([60, 70, 79], [100, 100, 100])
    return f"""## From counts alone

Chi-square of two proportions without continuity correction, over a design effect where one is known; exact and Wilson
intervals; all pairs of columns; Welch's t of two means; Cochran and Armitage's test of a trend (60, 70 and 79 of 100:
{trend.statistic:.4f}, p = {trend.p:.5f}); a test of proportions whose bases overlap. None allows for clusters.

{table(["then", "now", "design effect:", "p:", "significant at 5%"], rows)}"""
