"""A document for Word: real headings, lists and captions, tables with repeated headers, pictures with alternative text.

Every number is inside a hidden bookmark; a custom XML part of the file says which value each bookmark holds.
"""

import io
from collections.abc import Iterable
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from sectorled.publishing.chart import Chart
from sectorled.publishing.document import (
    Bullets,
    Document,
    Figure,
    Heading,
    Inline,
    Link,
    PageBreak,
    Paragraph,
    Strong,
    Summary,
    Text,
)  # fmt: skip
from sectorled.publishing.docx_style import set_language, set_page, set_styles
from sectorled.publishing.docx_table import Bookmarks, add_table, run
from sectorled.publishing.html import WIDE_FROM, WIDE_FROM_IN_LARGE_PRINT
from sectorled.publishing.office import same_every_time, set_properties, values_xml
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.table import Table

PICTURE_WIDTH = Mm(165)
_STYLE = {"body": "Normal", "lead": "Lead", "note": "Note", "inset": "Intense Quote"}


def to_docx(document: Document, *, large_print: bool = False) -> bytes:
    """The file of the document."""
    document = cleaned(document)
    made = docx.Document()
    set_styles(made, body_points=18 if large_print else 11 if document.meta.annex else 8.8)
    set_language(made, document.meta.language)
    widest = max((len(table.columns) for table, _ in document.tables), default=0)
    set_page(made, document, sideways=widest > (WIDE_FROM_IN_LARGE_PRINT if large_print else WIDE_FROM))
    writer = _Writer(made)
    writer.write(document)
    set_properties(made, document)
    _values_part(made, writer.bookmarks)
    out = io.BytesIO()
    made.save(out)
    return same_every_time(out.getvalue())


class _Writer:
    """One file under way."""

    def __init__(self, made: Any) -> None:
        self.made = made
        self.bookmarks = Bookmarks()
        self.new_page = False

    def write(self, document: Document) -> None:
        """Title, blocks, the tables behind charts, and what one must know of the document."""
        self._add(document.title, style="Title")
        if document.meta.subtitle:
            self._add(document.meta.subtitle, style="Subtitle")
        charts = list[tuple[str, Chart]]()
        for block, label in document.labelled:
            if isinstance(block, Table):
                self._table(block, label)
            elif isinstance(block, Chart):
                self._chart(block, label)
                charts.append((label, block))
            else:
                self._words(block)
        if charts and document.meta.annex:
            self.new_page = True
            self._add("Figures as tables", style="Heading 1")
            for label, chart in charts:
                self._table(chart.table(), f"{label} as a table")
        for term, words in document.meta.about:
            self._text((Strong(f"{term}: "), words), "Note")

    def _words(self, block: Heading | Paragraph | Bullets | Summary | PageBreak) -> None:
        if isinstance(block, Heading):
            self._add(block.words, style=f"Heading {block.level - 1}")
        elif isinstance(block, Paragraph):
            self._text(block.text, _STYLE[block.kind])
        elif isinstance(block, Bullets):
            for i, item in enumerate(block.items, start=1):
                self._text((f"{i}. ", *item) if block.numbered else item, "List" if block.numbered else "List Bullet")
        elif isinstance(block, Summary):
            for term, text in block.rows:
                self._text((Strong(f"{term}: "), *text), "Normal")
        else:
            self.new_page = True

    def _add(self, words: str = "", *, style: str) -> Any:
        """A paragraph; on a new page where one was asked for, so that no page is left blank."""
        paragraph = self.made.add_paragraph(words, style=style)
        if self.new_page:
            paragraph.paragraph_format.page_break_before, self.new_page = True, False
        return paragraph

    def _text(self, text: Text, style: str) -> Any:
        paragraph = self._add(style=style)
        for part in text:
            paragraph._p.extend(self._part(part))  # noqa: SLF001 - python-docx gives no other way to a bookmark
        return paragraph

    def _part(self, part: Inline) -> Iterable[Any]:
        if isinstance(part, Figure):
            return self.bookmarks.around(run(part.shown), part.value_id)
        if isinstance(part, Link):
            return [self._link(part)]
        if isinstance(part, Strong):
            return [run(part.words, bold=True)]
        return [run(part)]

    def _link(self, link: Link) -> Any:
        target = self.made.part.relate_to(link.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        wrapped = OxmlElement("w:hyperlink")
        wrapped.set(qn("r:id"), target)
        wrapped.append(run(link.words, style="Hyperlink"))
        return wrapped

    def _table(self, table: Table, label: str) -> None:
        self._add(f"{label}: {table.title}", style="Caption")
        if table.subtitle:
            self._add(table.subtitle, style="Note").paragraph_format.keep_with_next = True
        if table.rows:
            add_table(self.made, table, self.bookmarks)
        else:
            self._add(table.empty, style="Intense Quote")
        self._footnotes(table)

    def _chart(self, chart: Chart, label: str) -> None:
        self._add(f"{label}: {chart.title}", style="Caption")
        self._add(chart.subtitle, style="Note").paragraph_format.keep_with_next = True
        picture = self.made.add_picture(io.BytesIO(chart.png()), width=PICTURE_WIDTH)
        about = picture._inline.docPr  # noqa: SLF001 - python-docx has no property for alternative text
        about.set("descr", chart.alternative)
        about.set("title", chart.title)
        self._footnotes(chart.table())

    def _footnotes(self, table: Table) -> None:
        for i, (term, words) in enumerate(table.footnotes):
            paragraph = self._text((Strong(f"{term}: "), words), "Note")
            layout = paragraph.paragraph_format
            layout.space_before, layout.keep_with_next = Pt(0 if i else 5), i < len(table.footnotes) - 1


def _values_part(made: Any, bookmarks: Bookmarks) -> None:
    xml = values_xml(bookmarks.names)
    part = Part(PackURI("/customXml/item2.xml"), "application/xml", xml, made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
