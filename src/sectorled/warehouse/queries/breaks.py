"""Breaks in comparability, from the dates that a metric's definition gives."""

import re
from datetime import date
from functools import lru_cache

from sectorled.analysis.periods import Period

_DATES = re.compile(r"\d{4}-\d{2}-\d{2}")


@lru_cache(maxsize=4096)
def breaks_of(said: str | None) -> tuple[date, ...]:
    """The first day after each break that the text of a definition names as YYYY-MM-DD."""
    return tuple(date.fromisoformat(text) for text in _DATES.findall(said or ""))


def across_break(said: str | None, earlier: Period, later: Period) -> bool:
    """Whether a break lies between two periods, so that their figures do not compare."""
    return any(earlier.start < day <= later.start for day in breaks_of(said))
