"""The one-page brief for leader and chief executive: what stands out, what moves, how sure one can be, from where.

`audience="council"` names what stands out; `audience="public"` gives the measures by theme without that list, for as
long as the council may still reply (C38).  The brief is one A4 page: lists are cut to the room there is and say so.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from sectorled.briefing import overview
from sectorled.briefing.by_theme import rows_by_theme, topics
from sectorled.briefing.changed import Changed, figures_of
from sectorled.briefing.facts import Report, Sentence, Telling
from sectorled.briefing.material import Material
from sectorled.briefing.pictures import outstanding_chart
from sectorled.briefing.room import BESIDE, Room, clipped, listed, taken, within
from sectorled.briefing.sentences import CLEARLY, agreement, gap, standing, sureness, travel
from sectorled.briefing.what_changed import what_changed
from sectorled.publishing.document import Block, Bullets, Document, Heading, Meta, Paragraph, Summary, Text
from sectorled.warehouse.queries.shapes import MetricLine

Audience = Literal["council", "public"]
Row = tuple[str, Text]
LINES_FOR_ITEMS = 18  # of what stands out; past it other groups, then directions, are left to the longer reports
REPLIES = (160, 70)  # characters of a reply, and where that is too much
CAVEAT, SOURCES = 150, 2 * BESIDE  # characters
LEAST_SAID = 2  # sentences on each measure that stand whatever the room
WELL_AWAY = 1.5  # median absolute deviations: from here a position is "well" above or below
LEAST = 2.5  # lines without which a caveat is left to the longer reports


def brief(
    material: Material,
    *,
    at: datetime,
    publisher: str,
    audience: Audience = "council",
    changes: Changed | None = None,
) -> Report:
    """Write the brief; `changes` are those since an earlier release (`changed.changed`)."""
    view, room, tell, tell_how = material.view, Room(), Telling(), Telling()
    if material.banner:
        room.banner()
    public = audience == "public"
    closely = view.lines if public else [*material.outstanding, *material.named((*view.improving, *view.worsening))]
    chance = (overview.controlled if public else overview.chance)(material)
    how = _how_sure(material, closely, chance, tell_how, room)
    write = _for_the_public if public else _for_the_council
    blocks = write(material, tell, room, changes)
    meta = Meta(
        at=at,
        publisher=publisher,
        subtitle=f"One page for the leader and chief executive: {view.name} beside {material.among.named}",
        release=material.release_named,
        banner=material.banner,
        annex=False,
    )
    document = Document(f"{view.name} in brief", (*blocks, *how), meta=meta)
    about = {"area": view.area, "name": view.name, "release": view.release, "group": view.group, "audience": audience}
    sentences = (*tell.sentences, *tell_how.sentences)
    return Report("brief", document, sentences, about, figures_of(view.lines, verdicts=not public))


def _how_sure(
    material: Material, lines: Sequence[MetricLine], chance: Sentence, tell: Telling, room: Room
) -> list[Block]:
    """How it was worked out, and from where; what is said here is said in every brief, so it takes its room first."""
    view = material.view
    group = f"{view.name} is compared with {material.among.named}"
    group += f" ({view.group_label}). " if view.group_label and view.name not in view.group_label else ". "
    rows: list[Row] = [("How sure", (group, *tell(overview.kinds(material), chance)))]
    sources = list(dict.fromkeys(line.source for line in lines if line.source))
    if sources:
        kept = within(sources, SOURCES, "; ")
        more = f"; and {len(sources) - len(kept)} more" if len(kept) < len(sources) else ""
        rows.append(("Sources", (clipped("; ".join(kept), SOURCES) + more,)))
    room.heading()
    for _, text in rows:
        room.row(text)
    return [Heading("How sure we are and how it was worked out"), Summary(tuple(rows))]


def _for_the_council(material: Material, tell: Telling, room: Room, changes: Changed | None) -> list[Block]:
    opening = (*tell(overview.opening(material)), f" {CLEARLY}")
    room.lead(opening)
    lines, found = material.outstanding, len(material.view.stands_out)
    blocks: list[Block] = [Paragraph(opening, "lead")]
    if lines:
        blocks.append(Heading(f"What stands out: the {len(lines)} surest" if found > len(lines) else "What stands out"))
        chart = outstanding_chart(material, lines)
        items = _items(material, lines, tell)
        blocks += [chart, Bullets(items)] if chart else [Bullets(items)]
        room.heading()
        room.chart(len(lines))
        room.items(items)
    room.heading()
    return [*blocks, Heading("Direction, doubt and change"), Summary(_rows(material, tell, room, changes))]


def _items(material: Material, lines: Sequence[MetricLine], tell: Telling) -> tuple[Text, ...]:
    """A text for each that stands out: where it stands and how sure, then as much more as there is room for."""
    said = [_said(material, line) for line in lines]
    kept = [sentences[:LEAST_SAID] for sentences in said]
    for room in REPLIES:
        quotes = [_quoted(material, line, room) for line in lines]
        if _lines(kept, quotes) <= LINES_FOR_ITEMS:
            break
    for level in range(LEAST_SAID, max(map(len, said))):
        for i, sentences in enumerate(said):
            fuller = [*kept[:i], [*kept[i], sentences[level]], *kept[i + 1 :]]
            kept = fuller if _lines(fuller, quotes) <= LINES_FOR_ITEMS else kept
    return tuple(
        (*tell(*sentences), f" {quote}" if quote else "") for sentences, quote in zip(kept, quotes, strict=True)
    )


def _said(material: Material, line: MetricLine) -> list[Sentence]:
    """What can be said of a measure, the most important first."""
    first = [standing(line, material.among, median=False), sureness(line, tests=material.view.tests)]
    return [*first, gap(line), travel(line, material.runs.get(line.metric)), agreement(line)]


def _quoted(material: Material, line: MetricLine, room: int) -> str:
    """The council's reply as it stands beside a figure."""
    reply = material.reply(line)
    return f"{material.view.name} says: “{clipped(reply, room)}”" if reply else ""


def _lines(said: Sequence[Sequence[Sentence]], quotes: Sequence[str]) -> float:
    texts = [" ".join(sentence.words for sentence in sentences) for sentences in said]
    return taken((text, quote) for text, quote in zip(texts, quotes, strict=True))


def _rows(material: Material, tell: Telling, room: Room, changes: Changed | None) -> tuple[Row, ...]:
    """What moves, what cannot be told, what changed, and caveats, each in its share of the room that is left."""
    view = material.view
    moves = {
        term: [overview.move(line, material.runs.get(line.metric)) for line in material.named(metrics)]
        for term, metrics in (("Improving", view.improving), ("Getting worse", view.worsening))
    }
    lists = [(term, said, "; ") for term, said in moves.items() if said]
    lists += [("Too uncertain", _doubtful(material), "; ")] if view.uncertain else []
    lists += [("Changed", _changed(material, changes), " ")] if changes else []
    caveats = _caveats(material.outstanding)
    rows: list[Row] = (
        [] if any(moves.values()) else [("Direction", ("No measure is clearly getting better or worse.",))]
    )
    for i, (term, said, between) in enumerate(lists):
        share = room.share(len(lists) + bool(caveats) - i)
        rows.append((term, listed(said, tell, share, between=between)))
        room.row(rows[-1][1])
    if caveats and room.left > LEAST:
        rows.append(("Caveats", (" ".join(within(caveats, room.share(1), " ")),)))
    return tuple(rows)


def _caveats(lines: Sequence[MetricLine]) -> list[str]:
    """Each caveat once, with the measures it is about unless it is about all of them; those about fewest come first."""
    about = dict[str, list[str]]()
    for line in lines:
        about.setdefault(clipped(line.caveat or "", CAVEAT), []).append(line.label)
    about.pop("", None)
    closest = sorted(about.items(), key=lambda one: len(one[1]))
    return [text if len(on) == len(lines) > 1 else f"{', '.join(on)}: {text}" for text, on in closest]


def _doubtful(material: Material) -> list[Sentence]:
    """How many cannot be told, and by name those well away from the group, the furthest first."""
    lines = [line for line in material.named(material.view.uncertain) if _away(line) >= WELL_AWAY]
    furthest = sorted(lines, key=_away, reverse=True)
    first = furthest[0] if furthest else None
    return [overview.doubt(material, first), *(overview.position(line) for line in furthest[1:])]


def _away(line: MetricLine) -> float:
    return abs(line.standing.mads_from_median or 0.0)


def _changed(material: Material, changes: Changed) -> list[Sentence]:
    value_id = f"{material.view.release}/{material.view.area}"
    return what_changed(changes, figures_of(material.view.lines), value_id=value_id)


def _for_the_public(material: Material, tell: Telling, room: Room, changes: Changed | None) -> list[Block]:
    """Each theme with its measures in the order of their names, as many as there is room for; nothing singled out."""
    intro = (f"Each figure is followed by the median of {material.view.name} and {material.among.named} in brackets.",)
    room.lead(intro)
    room.heading()
    lines = [line for line in material.view.lines if line.standing.value is not None]
    told = [(line.theme, overview.plainly(line, _quoted(material, line, REPLIES[0]))) for line in lines]
    found = topics(told)
    changed: list[Row] = []
    if changes:
        share = room.share(len(found) + 1)
        changed = [("Changed", listed(_changed(material, replace(changes, moved=())), tell, share, between=" "))]
        room.row(changed[0][1])
    rows = [*rows_by_theme(found, tell, room), *changed]
    return [Paragraph(intro), Heading("Measures by theme"), Summary(tuple(rows))]
