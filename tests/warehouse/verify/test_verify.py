"""Verification agrees with right figures, and tells of wrong ones."""

from dataclasses import replace
from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.analysis.reference.standing import NO_TARGET, standing
from sectorled.analysis.standing import Polarity
from sectorled.analysis.standing import place as true_place
from sectorled.warehouse.queries import placing
from sectorled.warehouse.queries.open import Release, open_release
from sectorled.warehouse.verify import comparing, run, verify
from sectorled.warehouse.verify.plain import Point, plain_group, plain_p
from tests.shared import SHARED, needs_shared
from tests.warehouse.release.little import at
from tests.warehouse.sweep.places import published


@pytest.fixture
def release(tmp_path) -> Release:
    return open_release(published(tmp_path))


def test_a_release_is_verified_by_files_figures_trends_and_rates(release):
    told = []

    found = verify(release, progress=lambda *now: told.append(now))

    assert found.ok
    assert found.differences == []
    assert found.observations == found.of_observations == release.manifest.counts["observations"]
    assert found.figures > 10_000
    assert found.rates > 400
    assert found.files == len(release.manifest.files)
    assert told[0] == ("checking files", 0, found.files)
    assert told[-1] == ("verifying measures", 4, 4)


def test_a_damaged_file_is_told_and_no_figure_is_read_from_it(release):
    name = f"releases/{release.id}/observations/by-metric-0000.parquet"
    release.store.write(name, release.store.read(name)[:-1] + b"?")

    found = verify(release)

    assert not found.ok
    assert found.damaged == ["observations/by-metric-0000.parquet"]
    assert found.figures == 0


def wrong_rank(figures, standings):
    ranks = standings.rank.copy()
    ranks[0, ranks[0] == 1] = 2
    return figures, replace(standings, rank=ranks)


def wrong_median(figures, standings):
    median = figures.median.copy()
    median[-1] *= 1 + 1e-9
    return replace(figures, median=median), standings


def lost_band(figures, standings):
    band = standings.band.copy()
    band[band == 4] = 0
    return figures, replace(standings, band=band)


@pytest.mark.parametrize(("spoil", "figure"), [(wrong_rank, "rank"), (wrong_median, "median"), (lost_band, "band")])
def test_a_kernel_that_is_wrong_is_found_out(release, monkeypatch, spoil, figure):
    monkeypatch.setattr(placing, "place", lambda *values, **options: spoil(*true_place(*values, **options)))

    found = verify(release)

    assert not found.ok
    assert {difference.figure for difference in found.differences} == {figure}
    assert found.differing >= len(found.differences) > 0
    assert all(d.kernel != d.plain for d in found.differences)


def test_a_wrong_trend_is_found_out(release, monkeypatch):
    true = comparing.directions

    def wrong(*of):
        found = true(*of)
        return replace(found, p=np.where(found.p < 1, found.p / 2, found.p))

    monkeypatch.setattr(comparing, "directions", wrong)

    assert {d.figure for d in verify(release).differences} == {"p of Mann-Kendall", "p of Cochran-Armitage"}


def test_a_rate_that_does_not_follow_from_its_parts_is_counted_and_is_no_error(release, monkeypatch):
    definitions = release.table("metrics").with_columns(multiplier=50.0)

    compared, off = comparing.rates(run.observations_of(release.store, release.id).of_metrics(["low"]), definitions)

    assert compared == off > 200


def test_above_a_size_a_seeded_sample_of_metrics_is_verified(release):
    first, again, other = (verify(release, most=100, seed=seed) for seed in (1, 1, 3))

    assert first == again
    assert first.observations < first.of_observations
    assert first.figures != other.figures


VALUES = st.lists(st.one_of(st.none(), st.integers(0, 12).map(float)), min_size=1, max_size=20)


@given(VALUES, st.sampled_from(Polarity), st.sampled_from([NO_TARGET, (5.0, 5.0), (3.0, 6.0), (None, 4.0)]))
def test_the_plain_group_is_the_plain_standing_of_every_council(values, polarity, target):
    points = {f"X{i}": Point(value) for i, value in enumerate(values)}

    found = plain_group(points, polarity, target, 1.0)

    known = {area: point.value for area, point in points.items()}
    for area in known:
        assert found.standings.get(area) == standing(area, known, polarity, target)


def test_a_plain_trend_needs_as_many_points_as_its_method():
    points = [Point(v, v - 1, v + 1, v, 100.0) for v in (1.0, 2.0, 3.0, 4.0, 5.0)]

    assert isclose(plain_p("Mann-Kendall", points) or 0, 1 / 60)
    for method in ("recent trend", "Cochran-Armitage"):
        assert plain_p(method, points)
        assert plain_p(method, points[1:]) is None
        assert plain_p(method, [*points[:4], Point(5.0, 5.0, 5.0, 200.0, 100.0)]) is None


@needs_shared
@pytest.mark.slow
def test_every_figure_of_the_real_indicators_is_verified(tmp_path):
    from sectorled.warehouse.load import load
    from sectorled.warehouse.release.build import build
    from sectorled.warehouse.store import open_store

    store = open_store(str(tmp_path))
    load(store, "ons-els", SHARED / "data" / "ons-els" / "datasets-csvw.zip", at=at(1))

    found = verify(open_release(str(tmp_path), release=build(store, at=at(1)).release))

    assert found.ok
    assert found.figures > 2_000_000
