"""What a page waits for: the figures of one metric, and of one council with its group, on a release of any size."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from sectorled.warehouse.layout import observations_of
from sectorled.warehouse.queries.cube import cubes
from sectorled.warehouse.store import open_store

TIMES = 30
IN_GROUP = 16  # a council and its fifteen neighbours


def read_times(warehouse: Path, *, seed: int = 1) -> dict[str, float]:
    """Milliseconds, the median of some reads of different metrics and councils, files in the cache of the system."""
    store = open_store(str(warehouse))
    (release,) = store.folders("releases")
    observations = observations_of(store, release)
    rng = np.random.default_rng(seed)
    metrics, areas = list(observations.metrics), list(observations.latest)

    def group() -> list[str]:
        return [str(area) for area in rng.choice(areas, IN_GROUP, replace=False)]

    return {
        "a metric, all areas and periods": _median(lambda: cubes(observations.of_metrics([str(rng.choice(metrics))]))),
        "a council and its group, all metrics, latest period": _median(
            lambda: cubes(observations.of_areas(group(), latest_only=True))
        ),
        "a council and its group, all metrics and periods": _median(lambda: cubes(observations.of_areas(group()))),
    }


def _median(read: Callable[[], object]) -> float:
    read()
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        read()
        times.append(time.perf_counter() - began)
    return float(np.median(times)) * 1000
