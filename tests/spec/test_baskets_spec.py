"""Prints docs/reference/baskets.md from the kernels."""

import numpy as np

from sectorled.analysis.baskets import basket_change, members_at_both, other_bases, total, without_each_theme
from sectorled.analysis.paired import EXACT_UP_TO
from sectorled.analysis.similar_start import NEAR_MADS, similar_start
from sectorled.analysis.standing import Judgement, Polarity
from tests.spec.printing import printed, table

_ = float("nan")
WORDS = {1: "improved", -1: "worsened", 0: "no change"}
CHANGES = [
    ([10, 20, 30], [12, 18, _]),
    ([10, 20, 30], [12, 18, 24]),
    ([10, 30], [9, 36]),
    ([0, 0], [0, 0]),
    ([0, 0], [1, 2]),
]


def test_the_reference_page_of_baskets_says_what_the_kernels_do():
    printed("baskets", "\n\n".join([INTRODUCTION, published(), better(), sensitivity(), start()]))


INTRODUCTION = """# Baskets: direction of travel over a set of metrics

This page is printed by a test from the code that works the figures out. A basket is a versioned set of metrics. Two
dates are compared over the members present at both, and the page says how many were used and dropped."""


def low_is_good(base, latest):
    return basket_change(np.array([base], float), np.array([latest], float), Judgement.uniform(1, Polarity.LOW))


def listed(values):
    return ", ".join("none" if np.isnan(v) else f"{v:g}" for v in values)


def published():
    rows = []
    for base, latest in CHANGES:
        found = low_is_good(base, latest)
        percent = "" if np.isnan(found.change_percent[0]) else f"{found.change_percent[0]:.1f}%"
        means = f"{found.base_mean[0]:g} to {found.latest_mean[0]:g}"
        areas = f"{found.improving[0]} of {found.used[0]}"
        said = WORDS[int(found.direction[0])]
        rows.append([listed(base), listed(latest), int(found.dropped[0]), means, percent, said, areas])
    header = ["base", "latest", "dropped:", "means", "change:", "published method", "areas improving"]
    return f"""## The published sector method

Areas that lack either period are dropped; the plain mean of the others at each; per cent change between the means;
improved, worsened or no change by polarity (low is good below). Where the base mean is 0 there is no per cent, except
0 to 0. The share of areas that improved stands beside it: the two can disagree, and then both are said.

{table(header, rows)}"""


def better():
    random = np.random.default_rng(1)
    base = random.normal(50, 10, size=(3, 12))
    latest = base + np.array([[-2.0], [-0.5], [0.3]]) + np.round(random.normal(0, 1.5, size=(3, 12)), 1)
    found = basket_change(base, latest, Judgement.uniform(3, Polarity.LOW))
    rows = [
        [
            f"metric {i + 1}",
            f"{found.improving[i]} of {found.used[i]}",
            f"{found.share_improving[i]:.0%} ({found.share_lower[i]:.0%} to {found.share_upper[i]:.0%})",
            f"{found.p[i]:.4f}",
            f"{found.p_holm[i]:.4f}",
        ]
        for i in range(3)
    ]
    return f"""## The better method

The share of areas improving with its 95% Wilson interval, and Wilcoxon's signed-rank test of the paired differences:
exact up to {EXACT_UP_TO} areas that moved, ties included, normal with corrections beyond; areas that did not move are
left out. Holm's adjustment allows for the number of metrics. Three invented metrics in twelve areas, low is good:

{table(["metric", "improving", "share", "p:", "p after Holm:"], rows)}"""


def sensitivity():
    judgement = Judgement.uniform(4, Polarity.HIGH)
    base, latest = np.array([[4.0], [5.0], [6.0], [7.0]]), np.array([[5.0], [6.0], [5.0], [6.5]])
    found = basket_change(base, latest, judgement)
    totals = {
        "all": total(found, judgement),
        **{
            f"without {t}": v
            for t, v in without_each_theme(found, judgement, ["care", "care", "roads", "waste"]).items()
        },
        **{f"base {name}": v for name, v in other_bases({"a year earlier": base + 1.5}, latest, judgement).items()},
    }
    rows = [[name, t.improved, t.worsened, t.unchanged, t.judged] for name, t in totals.items()]
    members = members_at_both(["a", "b", "c"], ["d", "c", "a"])
    used, dropped = ", ".join(members.used), ", ".join(members.dropped)
    return f"""## What the total hangs on

The same count with each theme left out and from each other base period. Metrics without polarity are not counted. With
versions of a, b, c then and d, c, a now the members used are {used}, dropped {dropped}.

{table(["basket", "improved:", "worsened:", "no change:", "of:"], rows)}"""


def start():
    base = np.array([10, 11, 9, 20, 0, 11, 2, 18], float)
    latest = np.array([10, 12, 9, 0, 0, 8, 0, 0], float)
    found = similar_start(base, latest, 0, Judgement.uniform(1, Polarity.LOW))
    order = ", ".join(f"area {i} ({change:+g})" for i, change in zip(found.areas, found.change, strict=True))
    return f"""## Improved most from a similar start

Areas whose base value lies within {NEAR_MADS} median absolute deviations of the council's, most improved first. Those
who start far from the mean drift back to it by themselves, so the change expected of the council's own start (a
straight line of change on start through the whole group) is said with it.

Base {listed(base)}, latest {listed(latest)}, low is good,
seen from area 0: {order}; expected {found.expected_change:+.2f}."""
