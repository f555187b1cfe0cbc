"""Tables as plain rows: one for each figure, with everything that must travel with it."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from sectorled.warehouse.answers.tabulate.shapes import BannerCell, BannerColumn, BannerRow, BannerTable, Tabulation

_FIGURES = tuple(f.name for f in fields(BannerCell) if not f.name.startswith(("against", "higher", "column")))
COLUMNS = (
    *("table", "question", "filter", "row", "net", "break", "column", "letter", "base", "weighted_base"),
    *("effective_base", *_FIGURES, "higher_than"),
    *("rest_points", "rest_p", "average_points", "average_p", "against_earlier"),
)


def flat_rows(found: Tabulation) -> list[dict[str, Any]]:
    """One row for each figure of each table, in the order of `COLUMNS`."""
    return [row for table in found.tables for row in _of_table(table)]


def _of_table(table: BannerTable) -> Iterator[dict[str, Any]]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield _of_cell(table, row, column, cell)


def _of_cell(table: BannerTable, row: BannerRow, column: BannerColumn, cell: BannerCell) -> dict[str, Any]:
    rest, average = cell.against_rest, cell.against_average
    values = (
        *(table.id, table.question, table.filter, row.label, row.net, column.break_id, column.label, column.letter),
        *(column.base, column.weighted_base, column.effective_base),
        *(getattr(cell, name) for name in _FIGURES),
        " ".join(cell.higher_than) or None,
        *((rest.points, rest.p) if rest else (None, None)),
        *((average.points, average.p) if average else (None, None)),
        cell.against_earlier,
    )
    return dict(zip(COLUMNS, values, strict=True))
