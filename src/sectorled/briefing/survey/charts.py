"""The chart of a table: a scale as stacked bars, other answers side by side; don't know stands apart from a scale."""

from collections.abc import Sequence
from itertools import pairwise

from sectorled.briefing.survey.figures import beside, ends, of_cell
from sectorled.briefing.survey.findings import Finding, title
from sectorled.publishing.banner import ValueIds
from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.clustered import clustered_bars
from sectorled.publishing.charts.stacked import stacked_bars
from sectorled.publishing.charts.words import MOST_SERIES
from sectorled.publishing.plot import Series
from sectorled.publishing.table import Cell, missing, number
from sectorled.publishing.theme import SEQUENCE
from sectorled.warehouse.answers.questions import Kind
from sectorled.warehouse.answers.tabulate.shapes import BannerCell, BannerRow, BannerTable
from sectorled.warehouse.answers.tabulate.words import DONT_KNOW

MOST_BARS = 24  # that a slide can hold with their numbers
MOST_GROUPS = 11  # bars of a scale
PER_CENT = "Per cent"


def chart_of(found: Finding, told: tuple[str, ...] = ()) -> Chart | None:
    """The chart, with what else was `told` in its notes; None where there is nothing to draw."""
    table = found.table
    if table.withheld or not any(cell.per_cent is not None for row in table.rows for cell in row.cells[:1]):
        return _means(found, told) if table.columns and not table.rows else None
    rows = [(i, row) for i, row in enumerate(table.rows) if row.net is None]
    plain = [row for _, row in rows if not _apart(row)]
    if table.kind != Kind.MULTIPLE and len(plain) <= len(SEQUENCE):
        return _scale(found, rows, told)
    return _side_by_side(found, rows, told)


def caption_of(found: Finding, told: tuple[str, ...]) -> Caption:
    """What stands around the chart: the finding, the question as asked, the base and all that travels with it."""
    table, base = found.table, found.table.columns[0].base
    details = [("Question as asked", table.question), *((t, words) for t, words in table.details if t != "Source")]
    details += [("Unit of analysis", table.unit_of_analysis)]
    if base is not None:
        details.insert(1, ("Unweighted base", f"{base:,}"))
    nets = [f"{row.label}: {row.net}" for row in table.rows if row.net is not None]
    return Caption(
        title=title(found),
        subtitle=table.question,
        unit=PER_CENT if table.rows else found.unit or "Average",
        base=table.base,
        details=tuple(details),
        notes=(*told, *found.notes, *(f"Net. {net}." for net in nets)),
        sources=tuple(words for term, words in table.details if term == "Source"),
        caveats=table.warnings,
    )


def _apart(row: BannerRow) -> bool:
    return row.label.lower().startswith(DONT_KNOW)


def _columns(table: BannerTable, most: int) -> list[int]:
    """Everybody and the columns of the breaks, as many whole breaks as there is room for."""
    kept, breaks = [0], dict.fromkeys(column.break_id for column in table.columns[1:])
    for name in breaks:
        own = [i for i, column in enumerate(table.columns) if column.break_id == name and column.base != 0]
        kept += own if len(kept) + len(own) <= most else []
    return kept


def names_of(table: BannerTable, columns: Sequence[int]) -> list[str]:
    """Their labels; with the break before those that two breaks have."""
    labels = [table.columns[i].label for i in columns]
    return [
        f"{table.columns[i].break_text}: {label}" if labels.count(label) > 1 and i else label
        for i, label in zip(columns, labels, strict=True)
    ]


def _scale(found: Finding, rows: Sequence[tuple[int, BannerRow]], told: tuple[str, ...]) -> Chart:
    """Each group as a bar, the answers its segments."""
    table, columns = found.table, _columns(found.table, MOST_GROUPS)
    holed = {column for column in columns if _holed([row.cells[column] for _, row in rows])}
    series = [
        Series(
            row.label,
            tuple(missing("c") if c in holed else _segment(found, i, row, c) for c in columns),
            role="rest" if _apart(row) else "plain",
        )
        for i, row in rows
    ]
    bases = [_base(found.ids, table, column) for column in columns]
    return stacked_bars(names_of(table, columns), series, caption_of(found, told), bases=bases)


def _segment(found: Finding, place: int, row: BannerRow, column: int) -> Cell:
    return of_cell(row.cells[column], found.ids.of(f"row {place + 1}", column, "per cent"), found.decimals)


def _holed(cells: Sequence[BannerCell]) -> bool:
    """Whether a segment is withheld before one that is shown: what follows would stand in a wrong place."""
    shown = [cell.per_cent is not None for cell in cells]
    return any(not before and after for before, after in pairwise(shown))


def _base(ids: ValueIds, table: BannerTable, column: int) -> Cell:
    base = table.columns[column].base
    return missing("c") if base is None else number(base, value_id=ids.of("base", column, "n"))


def _side_by_side(found: Finding, rows: Sequence[tuple[int, BannerRow]], told: tuple[str, ...]) -> Chart:
    """Each answer with a bar for everybody and, where there is room, for each column of the first break."""
    room = min(MOST_SERIES, MOST_BARS // max(len(rows), 1))
    columns = _columns(found.table, room)
    series = [
        _series(found, rows, column, name) for column, name in zip(columns, names_of(found.table, columns), strict=True)
    ]
    return clustered_bars([row.label for _, row in rows], series, caption_of(found, told), stub="Answer")


def _series(found: Finding, rows: Sequence[tuple[int, BannerRow]], column: int, name: str) -> Series:
    ids = [found.ids.of(f"row {i + 1}", column, "per cent") for i, _ in rows]
    cells = [row.cells[column] for _, row in rows]
    pairs = [ends(cell, value_id) for cell, value_id in zip(cells, ids, strict=True)]
    base = found.table.columns[column].base
    return Series(
        name if base is None else f"{name} (n = {base:,})",
        tuple(of_cell(cell, value_id, found.decimals) for cell, value_id in zip(cells, ids, strict=True)),
        tuple(low for low, _ in pairs),
        tuple(high for _, high in pairs),
    )


def _means(found: Finding, told: tuple[str, ...]) -> Chart | None:
    """The average of everybody and of each column."""
    columns = [i for i in _columns(found.table, MOST_GROUPS) if found.table.columns[i].mean is not None]
    if not columns:
        return None
    cells: dict[str, list[Cell | None]] = {"mean": [], "mean_lower": [], "mean_upper": []}
    for i in columns:
        value_id = found.ids.of("mean", i, "mean")
        for name, held in cells.items():
            value = getattr(found.table.columns[i], name)
            held.append(
                None
                if value is None
                else number(value, value_id=beside(value_id, name.removeprefix("mean_")), decimals=2)
            )
    values = tuple(cell for cell in cells["mean"] if cell is not None)
    series = Series("Average", values, tuple(cells["mean_lower"]), tuple(cells["mean_upper"]))
    return clustered_bars(names_of(found.table, columns), [series], caption_of(found, told), stub="Group")
