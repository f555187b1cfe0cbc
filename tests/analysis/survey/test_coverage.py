"""Intervals at 95 per cent hold the truth in 93 to 97 of 100 simulated samples, under each design."""

import numpy as np
import pytest

from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.margins import Margin, Raking
from sectorled.analysis.survey.means import mean
from sectorled.analysis.survey.proportions import ProportionInterval, proportion_interval
from sectorled.analysis.survey.replicates import jackknife
from sectorled.analysis.survey.stages import Drawn

pytestmark = pytest.mark.slow
SAMPLES = 2000
RNG = np.random.default_rng(41)
CLUSTERS, PER_CLUSTER = 400, 40
CLUSTER = np.repeat(np.arange(CLUSTERS), PER_CLUSTER)
STRATUM = CLUSTER % 4
SEX = RNG.integers(0, 2, CLUSTER.size)
LEAN = RNG.normal(0, 0.5, CLUSTERS)[CLUSTER] + 0.4 * STRATUM - 0.5 + SEX * 0.6 + RNG.normal(size=CLUSTER.size)
SCORE, YES = 50 + 10 * LEAN, (LEAN > 0).astype(float)


def some(rng, units, count):
    return rng.choice(units, count, replace=False)


def random(rng):
    rows = some(rng, CLUSTER.size, 400)
    return rows, sample_design(None, Drawn(population=np.full(400, CLUSTER.size)))


def strata(rng):
    sizes = [60, 80, 100, 160]
    rows = np.concatenate([some(rng, np.flatnonzero(h == STRATUM), size) for h, size in enumerate(sizes)])
    return rows, sample_design(None, Drawn(strata=STRATUM[rows], population=np.full(len(rows), CLUSTER.size // 4)))


def drawn_clusters(rng):
    return np.concatenate([some(rng, np.arange(h, CLUSTERS, 4), 12) for h in range(4)])


def clusters(rng):
    rows = np.flatnonzero(np.isin(CLUSTER, drawn_clusters(rng)))
    return rows, sample_design(
        None, Drawn(units=CLUSTER[rows], strata=STRATUM[rows], population=np.full(len(rows), 100))
    )


def two_stages(rng):
    rows = np.concatenate([some(rng, np.flatnonzero(c == CLUSTER), 10) for c in drawn_clusters(rng)])
    first = Drawn(units=CLUSTER[rows], strata=STRATUM[rows], population=np.full(len(rows), 100))
    return rows, sample_design(None, first, Drawn(population=np.full(len(rows), PER_CLUSTER)))


def raked(rng):
    rows, design = two_stages(rng)
    targets = [np.bincount(codes).astype(float) for codes in (SEX, STRATUM)]
    margins = [
        Margin(name, tuple(str(code) for code in range(len(target))), codes[rows], target)
        for name, codes, target in zip(("sex", "stratum"), (SEX, STRATUM), targets, strict=True)
    ]
    return rows, design.adjusted(Raking(margins, weighted_residuals=True))


def left_out(rng):
    rows, design = clusters(rng)
    return rows, jackknife(design)


@pytest.mark.parametrize("drawn", [random, strata, clusters, two_stages, raked, left_out])
def test_intervals_hold_the_truth_as_often_as_they_say(drawn):
    rng = np.random.default_rng(7)
    held = np.zeros((SAMPLES, 2 + len(ProportionInterval)))

    for sample in range(SAMPLES):
        rows, design = drawn(rng)
        score, yes = (design.estimate(mean(values[rows])) for values in (SCORE, YES))
        limits = [(score.interval(), SCORE.mean()), (yes.interval(), YES.mean())]
        limits += [(proportion_interval(yes, len(rows), method=method), YES.mean()) for method in ProportionInterval]
        held[sample] = [lower[0] <= truth <= upper[0] for (lower, upper), truth in limits]

    assert (held.mean(axis=0) >= 0.93).all(), held.mean(axis=0)
    assert (held.mean(axis=0) <= 0.97).all(), held.mean(axis=0)
