"""Banner tables of a survey as tables and a document: per cents with their bases, letters and shorthand."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sectorled.analysis.words import number as in_words
from sectorled.publishing.document import Block, Document, Heading, Meta, Paragraph
from sectorled.publishing.table import Cell, Column, Row, Table, missing, number
from sectorled.warehouse.answers.tabulate.shapes import (
    BannerCell,
    BannerColumn,
    BannerRow,
    BannerTable,
    BreakTest,
    Tabulation,
)

SMALLEST_P = 0.001
NO_INTERVAL = "x"
OF_MEANS = (("lower", "from"), ("upper", "to"), ("error", "standard error"))
OF_SHARES = (*OF_MEANS[:2], ("error", "standard error in points"))
FEW = 4  # tests that a reader takes in as notes; more are left to the form for programs


def banner_document(found: Tabulation, *, at: datetime, publisher: str) -> Document:
    """The tables of a tabulation, each with its intervals after it."""
    blocks: list[Block] = []
    for table in found.tables:
        blocks.append(Heading(f"{table.id}. {table.question}"))
        if table.withheld:
            blocks.append(Paragraph((table.withheld,), "inset"))
            continue
        blocks += [banner_table(found, table), interval_table(found, table)]
    return Document(found.title, tuple(blocks), meta=Meta(at=at, publisher=publisher))


def banner_table(found: Tabulation, table: BannerTable) -> Table:
    """Bases, then answers and nets in per cents; letters of columns that a figure is higher than stand beside it."""
    ids = ValueIds(found.survey, table)
    rows = [*_bases(table, ids), *(_answer(found, row, r, table, ids) for r, row in enumerate(table.rows))]
    if any(column.mean is not None for column in table.columns):
        rows.append(Row("Mean", tuple(_mean(column, i, ids) for i, column in enumerate(table.columns))))
    return Table(
        title=f"{table.id}. {table.question}",
        columns=_columns(table.columns),
        rows=tuple(rows),
        stub="Answer",
        base=f"{table.base} (unit of analysis: {table.unit_of_analysis})",
        details=tuple((term, words) for term, words in table.details if term != "Source"),
        notes=(*table.notes, *map(independence_words, table.tests)) if len(table.tests) <= FEW else table.notes,
        sources=tuple(words for term, words in table.details if term == "Source"),
        caveats=table.warnings,
    )


def interval_table(found: Tabulation, table: BannerTable) -> Table:
    """The 95 per cent interval and the standard error of every per cent and mean."""
    ids, rows = ValueIds(found.survey, table), list[Row]()
    for r, row in enumerate(table.rows):
        for what, words in OF_SHARES:
            cells = tuple(_detail(cell, ids.of(f"row {r + 1}", i, what), what) for i, cell in enumerate(row.cells))
            rows.append(Row(f"{_header(row)}: {words}", cells))
    if any(column.mean is not None for column in table.columns):
        rows += [_mean_detail(table, ids, what, words) for what, words in OF_MEANS]
    return Table(
        title=f"{table.id}. How sure these figures are: intervals of 95 per cent",
        columns=_columns(table.columns),
        rows=tuple(rows),
        stub="Answer",
        base=table.base,
    )


class ValueIds:
    """Ids of values: survey, table, filter, row, column, what."""

    def __init__(self, survey: str, table: BannerTable) -> None:
        self.stem = "/".join([survey, table.id, *([table.filter] if table.filter else [])])
        self.columns = [f"{c.break_id}={c.label}" if c.break_id else "all" for c in table.columns]

    def of(self, row: str, column: int, what: str) -> str:
        return f"{self.stem}/{row}/{self.columns[column]}/{what}"


def _columns(columns: Sequence[BannerColumn]) -> tuple[Column, ...]:
    return tuple(
        Column(f"{column.label} ({column.letter})" if column.letter else column.label, group=column.break_text)
        for column in columns
    )


def _header(row: BannerRow) -> str:
    return row.label if row.net is None else f"Net: {row.label} ({row.net})"


def _bases(table: BannerTable, ids: ValueIds) -> Iterator[Row]:
    yield Row(
        "Unweighted base", tuple(_count(c.base, ids.of("base", i, "n")) for i, c in enumerate(table.columns)), "base"
    )
    if any(c.weighted_base != c.base for c in table.columns if c.weighted_base is not None):
        for words, name in (("Weighted base", "weighted_base"), ("Effective base", "effective_base")):
            cells = tuple(_count(getattr(c, name), ids.of("base", i, name)) for i, c in enumerate(table.columns))
            yield Row(words, cells, "base")


def _count(value: float | None, value_id: str) -> Cell:
    return missing("c") if value is None else number(value, value_id=value_id)


def _answer(found: Tabulation, row: BannerRow, r: int, table: BannerTable, ids: ValueIds) -> Row:
    cells = (
        _cell(cell, column.base, ids.of(f"row {r + 1}", i, "per cent"), found.decimals)
        for i, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True))
    )
    return Row(_header(row), tuple(cells))


def _cell(cell: BannerCell, base: int | None, value_id: str, decimals: int) -> Cell:
    """A per cent with its letters, a count with its base, or the mark that stands instead."""
    if cell.count is None:
        return missing(cell.mark or NO_INTERVAL)
    if cell.per_cent is None:
        return number(cell.count, value_id=value_id.replace("per cent", "count"), unit=f" of {in_words(base or 0)}")
    told = [one for one in (cell.against_rest, cell.against_average) if one is not None and one.significant]
    mark = cell.mark if cell.mark in ("u", "low") else "s" if told else None
    beside = " [s]" if told and mark == "u" else ""
    unit = "".join(["%", *(f" {letter}" for letter in cell.higher_than), beside])
    return number(cell.per_cent, value_id=value_id, decimals=decimals, mark=mark, unit=unit)


def _mean(column: BannerColumn, place: int, ids: ValueIds) -> Cell:
    if column.mean is None:
        return missing("u" if column.base else "z")
    unit = "".join(f" {letter}" for letter in column.mean_higher_than)
    return number(column.mean, value_id=ids.of("mean", place, "mean"), decimals=2, unit=unit)


def _mean_detail(table: BannerTable, ids: ValueIds, what: str, words: str) -> Row:
    values = [getattr(column, f"mean_{what}") for column in table.columns]
    cells = [
        missing(NO_INTERVAL) if value is None else number(value, value_id=ids.of("mean", i, what), decimals=2)
        for i, value in enumerate(values)
    ]
    return Row(f"Mean: {words}", tuple(cells))


def _detail(cell: BannerCell, value_id: str, what: str) -> Cell:
    value = getattr(cell, what)
    if value is None:
        return missing(cell.mark if cell.count is None and cell.mark else NO_INTERVAL)
    return number(value, value_id=value_id, decimals=1)


def independence_words(test: BreakTest) -> str:
    """What a test of independence found, in words with its figures."""
    p = f"p below {SMALLEST_P}" if test.p < SMALLEST_P else f"p = {test.p:.3f}"
    df = " and ".join(f"{one:,.1f}" for one in test.df)
    row = f", {test.row}" if test.row else ""
    return f"By {test.break_id}{row}: F = {test.statistic:,.2f} on {df} degrees of freedom, {p} ({test.method})."
