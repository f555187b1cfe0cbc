"""A council's measures by theme in the room that is left: in the order of their names, with nothing said of them."""

from collections.abc import Sequence
from itertools import groupby

from sectorled.briefing.facts import Sentence, Telling
from sectorled.briefing.room import Room, in_row, listed, within
from sectorled.publishing.document import Text

OTHER = "Other"
MORE = "; and 999 more."
ALSO = "Other themes"
ALSO_LINES = 2  # for the names of the themes that no row is left for
Topic = tuple[str, list[Sentence]]


def topics(told: Sequence[tuple[str | None, Sentence]]) -> list[Topic]:
    """Sentences by theme, however publishers capitalise it; `told` is in the order of their names."""
    ordered = sorted(told, key=lambda one: _key(one[0]))
    return [_topic(list(found)) for _, found in groupby(ordered, key=lambda one: _key(one[0]))]


def rows_by_theme(found: Sequence[Topic], tell: Telling, room: Room) -> list[tuple[str, Text]]:
    """A row for each theme, with as many measures as there is room for; where there are too many themes, their names.

    Where not even one line is left for each measure, those whose sentence fits it are given rather than the first.
    """
    if sum(map(_least, found)) <= room.left:
        kept = list(found)
    else:
        room.left -= in_row(ALSO, ()) + ALSO_LINES - 1
        kept = [topic for i, topic in enumerate(found) if sum(map(_least, found[: i + 1])) <= room.left]
    rows = [_row(topic, sum(map(_least, kept[i + 1 :])), len(kept) - i, tell, room) for i, topic in enumerate(kept)]
    return [*rows, (ALSO, (_names(found[len(kept) :], room),))] if len(kept) < len(found) else rows


def _row(topic: Topic, following: float, rows: int, tell: Telling, room: Room) -> tuple[str, Text]:
    """A row, which takes its part of the room that the following rows can do without."""
    theme, sentences = topic
    characters = room.beside(_least(topic) + max(room.left - _least(topic) - following, 0.0) / rows)
    fitting = sorted(sentences, key=lambda one: max(len(one.words) + len(MORE) - characters, 0))
    text = listed(fitting, tell, characters)
    room.row(text, term=theme)
    return theme, text


def _names(left: Sequence[Topic], room: Room) -> str:
    names = [theme for theme, _ in left]
    kept = within(names, room.beside(ALSO_LINES + 1), "; ")
    return "; ".join(kept) + (f"; and {len(names) - len(kept)} more." if len(kept) < len(names) else ".")


def _least(topic: Topic) -> float:
    """The lines that a theme takes with its shortest measure."""
    theme, sentences = topic
    return in_row(theme, (min((one.words for one in sentences), key=len), MORE))


def _topic(found: list[tuple[str | None, Sentence]]) -> Topic:
    name = found[0][0] or OTHER
    return name[:1].upper() + name[1:], [sentence for _, sentence in found]


def _key(theme: str | None) -> str:
    return (theme or OTHER).casefold()
