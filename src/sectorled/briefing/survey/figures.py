"""Figures of a survey in sentences and charts: "72 per cent", "18 of 25", or the mark that stands instead."""

from collections.abc import Sequence

from sectorled.analysis.words import half_up, number
from sectorled.publishing.document import Figure, Inline, Text
from sectorled.publishing.table import Cell, missing
from sectorled.publishing.table import number as numeric
from sectorled.warehouse.answers.tabulate.shapes import BannerCell

FEW_MARK = "u"
LONGEST_LABEL = 70  # characters of an answer in a sentence


def beside(value_id: str, what: str) -> str:
    """The id of what stands beside a figure: its count, an end of its interval."""
    return f"{value_id.rpartition('/')[0]}/{what}"


def per_cent(value: float, value_id: str, decimals: int, mark: str | None = None) -> tuple[Inline, ...]:
    """A share in a sentence: "72 per cent", "[low] per cent", with [u] after one from few replies."""
    rounded = half_up(value, decimals)
    shown = "[low]" if value and not rounded else f"{rounded}"
    return (Figure(value, f"{shown} per cent", value_id), *([" [u]"] if mark == FEW_MARK else []))


def share(cell: BannerCell, base: int | None, value_id: str, decimals: int) -> Text:
    """A share or, of few replies, how many of how many; its mark where neither may be told."""
    if cell.per_cent is not None:
        return per_cent(cell.per_cent, value_id, decimals, cell.mark)
    if cell.count is not None and base is not None:
        return (Figure(cell.count, number(cell.count), beside(value_id, "count")), f" of {number(base)}")
    return (f"[{cell.mark}]",)


def interval(cell: BannerCell, value_id: str, decimals: int) -> Text:
    """The interval of a share in a sentence; nothing where there is none."""
    if cell.lower is None or cell.upper is None:
        return ()
    low, high = (half_up(end, decimals) for end in (cell.lower, cell.upper))
    return (
        "95 per cent interval ",
        Figure(cell.lower, f"{low}", beside(value_id, "lower")),
        " to ",
        Figure(cell.upper, f"{high}", beside(value_id, "upper")),
    )


def drawn(value: float | None, value_id: str, decimals: int, mark: str | None = None, instead: str = "x") -> Cell:
    """A share as a chart draws it."""
    if value is None:
        return missing(instead)
    return numeric(value, value_id=value_id, decimals=decimals, unit="%", mark=mark if mark == FEW_MARK else None)


def of_cell(cell: BannerCell, value_id: str, decimals: int) -> Cell:
    """A cell of a table as a chart draws it: a share, or the mark of what is not drawn."""
    instead = "u" if cell.count is not None else cell.mark or "x"
    return drawn(cell.per_cent, value_id, decimals, cell.mark, instead)


def ends(cell: BannerCell, value_id: str) -> tuple[Cell | None, Cell | None]:
    """The two ends of its interval."""
    if cell.per_cent is None or cell.lower is None or cell.upper is None:
        return None, None
    return drawn(cell.lower, beside(value_id, "lower"), 1), drawn(cell.upper, beside(value_id, "upper"), 1)


def quoted(label: str) -> str:
    """An answer in quotation marks, cut where it is long."""
    return f"“{label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 3].rstrip() + ' ...'}”"


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
