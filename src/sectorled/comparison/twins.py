"""The table behind a chart as rows that can be taken away: beside every figure what belongs to it."""

from collections.abc import Mapping
from dataclasses import replace

from sectorled.publishing.marks import MEANINGS
from sectorled.publishing.table import Column, Row, Table, text

Replies = Mapping[tuple[str, str], str]  # by council and metric
OWN = ("Status", "Reply", "Value id")
NONE = "none"


def self_contained(table: Table, replies: Replies) -> Table:
    """The table with status, unit, base, notes, caveats, source, release, reply and id of the value in every row."""
    said: dict[str, list[str]] = {}
    for term, words in table.footnotes:
        said.setdefault(term, []).append(words)
    beside = {term: text(" ".join(words)) for term, words in said.items()}
    taken = {column.full.casefold() for column in table.columns}
    added = [name for name in (*OWN, *beside) if name.casefold() not in taken]
    columns = (*table.columns, *(Column(name, align="left") for name in added))

    def longer(row: Row) -> Row:
        known = beside | {name: text(words) for name, words in zip(OWN, _of(row, replies), strict=True)}
        return replace(row, cells=(*row.cells, *(known[name] for name in added)))

    return replace(table, columns=columns, rows=tuple(longer(row) for row in table.rows))


def said_beside(table: Table, replies: Replies, *, council: str) -> list[str]:
    """What a council says of the figures of a table, each once."""
    ids = [cell.value_id or "" for row in table.rows for cell in row.cells]
    own = {metric: words for (area, metric), words in replies.items() if area == council}
    return [words for metric, words in own.items() if any(f"/{metric}/{council}/" in one for one in ids)]


def _of(row: Row, replies: Replies) -> tuple[str, str, str]:
    """Status, reply and value id of the figure that the row begins with."""
    first = row.cells[0]
    value_id = first.value_id or NONE
    if "#" in value_id:
        return "worked out of the group", NONE, value_id
    _, metric, area, _ = (*value_id.split("/", 3), "", "", "")[:4]
    return MEANINGS[first.mark] if first.mark else "final", replies.get((area, metric), NONE), value_id
