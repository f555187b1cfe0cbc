"""Direction of travel: exact tests for any series, and the published recent trend where intervals or counts exist.

Kernels over `values[series, periods]`, periods in order and the last column the period the trend is told for; NaN where
there is no value.  A trend is told from the *unbroken* run of values that ends in the last column, never across a gap.
Overlapping periods (three-year rolling figures) must be thinned before (`periods.without_overlap`).
"""

from sectorled.analysis.trend.exact import SIGNIFICANCE, TOO_FEW_POINTS, Trends, latest_run, mann_kendall
from sectorled.analysis.trend.recent import PUBLISHED_SIGNIFICANCE, RecentTrends, cochran_armitage, recent_trend
from sectorled.analysis.trend.slopes import theil_sen

__all__ = [
    "PUBLISHED_SIGNIFICANCE",
    "SIGNIFICANCE",
    "TOO_FEW_POINTS",
    "RecentTrends",
    "Trends",
    "cochran_armitage",
    "latest_run",
    "mann_kendall",
    "recent_trend",
    "theil_sen",
]
