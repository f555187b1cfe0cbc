"""Short series through the exact test for a trend."""

import time

import numpy as np

from sectorled.analysis.trend import mann_kendall

SERIES, LONGEST, SHORTEST = 100_000, 20, 5


def exact_trend_seconds(*, seed: int = 1) -> float:
    """Seconds for 100,000 series of 5 to 20 points, some with ties."""
    rng = np.random.default_rng(seed)
    values = np.round(rng.normal(50, 10, (SERIES, LONGEST)), 0)
    values[np.arange(LONGEST) < LONGEST - rng.integers(SHORTEST, LONGEST + 1, SERIES)[:, None]] = np.nan
    began = time.perf_counter()
    mann_kendall(values)
    return time.perf_counter() - began
