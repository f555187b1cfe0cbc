"""What people type on the pages of comparison, checked, by subject."""

from sectorled.comparison.forms.measures import OwnMeasureForm, OwnValueForm, UploadForm
from sectorled.comparison.forms.pauses import PauseForm
from sectorled.comparison.forms.replies import ReplyForm, SendBackForm
from sectorled.comparison.forms.reports import HeadlineForm, QuarterlyForm

__all__ = [
    "HeadlineForm", "OwnMeasureForm", "OwnValueForm", "PauseForm", "QuarterlyForm", "ReplyForm", "SendBackForm",
    "UploadForm",
]  # fmt: skip
