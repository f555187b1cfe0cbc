"""Typed periods: what span of time a figure speaks of, and which periods follow on each other.

A period is stored as an ISO 8601 interval (`2023-04-01/P1Y`) or instant (`2023-03-31`).  Its kind is read from where it
starts and how long it lasts; nothing is guessed from its label here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

MONTHS_IN_YEAR = 12
MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_ISO = re.compile(r"(?P<start>\d{4}-\d{2}-\d{2})(?:T00:00:00Z?)?(?:/P(?P<n>\d{1,3})(?P<unit>[DMY]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span that starts on `start` and lasts `months` months, or `days` days, or (both 0) is an instant."""

    start: date
    months: int = 0
    days: int = 0

    @property
    def iso(self) -> str:
        """The stored form, years where whole years."""
        if self.months:
            whole_years = self.months % MONTHS_IN_YEAR == 0
            return f"{self.start}/P{self.months // 12}Y" if whole_years else f"{self.start}/P{self.months}M"
        return f"{self.start}/P{self.days}D" if self.days else f"{self.start}"

    @property
    def end(self) -> date:
        """The first day after the period; for an instant the instant itself."""
        if self.days:
            return date.fromordinal(self.start.toordinal() + self.days)
        return add_months(self.start, self.months)

    @property
    def kind(self) -> str:
        """Calendar year, financial year, academic year, year, quarter, month, rolling years, interval, instant."""
        if not self.months:
            return "interval" if self.days else "instant"
        if self.months % MONTHS_IN_YEAR == 0 and self.months > MONTHS_IN_YEAR:
            return "rolling years"
        if self.months == MONTHS_IN_YEAR:
            return _YEAR_KINDS.get((self.start.month, self.start.day), "year")
        return {1: "month", 3: "quarter"}.get(self.months, "interval")

    @property
    def spoken(self) -> str:
        """The period in words: 2023/24, 2023, July to September 2025, 2021/22 to 2023/24, 31 March 2024."""
        if not self.months:
            return _spoken_days(self)
        if self.months % MONTHS_IN_YEAR == 0:
            return _spoken_years(self)
        last = add_months(self.start, self.months - 1)
        if self.months == 1:
            return _month(self.start)
        first = MONTH_NAMES[self.start.month - 1] if last.year == self.start.year else _month(self.start)
        return f"{first} to {_month(last)}"

    @property
    def spoken_when(self) -> str:
        """The period with its preposition: "in 2024/25", "on 31 March 2025", "in the year to 30 June 2024"."""
        if self.kind == "instant":
            return f"on {self.spoken}"
        return f"in the {self.spoken}" if " to " in self.spoken and "year" in self.spoken else f"in {self.spoken}"


_YEAR_KINDS = {(1, 1): "calendar year", (4, 1): "financial year", (8, 1): "academic year", (9, 1): "academic year"}


def _month(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _spoken_days(period: Period) -> str:
    if not period.days:
        return _day(period.start)
    return f"{_day(period.start)} to {_day(date.fromordinal(period.end.toordinal() - 1))}"


def _spoken_years(period: Period) -> str:
    years = period.months // MONTHS_IN_YEAR
    if (period.start.month, period.start.day) == (1, 1):
        names = [str(period.start.year + i) for i in (0, years - 1)]
    elif (period.start.month, period.start.day) in _YEAR_KINDS:
        names = [f"{y}/{(y + 1) % 100:02d}" for y in (period.start.year, period.start.year + years - 1)]
    else:
        last = date.fromordinal(period.end.toordinal() - 1)
        return f"{'year' if years == 1 else f'{years} years'} to {_day(last)}"
    return names[0] if years == 1 else f"{names[0]} to {names[1]}"


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the last day of the month where that month is shorter."""
    index = day.year * MONTHS_IN_YEAR + day.month - 1 + months
    year, month = divmod(index, MONTHS_IN_YEAR)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            if last == 28:
                raise
    raise AssertionError(day)  # pragma: no cover - the loop returns or raises


def parse_iso(text: str) -> Period:
    """Read an ISO 8601 interval or instant; ValueError says what was expected."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not an ISO 8601 interval such as 2023-04-01/P1Y")
    start = date.fromisoformat(match["start"])
    length = int(match["n"] or 0)
    if match["unit"] and not length:
        raise ValueError(f"{text!r} has no length")
    months = {"Y": 12, "M": 1}.get(match["unit"] or "", 0) * length
    period = Period(start, months, length if match["unit"] == "D" else 0)
    period.end  # noqa: B018 - raises ValueError where the end is past the last year a date can have
    return period


def ordinal_months(day: date) -> int:
    """Whole months since year 0, to measure steps between starts."""
    return day.year * MONTHS_IN_YEAR + day.month - 1


def step_months(periods: Iterable[Period]) -> int | None:
    """How far apart consecutive starts usually lie: the commonest difference in months; None with fewer than two."""
    starts = sorted({ordinal_months(p.start) for p in periods})
    gaps = [b - a for a, b in pairwise(starts)]
    return max(sorted(set(gaps)), key=gaps.count) if gaps else None


def follows_on(earlier: Period, later: Period, step: int) -> bool:
    """Whether `later` is the next one after `earlier` in a calendar with this step (no period is absent between)."""
    return ordinal_months(later.start) - ordinal_months(earlier.start) == step


def overlap(a: Period, b: Period) -> bool:
    """Whether the two share a day; instants overlap only with themselves."""
    return a == b or (a.start < b.end and b.start < a.end)


def without_overlap(periods: list[Period]) -> list[int]:
    """Positions of the periods left when overlapping ones are thinned, keeping the latest and going back."""
    kept: list[int] = []
    for i in sorted(range(len(periods)), key=lambda i: periods[i], reverse=True):
        if not any(overlap(periods[i], periods[k]) for k in kept):
            kept.append(i)
    return sorted(kept)
