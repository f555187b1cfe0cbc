"""Records of what people do with figures: reply, follow, look, keep measures of their own, report."""

from sectorled.comparison.models.following import Following, Look
from sectorled.comparison.models.measures import OwnMeasure, OwnValue
from sectorled.comparison.models.replies import Reply
from sectorled.comparison.models.reports import AskedReport, CommitteeReport

__all__ = ["AskedReport", "CommitteeReport", "Following", "Look", "OwnMeasure", "OwnValue", "Reply"]
