"""A council's measures by theme, and which services it runs as far as its measures tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sectorled.warehouse.queries.council import judged
from sectorled.warehouse.queries.shapes import MetricLine

NO_THEME = "Other measures"
THE_PLACE = ", about the place"


@dataclass(frozen=True, slots=True)
class Theme:
    """The measures of a theme in the order of their names: how many there are, have a figure, and were tested.

    Themes of what councils do and of what the place is like share names; `address` tells them apart.
    """

    name: str
    address: str
    lines: list[MetricLine]
    given: int
    tested: int
    applies: bool

    @property
    def sources(self) -> list[str]:
        """Where the figures come from, each source once."""
        return list(dict.fromkeys(line.source for line in self.shown if line.source))

    @property
    def shown(self) -> list[MetricLine]:
        """Those that apply to the council."""
        return [line for line in self.lines if line.standing.status != "not applicable"]


def themes_of(lines: Iterable[MetricLine], *, context: bool = False) -> list[Theme]:
    """Measures by theme: what councils do or influence, or, with `context`, what the place is like."""
    wanted = [line for line in lines if (line.nature == "context") == context]
    by_name = sorted(wanted, key=lambda line: ((line.theme or NO_THEME).casefold(), line.label, line.metric))
    found = groupby(by_name, key=lambda x: (x.theme or NO_THEME).casefold())
    return [_theme(list(lines), THE_PLACE if context else "") for _, lines in found]


def theme_name(theme: str | None) -> str:
    """A theme as it is shown; publishers begin theirs as they like."""
    name = theme or NO_THEME
    return name[:1].upper() + name[1:]


def theme_asked_for(themes: Sequence[Theme], asked: str) -> Theme:
    """The theme at this address, else the first with a figure, else the first."""
    named = [theme for theme in themes if theme.address.casefold() == asked.casefold()]
    return next(iter([*named, *(theme for theme in themes if theme.given), *themes]))


def _theme(lines: list[MetricLine], about: str) -> Theme:
    name = theme_name(lines[0].theme)
    return Theme(
        name=name,
        address=name + about,
        lines=lines,
        given=sum(line.standing.value is not None for line in lines),
        tested=sum(line.p is not None and judged(line) for line in lines),
        applies=any(line.standing.status != "not applicable" for line in lines),
    )
