"""A document as one accessible HTML page: no JavaScript, nothing fetched, ready to print on A4 or in large print."""

import base64
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import jinja2
from markupsafe import Markup, escape

from sectorled.publishing.chart import Chart
from sectorled.publishing.document import Block, Document, Figure, Inline, Link, Strong, Text
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.table import Cell, Column, Row, Table

WIDE_FROM = 8  # a table with more columns than this is printed on a page turned sideways
WIDE_FROM_IN_LARGE_PRINT = 4


def to_html(document: Document, *, large_print: bool = False, paged: bool = False) -> str:
    """The whole page; `paged` is the form the PDF is made of, with tables behind charts in an annex.

    Each number in a sentence is a `data` element, each in a table a `td`, with its `data-value-id`.
    """
    document = cleaned(document)
    blocks = [(_kind(b), b, label, label.lower().replace(" ", "-")) for b, label in document.labelled]
    page = _ENVIRONMENT.get_template("document.html.jinja").render(
        title=document.title,
        meta=document.meta,
        about=document.meta.about,
        blocks=blocks,
        charts=[entry[1:] for entry in blocks if entry[0] == "chart"],
        annex=document.meta.annex,
        paged=paged,
        large_print=large_print,
        style=_STYLE,
        wide_from=WIDE_FROM_IN_LARGE_PRINT if large_print else WIDE_FROM,
    )
    return "\n".join(line for line in page.splitlines() if line.strip()) + "\n"


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def inline(text: Text) -> Markup:
    """A text as HTML: each figure a `data` element with its `data-value-id`."""
    return Markup("").join(_part(part) for part in text)


def _part(part: Inline) -> Markup:
    if isinstance(part, Figure):
        return Markup('<data value="{}" data-value-id="{}">{}</data>').format(part.value, part.value_id, part.shown)
    if isinstance(part, Link):
        return Markup('<a href="{}">{}</a>').format(part.address, part.words)
    if isinstance(part, Strong):
        return Markup("<strong>{}</strong>").format(part.words)
    return escape(part)


def _breakable(words: str) -> Markup:
    """A word too long for a column of a table may be broken."""
    return Markup("<wbr>").join(escape(part) for part in _LONG_WORD.findall(words))


def _picture(chart: Chart) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(chart.svg().encode()).decode()


def _spans(table: Table) -> list[tuple[str, int]]:
    return [(group or "", len(list(columns))) for group, columns in groupby(table.columns, lambda c: c.group)]


def _placed(row: Row, table: Table) -> Iterator[tuple[Column, Cell]]:
    return zip(table.columns, row.cells, strict=True)


def _never_none(value: Any) -> Any:
    if value is None:
        raise PublishingError("A page would have printed None: a value was not given where the template prints one.")
    return value


_LONG_WORD = re.compile(r"\S{24}(?=\S)|(?:(?!\S{25}).)+", re.DOTALL)
_LOADER = jinja2.PackageLoader("sectorled.publishing")
_ENVIRONMENT = jinja2.Environment(
    loader=_LOADER,
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    finalize=_never_none,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(inline=inline, picture=_picture, spans=_spans, placed=_placed, breakable=_breakable)
_SHEETS = ("style.css", "one_page.css")
_STYLE = Markup("\n").join(
    Markup(_LOADER.get_source(_ENVIRONMENT, sheet)[0])  # noqa: S704 - our own files, not a user's
    for sheet in _SHEETS
)
