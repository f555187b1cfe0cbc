"""Neighbours of one area, in plain Python: what the kernels of `analysis.neighbours` must equal."""

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import pstdev, stdev

Row = Sequence[float | None]


def standardised(table: Sequence[Row], *, sample: bool = False) -> list[list[float | None]]:
    """Z-scores of each column over the rows that have a value."""
    columns = [_column(list(column), sample=sample) for column in zip(*table, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]


def _column(values: list[float | None], *, sample: bool) -> list[float | None]:
    known = [v for v in values if v is not None]
    mean = fsum(known) / len(known) if known else 0.0
    sd = (stdev if sample else pstdev)(known) if len(known) > 1 else 0.0
    if round(sd, 9) == 0:
        return [None if v is None else 0.0 for v in values]
    return [None if v is None else (v - mean) / sd for v in values]


def distance(a: Row, b: Row, weights: Sequence[float]) -> float | None:
    """Standardised Euclidean distance over the variables both have, scaled up to all; None if they share no weight."""
    parts = [(w, w * (x - y) ** 2) for x, y, w in zip(a, b, weights, strict=True) if x is not None and y is not None]
    shared = fsum(w for w, _ in parts)
    return sqrt(fsum(part for _, part in parts) / shared * fsum(weights)) if shared else None


def nearest(table: Sequence[Row], area: int, k: int, weights: Sequence[float]) -> list[int]:
    """The k nearest of one area by its z-scores, nearest first, ties in the order of the table."""
    apart = [(distance(table[area], row, weights), i) for i, row in enumerate(table) if i != area]
    return [i for _, i in sorted((round(d, 9), i) for d, i in apart if d is not None)[:k]]
