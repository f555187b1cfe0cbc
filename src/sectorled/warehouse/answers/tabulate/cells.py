"""One figure of a table: what of it may be shown, how it is printed, and what it is compared with."""

import math
from dataclasses import dataclass, field, replace

from sectorled.analysis.intervals import Interval
from sectorled.analysis.survey.banners.comparing import Against, Compared, earlier_words, letters_of
from sectorled.analysis.survey.banners.presenting import Shown
from sectorled.analysis.words import half_up, number, verbal_fraction
from sectorled.warehouse.answers.tabulate.design_file import DesignFile
from sectorled.warehouse.answers.tabulate.figures import Figures
from sectorled.warehouse.answers.tabulate.guard import Guarded
from sectorled.warehouse.answers.tabulate.shapes import BannerCell, Difference

PER_CENTS = (Shown.PER_CENT, Shown.MARKED)


def plain(value: float) -> float | None:
    """A figure as answers hold it; None for one that is not there."""
    return None if math.isnan(value) else float(value)


def letters(columns: int) -> tuple[str, ...]:
    """A letter for each column but the first, which is everybody: "", A, B, ... Z, AA, AB, ..."""
    return ("", *(_letter(place) for place in range(columns - 1)))


def _letter(place: int) -> str:
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


@dataclass(frozen=True, slots=True)
class CellDrawer:
    """Makes the cells of a table; `shown` and `letters` [columns].

    Where anything of the table is suppressed, weighted counts are not told and per cents and errors only as printed,
    for they would give counts away.
    """

    figures: Figures
    guard: Guarded
    file: DesignFile
    shown: tuple[Shown, ...]
    letters: tuple[str, ...]
    ends: Interval = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", self.figures.intervals(self.file.interval))

    def cell(self, row: int, column: int) -> BannerCell:
        """The figure by itself."""
        shown = self.shown[column]
        mark = "u" if self.figures.bases[column] else "z"
        empty = self._empty(column, mark)
        if not self.guard.figures[row, column]:
            return replace(empty, shown="[c]", mark="c")
        if shown is Shown.NOTHING:
            return empty
        count, whole = int(self.figures.counts[row, column]), self.guard.complete
        weighted = float(self.figures.weighted[row, column]) if whole else None
        if shown is Shown.COUNT:
            return replace(empty, count=count, weighted=weighted, shown=number(count), mark=None)
        share = 100 * self.figures.shares[row, column]
        rounded = half_up(share, self.file.decimals)
        low = share > 0 and not rounded
        return replace(
            empty,
            count=count,
            weighted=weighted,
            per_cent=self._told(share),
            error=self._told(100 * self.figures.errors[row, column]),
            lower=self._told(100 * self.ends.lower[row, column]),
            upper=self._told(100 * self.ends.upper[row, column]),
            shown="[low]" if low else f"{rounded}",
            mark="low" if low else "u" if shown is Shown.MARKED else None,
            words=verbal_fraction(min(max(share, 0.0), 100.0), self.file.fractions.rule),
        )

    def _empty(self, column: int, mark: str) -> BannerCell:
        """A figure of which nothing is told."""
        return BannerCell(
            column=self.letters[column] or None,
            count=None,
            weighted=None,
            per_cent=None,
            error=None,
            lower=None,
            upper=None,
            shown=f"[{mark}]",
            mark=mark,
            words=None,
        )

    def _told(self, value: float) -> float | None:
        """A figure unrounded, or as printed where the table holds something back."""
        found = plain(value)
        return found if found is None or self.guard.complete else float(half_up(found, self.file.decimals))

    def compare(
        self, cells: list[BannerCell], row: int, start: int, found: dict[Against, Compared], *, waves: bool
    ) -> None:
        """Add to the cells of one break what they are compared with; its columns begin at `start`."""
        level = self.file.tests.level
        for against, one in found.items():
            if against is not Against.COLUMNS:
                for i in one.first:
                    key = "against_rest" if against is Against.REST else "against_average"
                    cells[start + i] = replace(cells[start + i], **{key: self.difference(one, row, int(i))})
                continue
            count = int(max(one.first, default=-1)) + 1
            for i, beaten in enumerate(letters_of(one, count, level=level)[row]):
                cells[start + i] = replace(
                    cells[start + i],
                    higher_than=tuple(self.letters[start + j] for j in beaten),
                    against_earlier=earlier_words(one, row, i, level=level) if waves else None,
                )

    def difference(self, one: Compared, row: int, i: int) -> Difference | None:
        """One comparison in points; None where it was not tested."""
        p = plain(one.p[row, i])
        if p is None:
            return None
        points, error = 100 * one.differences[row, i], 100 * one.errors[row, i]
        return Difference(
            points=self._told(points) or 0.0, error=self._told(error) or 0.0, p=p, significant=p < self.file.tests.level
        )
