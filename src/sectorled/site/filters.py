"""What templates may ask of a value: a text of sentences as HTML, dates and sizes in words."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from markupsafe import Markup, escape

from sectorled.briefing.pictures import own_cell
from sectorled.comparison.selectors.council.themes import Theme
from sectorled.publishing.document import Text
from sectorled.publishing.html import inline
from sectorled.publishing.marks import explained
from sectorled.publishing.table import Cell
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.shapes import MetricLine


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


_LINK = re.compile(r"\[([^\]\[]+)\]\((https?://[^\s()]+)\)")


def linked(words: str) -> Markup:
    """A publisher's words, in which [words](address) becomes a link."""
    parts, at = [], 0
    for found in _LINK.finditer(words):
        link = Markup('<a class="govuk-link" href="{}">{}</a>').format(found[2], found[1])
        parts += [escape(words[at : found.start()]), link]
        at = found.end()
    return Markup("").join([*parts, escape(words[at:])])


_ISO_DAY = re.compile(r"(?<![\w/=.-])(\d{4}-[01]\d-[0-3]\d)(?![\w/-]|\.\w)")


def days_spoken(words: str) -> str:
    """A definition's words with its days as people say them: "1 April 2024: counted otherwise"."""

    def spoken(found: re.Match[str]) -> str:
        try:
            return day(date.fromisoformat(found[1]))
        except ValueError:
            return found[0]

    return _ISO_DAY.sub(spoken, words)


def before(value: date) -> date:
    """The day before: the last day of what ended with that day."""
    return value - timedelta(days=1)


def own_value(line: MetricLine) -> str:
    """A council's value with its sign and status, or the mark that stands for a missing one."""
    return own_cell(line, line.standing.value).text


def shorthand(theme: Theme) -> str:
    """The marks that stand in a theme's table, explained."""
    cells = [
        cell
        for line in theme.shown
        for cell in (own_cell(line, line.standing.value), own_cell(line, line.median, "#m"))
    ]
    return marks(cells) or "none"


def marks(cells: Iterable[Cell]) -> str:
    """The marks that stand in cells, explained; empty where there are none."""
    return "; ".join(explained({cell.mark for cell in cells if cell.mark}))


def median(line: MetricLine) -> str:
    """The median of its group."""
    return own_cell(line, line.median, "#median").text


def fictional(release: Release) -> bool:
    """Whether any figure of a release is made up, as its licence says."""
    return bool(release.table("metrics")["licence"].str.starts_with("Fictional").any())


FILTERS = {
    "before": before,
    "day": day,
    "days_spoken": days_spoken,
    "fictional": fictional,
    "linked": linked,
    "marks": marks,
    "median": median,
    "moment": moment,
    "own_value": own_value,
    "shorthand": shorthand,
    "text": text,
    "thousands": thousands,
}
