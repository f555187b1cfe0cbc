"""The room on one A4 page: what texts take, in lines, and how lists are cut to what is left.

Lines are estimated from characters, a little high, so that a brief fits its page in every form without being set first.
"""

import math
from collections.abc import Iterable, Sequence

from sectorled.briefing.facts import Sentence, Telling
from sectorled.publishing.document import Text, plain

PAGE = 59.5  # lines of body text between the title and the foot of the page
ACROSS = 104  # characters of a line over the whole width, and beside a term
BESIDE = 90
TERM = 16  # of the term itself
LEAD, HEADING, ROW, ITEM = 1.25, 1.9, 0.5, 0.25  # a lead's line, a heading, and what a row or an item adds
CHART, STRIP = 3.4, 1.4  # a chart's caption and ends, each of its rows
BANNER = 1.5  # what says over the title and at the foot that figures are invented


class Room:
    """How many lines are left."""

    def __init__(self) -> None:
        self.left = PAGE

    def banner(self) -> None:
        """Take the room of a banner."""
        self.left -= BANNER

    def lead(self, text: Text) -> None:
        """Take the room of an opening paragraph."""
        self.left -= LEAD * lines(text, ACROSS * 0.85)

    def heading(self, n: int = 1) -> None:
        """Take the room of headings."""
        self.left -= HEADING * n

    def chart(self, rows: int) -> None:
        """Take the room of a chart with so many rows."""
        self.left -= CHART + STRIP * rows

    def items(self, texts: Iterable[Text]) -> None:
        """Take the room of a list."""
        self.left -= taken(texts)

    def row(self, text: Text, *, term: str = "") -> None:
        """Take the room of a row of a summary."""
        self.left -= in_row(term, text)

    def beside(self, room: float) -> int:
        """Characters beside a term in a row that may take so many lines, at least one line of them."""
        return max(int(room - ROW), 1) * BESIDE

    def share(self, rows: int) -> int:
        """Characters for each of so many rows, at least one line each."""
        return self.beside(self.left / max(rows, 1))


def lines(text: Text, across: float) -> int:
    """How many lines a text takes."""
    return math.ceil(len(plain(text)) / across)


def in_row(term: str, text: Text) -> float:
    """How many lines a row of a summary takes."""
    return max(lines(text, BESIDE), lines((term,), TERM), 1) + ROW


def taken(texts: Iterable[Text]) -> float:
    """How many lines a list takes."""
    return sum(lines(text, ACROSS) + ITEM for text in texts)


def listed(sentences: Sequence[Sentence], tell: Telling, room: int, *, between: str = "; ") -> Text:
    """As many sentences as there is room for, at least one, and how many were left out."""
    words = within([s.words for s in sentences], room, between)
    kept = len(words)
    text = tell(*sentences[:kept], between=between)
    left = len(sentences) - kept
    if left:
        return (*text, f"; and {left} more." if between != " " else f" And {left} more.")
    return (*text, ".") if text and between != " " else text


def within(items: Sequence[str], room: int, between: str) -> list[str]:
    """The first items that fit, at least one."""
    kept = list(items[:1])
    for item in items[1:]:
        if len(between.join([*kept, item])) + len("and 999 more.") > room:
            break
        kept.append(item)
    return kept


def clipped(words: str, room: int) -> str:
    """The words, cut after a sentence where one ends in time, else after a word with an ellipsis."""
    words = " ".join(words.split())
    if len(words) <= room:
        return words
    head = words[:room]
    sentence = head.rfind(". ")
    return head[: sentence + 1] if sentence > room // 3 else f"{head.rsplit(' ', 1)[0]} \N{HORIZONTAL ELLIPSIS}"
