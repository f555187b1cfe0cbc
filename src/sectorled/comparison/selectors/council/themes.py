"""A council's measures by theme, and which services it runs as far as its measures tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sectorled.warehouse.queries.council import judged
from sectorled.warehouse.queries.shapes import MetricLine

NO_THEME = "Other measures"


@dataclass(frozen=True, slots=True)
class Theme:
    """The measures of a theme in the order of their names: how many there are, have a figure, and were tested."""

    name: str
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
    return [_theme(list(found)) for _, found in groupby(by_name, key=lambda x: (x.theme or NO_THEME).casefold())]


def _theme(lines: list[MetricLine]) -> Theme:
    name = lines[0].theme or NO_THEME
    return Theme(
        name=name[:1].upper() + name[1:],
        lines=lines,
        given=sum(line.standing.value is not None for line in lines),
        tested=sum(line.p is not None and judged(line) for line in lines),
        applies=any(line.standing.status != "not applicable" for line in lines),
    )
