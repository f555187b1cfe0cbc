"""Recompute a release with plain code, and compare with what the kernels say of it."""

from dataclasses import dataclass

import numpy as np

from sectorled.warehouse.layout import observations_of
from sectorled.warehouse.progress import Progress, counted, unseen
from sectorled.warehouse.queries.cube import Cube, cubes, latest_counted
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.publish import damaged_files
from sectorled.warehouse.sweep.groups import Groups, groups_of
from sectorled.warehouse.sweep.schemes import placed_groups
from sectorled.warehouse.verify.comparing import Difference, Tally, compare_group, compare_trends, rates

MOST = 1_000_000  # observations: a release with more is verified by a sample of metrics of about this size
SHOWN = 100  # differences that are listed; the rest are counted


@dataclass(frozen=True, slots=True)
class Verification:
    """What was compared and what differs.  `rates_off` do not follow from their parts: a matter for `check`."""

    release: str
    files: int
    damaged: list[str]
    observations: int
    of_observations: int
    figures: int
    rates: int
    rates_off: int
    differing: int
    differences: list[Difference]

    @property
    def ok(self) -> bool:
        """Whether every file is as it was built and every figure is as plain code has it."""
        return not self.damaged and not self.differing


def verify(release: Release, *, seed: int = 0, most: int = MOST, progress: Progress = unseen) -> Verification:
    """Verify all figures of a release, or of a seeded sample of its metrics where it has more than `most` observations.

    Hashes against the manifest; then, by plain code one council at a time, the figures and standings of every group of
    a sweep's schemes in every period, the trend of every series, and every owner among its neighbours.
    """
    damaged = damaged_files(release.store, release.manifest, progress)
    if damaged:
        return _answer(release, damaged, Tally(), (0, 0, 0))
    metrics, groups, tally = _sampled(release, seed, most), groups_of(release), Tally()
    counts = np.zeros(3, np.int64)
    for metric in counted(metrics, "verifying measures", progress):
        rows = observations_of(release.store, release.id).of_metrics([metric])
        counts += (rows.num_rows, *rates(rows, release.table("metrics")))
        for cube in cubes(rows):
            _compare(tally, release, groups, cube)
    return _answer(release, [], tally, tuple(counts.tolist()))


def _sampled(release: Release, seed: int, most: int) -> list[str]:
    """The metrics to verify: all, or as many, drawn with `seed`, as first reach `most` observations."""
    places = observations_of(release.store, release.id).metrics
    drawn = np.random.default_rng(seed).permutation(sorted(places)).tolist()
    before = np.cumsum([0, *(places[metric].rows for metric in drawn)])
    return sorted(metric for metric, rows in zip(drawn, before[:-1], strict=True) if rows < most)


def _compare(tally: Tally, release: Release, groups: Groups, cube: Cube) -> None:
    for scheme, members in groups.schemes:
        for group, placed in placed_groups(release, cube, members).items():
            compare_group(tally, group, placed)
            if scheme == "all":
                compare_trends(tally, group, placed)
    for group, placed in placed_groups(release, cube, groups.neighbours).items():
        compare_group(tally, group, placed, latest_counted(placed.counted))


def _answer(release: Release, damaged: list[str], tally: Tally, counts: tuple[int, ...]) -> Verification:
    observations, compared, off = counts
    return Verification(
        release=release.id,
        files=len(release.manifest.files),
        damaged=damaged,
        observations=observations,
        of_observations=release.manifest.counts["observations"],
        figures=tally.compared,
        rates=compared,
        rates_off=off,
        differing=len(tally.differences),
        differences=tally.differences[:SHOWN],
    )
