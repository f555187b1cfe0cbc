"""What pages of measures show."""

from sectorled.comparison.selectors.metric.finding import finding_for_home
from sectorled.comparison.selectors.metric.page import NOBODY, Asked, MetricPage, metric_page

__all__ = ["NOBODY", "Asked", "MetricPage", "finding_for_home", "metric_page"]
