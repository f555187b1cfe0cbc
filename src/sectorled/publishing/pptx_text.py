"""Text on slides: runs with the ids of their numbers, and how much of it fits."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pptx.util import Pt

from sectorled.publishing.document import Figure, Inline, Link, Strong, Text, plain
from sectorled.publishing.pptx_style import ACROSS, BULLET_POINTS, SMALL_POINTS, TEXT_POINTS, TITLE_POINTS

LEAD_POINTS, NOTE_POINTS = 22, 14
CHARACTER = 0.53  # share of the type size that a character of the font takes, on average
LINE = 1.2  # height of a line against the type size
AFTER = 0.5  # space after a paragraph against the type size
ROOM_POINTS = 5.0 * 72  # height of the text of a slide
LONGEST_TITLE_LINES = 2
_POINTS = {"body": TEXT_POINTS, "lead": LEAD_POINTS, "note": NOTE_POINTS, "inset": TEXT_POINTS, "bullet": BULLET_POINTS}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a slide."""

    text: Text
    kind: str = "body"

    @property
    def points(self) -> int:
        """Its type size."""
        return _POINTS[self.kind]

    @property
    def height(self) -> float:
        """The height it takes, space after it included, in points."""
        rows = lines_of(plain(self.text), self.points, ACROSS * 72)
        return self.points * (rows * LINE + AFTER)


@dataclass(slots=True)
class Values:
    """The bookmarks met so far and the ids of the values they hold."""

    bookmarks: dict[str, str] = field(default_factory=dict)

    def mark(self, run: Any, value_id: str | None) -> None:
        """Give a run a bookmark for a value."""
        if value_id:
            name = f"value_{len(self.bookmarks) + 1}"
            self.bookmarks[name] = value_id
            run._r.get_or_add_rPr().set("bmk", name)  # noqa: SLF001 - python-pptx has no bookmarks


def lines_of(words: str, points: float, width_points: float) -> int:
    """How many lines words take in a width."""
    return max(1, math.ceil(len(words) * points * CHARACTER / width_points))


def write(paragraph: Any, text: Text, values: Values) -> None:
    """Add the runs of a text."""
    for part in text:
        run = paragraph.add_run()
        run.text = part if isinstance(part, str) else part.shown if isinstance(part, Figure) else part.words
        if isinstance(part, Figure):
            values.mark(run, part.value_id)
        elif isinstance(part, Strong):
            run.font.bold = True
        elif isinstance(part, Link):
            run.hyperlink.address = part.address


def fill(frame: Any, lines: Iterable[Line], values: Values) -> None:
    """Write lines into a frame, one paragraph each."""
    for i, line in enumerate(lines):
        paragraph = frame.add_paragraph() if i else frame.paragraphs[0]
        paragraph.level = int(line.kind == "bullet")
        paragraph.space_after = Pt(line.points * AFTER)
        if line.points != TEXT_POINTS:
            paragraph.font.size = Pt(line.points)
        if line.kind == "inset":
            paragraph.font.italic = True
        write(paragraph, line.text, values)


def slidefuls(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines shared out over as many slides as they need; what is too long for one goes on on the next."""
    page, left = list[Line](), ROOM_POINTS
    for line in lines:
        for piece in _pieces(line):
            if page and piece.height > left:
                yield page
                page, left = [], ROOM_POINTS
            page.append(piece)
            left -= piece.height
    if page:
        yield page


def _pieces(line: Line) -> Iterator[Line]:
    if line.height <= ROOM_POINTS:
        yield line
        return
    piece = list[Inline]()
    for part in _by_words(line.text):
        if piece and Line((*piece, part), line.kind).height > ROOM_POINTS:
            yield replace(line, text=tuple(piece))
            piece = []
        piece.append(part)
    yield replace(line, text=tuple(piece))


def _by_words(text: Text) -> Iterator[Inline]:
    for part in text:
        yield from re.findall(r"\s*\S+\s*", part) if isinstance(part, str) else [part]


def title_points(words: str) -> int:
    """The largest size at which a title keeps to two lines."""
    sizes = (TITLE_POINTS, 24, 20, 16)
    fitting = (size for size in sizes if lines_of(words, size * 1.05, ACROSS * 72) <= LONGEST_TITLE_LINES)
    return next(fitting, SMALL_POINTS)
