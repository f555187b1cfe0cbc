"""The one document object: ordered blocks that each sink writes in its own way, with the same numbers in all.

Text is a tuple of words, links and `Figure`s; a figure is a number in a sentence and carries the id of its value.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sectorled.publishing.chart import Chart
from sectorled.publishing.table import Cell, Table


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence: its value, the words that show it ("38.3%"), and the id of the value."""

    value: float | int
    shown: str
    value_id: str

    def __post_init__(self) -> None:
        if not (self.shown.strip() and self.value_id):
            raise ValueError(f"The figure {self.value} needs words that show it and the id of its value.")


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the point of a paragraph."""

    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address (http, https or mailto)."""

    words: str
    address: str

    def __post_init__(self) -> None:
        if not self.address.startswith(("https://", "http://", "mailto:")):
            raise ValueError(f"{self.address[:80]!r} is not an address a document may link to.")


Inline = str | Figure | Strong | Link
Text = tuple[Inline, ...]


def of(cell: Cell) -> Inline:
    """The number of a cell as part of a sentence; a missing one as its mark."""
    if isinstance(cell.value, int | float) and cell.value_id:
        return Figure(cell.value, cell.shown, cell.value_id)
    return cell.text


def plain(text: Text) -> str:
    """The words of a text without its links and ids."""
    return "".join(_words(part) for part in text)


def _words(part: Inline) -> str:
    if isinstance(part, Figure):
        return part.shown
    return part if isinstance(part, str) else part.words


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 to 4; level 1 is the title of the document."""

    words: str
    level: Literal[2, 3, 4] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `lead` opens a document, `note` is smaller, `inset` stands apart (a reply, a warning)."""

    text: Text
    kind: Literal["body", "lead", "note", "inset"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of texts, numbered where their order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary list: each term with its text."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page, where there are pages."""


Block = Heading | Paragraph | Bullets | Summary | Table | Chart | PageBreak


@dataclass(frozen=True, slots=True)
class Meta:
    """What a reader must know of a document: who made it, when (`at`), of which release, under which licence.

    `banner` is printed at the head of every page ("Fictional data").  `annex` puts the tables behind the charts at the
    end of paged forms; without it they are left to the other forms, so that a brief fits its page.
    """

    at: datetime
    publisher: str
    subtitle: str | None = None
    release: str | None = None
    licence: str | None = None
    contact: str | None = None
    banner: str | None = None
    language: str = "en-GB"
    annex: bool = True

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """Terms and their words for the end of a document or the cover of a workbook."""
        made = f"{self.at.day} {self.at:%B %Y}"
        lines = [("Publisher", self.publisher), ("Made on", made), ("Release", self.release)]
        lines += [("Licence", self.licence), ("Contact", self.contact)]
        return tuple((term, words) for term, words in lines if words)


@dataclass(frozen=True, slots=True)
class Document:
    """A title, blocks in order, and their meta; ValueError where a heading skips a level."""

    title: str
    blocks: tuple[Block, ...]
    meta: Meta = field(kw_only=True)

    def __post_init__(self) -> None:
        level = 1
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > level + 1:
                    raise ValueError(f"The heading {block.words!r} skips a level: {level} to {block.level}.")
                level = block.level

    @property
    def labelled(self) -> tuple[tuple[Block, str], ...]:
        """Every block with its label: tables are "Table 1" on, charts "Figure 1" on, others have none."""
        count, labelled = {Table: 0, Chart: 0}, list[tuple[Block, str]]()
        for block in self.blocks:
            kind = next((k for k in count if isinstance(block, k)), None)
            if kind is None:
                labelled.append((block, ""))
                continue
            count[kind] += 1
            labelled.append((block, f"{'Table' if kind is Table else 'Figure'} {count[kind]}"))
        return tuple(labelled)

    @property
    def tables(self) -> tuple[tuple[Table, str], ...]:
        """Every table, and the table behind every chart, in the order of the blocks, each with its label."""
        shown = [(block, label) for block, label in self.labelled if isinstance(block, Table | Chart)]
        return tuple((block if isinstance(block, Table) else block.table(), label) for block, label in shown)

    def texts(self) -> Iterator[Text]:
        """Every text outside tables, in order; headings too."""
        for block in self.blocks:
            if isinstance(block, Heading):
                yield (block.words,)
            elif isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Bullets):
                yield from block.items
            elif isinstance(block, Summary):
                for term, text in block.rows:
                    yield (f"{term}: ", *text)
