"""What a chart draws, as office programs hold it: categories, series and 95% intervals, ready to be edited there."""

from dataclasses import dataclass
from typing import Literal

from sectorled.publishing.table import Cell
from sectorled.publishing.theme import (
    CATEGORIES,
    DARK_BLUE,
    INK,
    OTHER,
    PAPER,
    QUIET,
    SEQUENCE,
    spread,
)  # fmt: skip

Kind = Literal["bar", "clustered", "stacked", "line"]
Role = Literal["plain", "own", "median", "quartile", "rest"]
REST = "#D3D7DA"  # "don't know" and the like, beside an ordered scale
DARK = frozenset({*CATEGORIES[:1], *CATEGORIES[2:3], *CATEGORIES[4:5], *SEQUENCE[:2], QUIET})  # take light letters


@dataclass(frozen=True, slots=True)
class Series:
    """A name, a cell for each category (a missing one draws nothing), and the ends of intervals where there are any.

    `role`: `own` stands out, `median` and `quartile` stay behind it, `rest` is an answer outside an ordered scale.
    ValueError where intervals and values differ in number.
    """

    name: str
    values: tuple[Cell, ...]
    lower: tuple[Cell | None, ...] = ()
    upper: tuple[Cell | None, ...] = ()
    role: Role = "plain"

    def __post_init__(self) -> None:
        if len(self.lower) != len(self.upper) or len(self.lower) not in {0, len(self.values)}:
            raise ValueError(
                f"{self.name}: give both ends of an interval for every value (None for none), or leave them out."
            )

    @property
    def intervals(self) -> tuple[tuple[float, float] | None, ...]:
        """The two ends at each category, where both are numbers."""
        return tuple(_ends(low, high) for low, high in zip(self.lower, self.upper, strict=True))


@dataclass(frozen=True, slots=True)
class Plot:
    """Series over categories; `own` and `reference` are the places of two bars that differ from the others.

    ValueError where a series has not one cell for each category.
    """

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    own: int | None = None
    reference: int | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(f"{series.name}: {len(series.values)} values for {len(self.categories)} categories.")

    @property
    def numbers(self) -> list[float]:
        """Every number drawn, ends of intervals among them."""
        given = [cell.value for series in self.series for cell in series.values]
        ends = [end for series in self.series for pair in series.intervals if pair for end in pair]
        return [float(value) for value in given if isinstance(value, int | float)] + ends

    @property
    def colours(self) -> list[str]:
        """The colour of each series: one hue for a scale, quiet ones behind one's own, else a category's each."""
        plain = [series for series in self.series if series.role == "plain"]
        hues = iter(spread(len(plain)) if self.kind == "stacked" else CATEGORIES)
        quiet = {"own": DARK_BLUE, "median": QUIET, "quartile": OTHER, "rest": REST}
        if self.kind == "bar":
            return [OTHER for _ in self.series]
        return [quiet.get(series.role) or next(hues) for series in self.series]


def ink_on(colour: str) -> str:
    """The colour of letters that can be read on a colour."""
    return PAPER if colour in DARK else INK


def _ends(low: Cell | None, high: Cell | None) -> tuple[float, float] | None:
    ends = [cell.value for cell in (low, high) if cell and isinstance(cell.value, int | float)]
    return (float(ends[0]), float(ends[1])) if len(ends) == 2 else None
