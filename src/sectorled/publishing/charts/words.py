"""What a chart shows, in words, and the columns its table has in common with others."""

from collections.abc import Sequence

from sectorled.publishing.table import Cell, Column


def as_float(cell: Cell) -> float:
    """The number in a cell that holds one."""
    if not isinstance(cell.value, int | float):
        raise TypeError(f"{cell.shown} is not a number.")
    return float(cell.value)


def interval_columns(*, intervals: bool) -> list[Column]:
    """Value, and the two ends of its 95% interval where any are given."""
    return [Column(label) for label in (("Value", "95% from", "95% to") if intervals else ("Value",))]


def counted(n: int, thing: str) -> str:
    """1 area, 2 areas."""
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {thing}s"


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def areas_in_words(areas: Sequence[tuple[str, Cell, bool]], reference: tuple[str, Cell] | None = None) -> str:
    """One's own value and place from the top, the ends of the group, the reference, and who has no value."""
    given = sorted(((n, c) for n, c, _ in areas if c.is_number), key=lambda area: -as_float(area[1]))
    absent = [f"{name} {cell.shown}" for name, cell, _ in areas if not cell.is_number]
    if not given:
        return f"No values to show for {counted(len(areas), 'area')}."
    said = [_own(name, cell, [c for _, c in given]) for name, cell, own in areas if own and cell.is_number]
    (top, most), (bottom, least) = given[0], given[-1]
    said += [f"{counted(len(given), 'area')} from {least.shown} ({bottom}) to {most.shown} ({top})."]
    if reference and reference[1].is_number:
        said += [f"{reference[0]}: {reference[1].shown}."]
    if absent:
        said += [f"No value: {listed(absent)}." if len(absent) <= 5 else f"No value: {counted(len(absent), 'area')}."]
    return " ".join(said)


def _own(name: str, cell: Cell, given: list[Cell]) -> str:
    above = sum(as_float(other) > as_float(cell) for other in given)
    below = sum(as_float(other) < as_float(cell) for other in given)
    return f"{name}: {cell.text}, lower than {above} and higher than {below} of the others."
