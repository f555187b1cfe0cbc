"""What templates may ask of a value: a text of sentences as HTML, dates and sizes in words."""

from datetime import date, datetime

from django.utils import timezone
from markupsafe import Markup

from sectorled.publishing.document import Text
from sectorled.publishing.html import inline


def day(value: date | datetime) -> str:
    """A day in words: "22 November 2026"."""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{local.day} {local:%B %Y}"


def moment(value: datetime) -> str:
    """A day and time in words: "22 November 2026 at 2:05pm"."""
    local = timezone.localtime(value)
    return f"{day(local)} at {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def thousands(value: int) -> str:
    """A whole number with its thousands separated."""
    return f"{value:,}"


def text(value: Text) -> Markup:
    """A text of the briefing, each number with the id of its value."""
    return inline(value)


FILTERS = {"day": day, "moment": moment, "thousands": thousands, "text": text}
