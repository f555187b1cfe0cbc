"""A document as slides for a board: findings as titles, native charts and tables, what stands behind in the notes.

An analyst can edit every chart: behind it is a workbook with what is plotted, the table and the ids of its numbers.  On
slides and in notes each number is a run with a bookmark; a custom XML part says which value each bookmark holds.
"""

import io
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.util import Pt

from sectorled.publishing.chart import Chart
from sectorled.publishing.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Strong,
    Summary,
    Text,
    plain,
)
from sectorled.publishing.office import same_every_time, set_properties, values_xml
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.pptx_chart import add_chart
from sectorled.publishing.pptx_style import CONTENT, TITLE_POINTS, add_foot_of_page, figure_texts, new_deck, place
from sectorled.publishing.pptx_table import add_table, parts_of
from sectorled.publishing.pptx_text import Line, Values, fill, slidefuls, title_points, write
from sectorled.publishing.table import Cell, Table

FIRST_TITLE, LAST_TITLE = "In short", "About these slides"
LONGEST_FOOT = 400  # characters that fit at the foot of a slide
ON_THE_SLIDE = (
    "Base",
    "Source",
    "Caveat",
    "Note",
    "Shorthand",
    "Release",
)  # what a foot says first; the rest is in the notes
EDITING = (
    "A chart that is not a picture can be edited: what it plots, its table and its ids are in the workbook behind it."
)


def to_pptx(document: Document) -> bytes:
    """The file of the document."""
    document = cleaned(document)
    writer = _Writer(document)
    writer.write()
    made = writer.made
    set_properties(made, document)
    xml = values_xml(writer.values.bookmarks)
    part = Part(PackURI("/customXml/item1.xml"), "application/xml", made.part.package, xml)
    made.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    out = io.BytesIO()
    made.save(out)
    return same_every_time(out.getvalue())


class _Writer:
    """One deck under way: the text not yet on a slide, under the title it will have."""

    def __init__(self, document: Document) -> None:
        self.document, self.meta, self.made = document, document.meta, new_deck()
        self.values, self.titles = Values(), Counter[str]()
        self.title, self.lines = FIRST_TITLE, list[Line]()
        self.insets = list[str]()

    def write(self) -> None:
        """The cover, a slide or more for each block, and what one must know of the document."""
        self._cover()
        for block, label in self.document.labelled:
            if isinstance(block, Table):
                self._flush()
                self._table(block, label)
            elif isinstance(block, Chart):
                self._flush()
                self._chart(block, label)
            elif isinstance(block, Heading):
                self._flush()
                self.title, self.insets = block.words, []
            else:
                self._words(block)
        self._flush()
        self.title = LAST_TITLE
        self.lines = [Line((Strong(f"{term}: "), words)) for term, words in self.meta.about]
        if any(isinstance(block, Chart) and block.plot for block in self.document.blocks):
            self.lines.append(Line((EDITING,), "note"))
        self._flush()
        _set_language(self.made, self.meta.language)

    def _cover(self) -> None:
        slide = self._slide("Cover", self.document.title)
        lines = [self.meta.subtitle, *(words for term, words in self.meta.about if term in {"Publisher", "Made on"})]
        fill(slide.placeholders[1].text_frame, [Line((words,)) for words in lines if words], self.values)
        add_foot_of_page(slide, self.meta.banner)

    def _words(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self.lines.append(Line(block.text, block.kind))
            self.insets += [plain(block.text)] if block.kind == "inset" else []
        elif isinstance(block, Bullets):
            for i, item in enumerate(block.items, start=1):
                self.lines.append(Line((f"{i}. ", *item)) if block.numbered else Line(item, "bullet"))
        elif isinstance(block, Summary):
            self.lines += [Line((Strong(f"{term}: "), *text)) for term, text in block.rows]
        else:
            self._flush()

    def _flush(self) -> None:
        """Put the text that waits on slides of its own."""
        for page in slidefuls(self.lines):
            slide = self._slide("Text", self.title)
            fill(slide.placeholders[1].text_frame, page, self.values)
            add_foot_of_page(slide, self.meta.banner)
        self.lines = []

    def _slide(self, layout: str, title: str) -> Any:
        """A slide of a layout; a title that was used before says that it goes on, so that no two are alike."""
        slide = self.made.slides.add_slide(self.made.slide_layouts.get_by_name(layout))
        self.titles[title] += 1
        again = self.titles[title]
        words = title if again == 1 else f"{title} ({again})"
        slide.shapes.title.text_frame.text = words
        points = title_points(words)
        if layout != "Cover" and points < TITLE_POINTS:
            slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(points)
        return slide

    def _table(self, table: Table, label: str) -> None:
        if not table.rows:
            self.title, before = table.title, self.title
            self.lines = [Line((table.empty,), "inset")]
            self._flush()
            self.title = before
            return
        parts = parts_of(table)
        for i, part in enumerate(parts, start=1):
            title = f"{table.title} ({i} of {len(parts)})" if len(parts) > 1 else table.title
            slide, foot = self._figure(title, table, table.subtitle)
            _describe(add_table(slide, part, self.values), label, table.title, table.subtitle or table.title)
            self._finish(slide, foot, self._about(table, label))

    def _chart(self, chart: Chart, label: str) -> None:
        table = chart.table()
        slide, foot = self._figure(chart.title, table, chart.subtitle)
        notes = self._about(table, label, chart.subtitle)
        if chart.plot:
            frame = add_chart(slide, chart, chart.plot, at=self.meta.at, banner=self.meta.banner)
        else:
            frame = _picture(slide, chart)
            notes += _as_lines(table)
        _describe(frame, label, chart.title, chart.alternative)
        self._finish(slide, foot, notes)

    def _figure(self, title: str, table: Table, subtitle: str | None) -> tuple[Any, Any]:
        """A slide for a chart or table with its title, line and foot; the foot is returned to be put last."""
        slide = self._slide("Figure", title)
        line, foot = figure_texts(slide)
        if subtitle:
            fill(line.text_frame, [Line((subtitle,))], self.values)
        else:
            line.element.getparent().remove(line.element)
        write(foot.text_frame.paragraphs[0], _foot(table), self.values)
        return slide, foot

    def _about(self, table: Table, label: str, subtitle: str | None = None) -> list[Text]:
        """What travels with a figure: what it shows, question, base, caveats, source, and the replies beside it."""
        head: list[Text] = [(f"{label}. {subtitle or table.subtitle or table.title}",)]
        return [
            *head,
            *((f"{term}: {words}",) for term, words in table.footnotes),
            *((words,) for words in self.insets),
        ]

    def _finish(self, slide: Any, foot: Any, notes: Sequence[Text]) -> None:
        foot.element.getparent().remove(foot.element)
        if foot.text_frame.text:
            slide.shapes._spTree.append(foot.element)  # noqa: SLF001 - the order of the shapes is the order of reading
        add_foot_of_page(slide, self.meta.banner)
        frame = slide.notes_slide.notes_text_frame
        for i, text in enumerate(notes):
            write(frame.add_paragraph() if i else frame.paragraphs[0], text, self.values)


def _foot(table: Table) -> Text:
    """Base, caveats, source, shorthand and release as far as there is room; everything is in the notes."""
    ordered = sorted(
        (note for note in table.footnotes if note[0] in ON_THE_SLIDE), key=lambda note: ON_THE_SLIDE.index(note[0])
    )
    text, left = list[Any](), LONGEST_FOOT
    for term, words in ordered:
        left -= len(term) + len(words) + 4
        if left > 0:
            text += [Strong(f"{term}: "), f"{words}  "]
    return (*text, "More in the notes.") if len(text) < 2 * len(table.footnotes) else tuple(text)


def _as_lines(table: Table) -> list[Text]:
    """A table as lines of text, for the notes of a picture."""
    return [
        (f"{row.header}: ", *_listed(zip((c.full for c in table.columns), row.cells, strict=True)))
        for row in table.rows
    ]


def _listed(cells: Any) -> list[Any]:
    made = list[Any]()
    for name, cell in cells:
        made += ["; " if made else "", f"{name} ", _number(cell)]
    return made


def _number(cell: Cell) -> Any:
    return Figure(0, cell.text, cell.value_id) if cell.value_id else cell.text


def _picture(slide: Any, chart: Chart) -> Any:
    """The chart as a picture as large as fits, in the middle."""
    left, top, width, height = CONTENT
    picture = slide.shapes.add_picture(io.BytesIO(chart.png(scale=3)), left, top)
    scale = min(width / picture.width, height / picture.height)
    wide, high = int(picture.width * scale), int(picture.height * scale)
    place(picture, (left + (width - wide) // 2, top, wide, high))
    return picture


def _describe(frame: Any, name: str, title: str, alternative: str) -> None:
    """Name, title and alternative text, as a screen reader says them."""
    about = frame._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - python-pptx has no alternative texts
    about.attrib.update({"name": name, "title": title, "descr": alternative})


def _set_language(made: Any, language: str) -> None:
    """Set the language of every run, so that a screen reader pronounces it and a speller knows it."""
    pages = [made.slide_master, *made.slide_layouts, *made.slides]
    pages += [slide.notes_slide for slide in made.slides if slide.has_notes_slide]
    roots = [page.element for page in pages]
    charts = [shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart]
    for root in (*roots, *(chart._chartSpace for chart in charts)):  # noqa: SLF001 - the part's own element
        for run in root.iter(qn("a:r")):
            run.get_or_add_rPr()
        for letters in root.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
            letters.set("lang", language)
