"""The quarterly report for a committee: a council's own measures with targets, beside the national ones (C47).

It says what is new, revised and changed since the last report, whose file of facts is all it needs of it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sectorled.briefing import overview, own_sentences
from sectorled.briefing.changed import Changed, changed, figures_of
from sectorled.briefing.facts import Report, Telling
from sectorled.briefing.material import Material
from sectorled.briefing.own_measures import SCHEME, OwnMeasure
from sectorled.briefing.own_tables import national_table, own_chart, own_table
from sectorled.briefing.pictures import outstanding_chart
from sectorled.briefing.sentences import CLEARLY, agreement, gap, standing, sureness, travel
from sectorled.briefing.what_changed import what_changed
from sectorled.publishing.document import Block, Bullets, Document, Heading, Meta, Paragraph, Summary, Text
from sectorled.warehouse.tidy import InputError

KIND = "quarterly"
FIRST = "This is the first report of its kind, so there is nothing to compare it with."


def quarterly(
    material: Material,
    own: Sequence[OwnMeasure],
    *,
    at: datetime,
    publisher: str,
    last: Mapping[str, Any] | None = None,
) -> Report:
    """Write the report; `last` is the content of the last report's file of facts.  InputError where it is not one."""
    view, tell = material.view, Telling()
    figures = {**{f"own.{m.measure}": own_sentences.figure(m) for m in own}, **figures_of(view.lines)}
    since = _since(last, view.area)
    changes = changed(since[1], figures, since=since[0]) if since else None
    blocks = [
        *_opening(material, own, tell),
        *_changes(material, changes, figures, tell),
        *_own(material, own, tell),
        *_national(material, tell),
        *_late(material, own, tell, at.date()),
        Heading("How sure we are and how it was worked out"),
        Paragraph(tell(overview.kinds(material), overview.chance(material))),
    ]
    meta = Meta(
        at=at,
        publisher=publisher,
        subtitle=f"{own_sentences.latest(own).spoken}: the council's own measures beside the national ones",
        release=material.release_named,
        banner=material.banner,
    )
    document = Document(f"Quarterly performance report: {view.name}", tuple(blocks), meta=meta)
    about = {"area": view.area, "name": view.name, "release": view.release, "group": view.group}
    return Report(KIND, document, tuple(tell.sentences), about, figures)


def _since(last: Mapping[str, Any] | None, area: str) -> tuple[str, Mapping[str, Any]] | None:
    """The last report in words, and its figures."""
    if last is None:
        return None
    if last.get("kind") != KIND or last.get("area") != area or not isinstance(last.get("figures"), dict):
        raise InputError(
            "The file of the last report is not the facts of a quarterly report of this council. "
            "Give the JSON file that was written beside it."
        )
    day = datetime.fromisoformat(str(last["made"]))
    return f"the report of {day.day} {day:%B %Y}", last["figures"]


def _opening(material: Material, own: Sequence[OwnMeasure], tell: Telling) -> list[Block]:
    targets = tell(own_sentences.targets(own, f"{material.view.area}/own"))
    return [Paragraph(targets, "lead"), Paragraph((*tell(overview.opening(material)), f" {CLEARLY}"))]


def _changes(
    material: Material, changes: Changed | None, figures: Mapping[str, Mapping[str, Any]], tell: Telling
) -> list[Block]:
    heading = Heading("New, revised and changed since the last report")
    if changes is None:
        return [heading, Paragraph((FIRST,))]
    first, *each = what_changed(changes, figures, value_id=f"{material.view.release}/{material.view.area}")
    blocks: list[Block] = [heading, Paragraph(tell(first))]
    fresh = [figures[key]["label"] for key in changes.new]
    listed = [("Newer figures", ("; ".join(fresh) + ".",))] if fresh else []
    blocks += [Summary(tuple(listed))] if listed else []
    return [*blocks, Bullets(tuple(tell(sentence) for sentence in each))] if each else blocks


def _own(material: Material, own: Sequence[OwnMeasure], tell: Telling) -> list[Block]:
    """Measures short of their target first, each with its owner and what the owner says; then all in one table."""
    ordered = sorted(own, key=lambda m: own_sentences.ORDER.index(m.against_target(m.latest)))
    items = tuple(_item(m, material.view.area, tell) for m in ordered)
    chart = own_chart(material, own)
    return [
        Heading("Our own measures"),
        Paragraph((f"Against their targets. {SCHEME}",), "note"),
        Bullets(items),
        *([chart] if chart else []),
        own_table(material, ordered),
    ]


def _item(measure: OwnMeasure, area: str, tell: Telling) -> Text:
    text = tell(own_sentences.against(measure, area), own_sentences.before(measure, area))
    said, owner = measure.latest.commentary, measure.latest.owner or "not named"
    return (*text, f" Owner: {owner}.", *([f" {own_sentences.stopped(said)}"] if said else []))


def _national(material: Material, tell: Telling) -> list[Block]:
    lines = material.outstanding
    chart = outstanding_chart(material, lines)
    items = tuple(
        tell(
            standing(line, material.among),
            sureness(line, tests=material.view.tests),
            agreement(line),
            travel(line, material.runs.get(line.metric)),
            gap(line),
        )
        for line in lines
    )
    replies = tuple((line.label, (reply,)) for line in material.view.lines if (reply := material.reply(line)))
    blocks: list[Block] = [Heading("National measures")]
    if items:
        blocks += [Paragraph(("What stands out from the group:",)), *([chart] if chart else []), Bullets(items)]
    if replies:
        blocks += [Heading("What the council says", 3), Summary(replies)]
    return [*blocks, national_table(material)]


def _late(material: Material, own: Sequence[OwnMeasure], tell: Telling, today: date) -> list[Block]:
    """Own measures without a figure for the latest period of their kind, and national ones that are overdue."""
    late = [own_sentences.late(m, due, material.view.area) for m, due in own_sentences.overdue(own)]
    dues = [(line, material.definitions.get(line.metric, {}).get("next_update")) for line in material.view.lines]
    late += [own_sentences.national_late(line, due) for line, due in dues if due and due < today]
    if not late:
        return [Heading("Late figures"), Paragraph(("No figure is late.",))]
    return [Heading("Late figures"), Bullets(tuple(tell(sentence) for sentence in late))]
