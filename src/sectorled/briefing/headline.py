"""The headline report: chosen measures by a chosen group, for the council and each member of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sectorled.briefing import overview
from sectorled.briefing.changed import figures_of
from sectorled.briefing.facts import Report, Telling
from sectorled.briefing.material import Material
from sectorled.briefing.pictures import (
    area_cell,
    base,
    caption,
    group_bars,
    mark_of,
    own_cell,
    series_line,
    spine_chart,
)
from sectorled.briefing.sentences import CLEARLY, agreement, gap, standing, sureness, travel
from sectorled.briefing.spoken import YES_NO
from sectorled.publishing.document import Block, Document, Heading, Meta, PageBreak, Paragraph, Summary
from sectorled.publishing.table import Cell, Column, Row, Table, missing, number, text
from sectorled.warehouse.queries.shapes import AreaStanding, GroupStanding, MetricLine

GOOD = {
    "high": "High is good.",
    "low": "Low is good.",
    "target": "Close to its target is good.",
    "none": "Neither high nor low is good in itself: no judgement is made.",
}
SURE = {
    "sampling": "Differences are judged by the 95% intervals of the source.",
    "counts": "Differences are judged by the number of cases behind each figure.",
    "history": "Differences are judged by how much each council's own figure has varied about its trend.",
    "none": "Chance was not assessed: the source gives no intervals or counts, and the series is too short.",
}
HELD = {  # what a verdict is given against
    "sampling": "Each council is held against the median of the others.",
    "counts": "Each council is held against the others taken together, whose rate may lie away from their median.",
    "history": "Each council is held against the median of the others.",
}


def headline(material: Material, *, at: datetime, publisher: str) -> Report:
    """Write the report on every metric of the material's view, in the view's order."""
    view, tell = material.view, Telling()
    blocks: list[Block] = [Paragraph((*tell(overview.opening(material)), f" {CLEARLY}"), "lead")]
    chart = spine_chart(material)
    blocks += [chart] if chart else []
    for line in view.lines:
        blocks += _measure(material, line, tell)
    blocks += _method(material, tell)
    meta = Meta(
        at=at,
        publisher=publisher,
        subtitle=f"{len(view.lines)} measures beside {material.among.named}",
        release=material.release_named,
        banner=material.banner,
    )
    document = Document(f"Headline report: {view.name}", tuple(blocks), meta=meta)
    about = {"area": view.area, "name": view.name, "release": view.release, "group": view.group}
    return Report("headline", document, tuple(tell.sentences), about, figures_of(view.lines))


def _measure(material: Material, line: MetricLine, tell: Telling) -> list[Block]:
    """One measure: sentences, the council's reply, the group as bars, the years as a line, the table, what it is."""
    name, series, group = material.view.name, material.runs.get(line.metric), material.groups.get(line.metric)
    sure = (sureness(line, tests=material.view.tests), agreement(line))
    said = tell(standing(line, material.among, name=name), *sure, travel(line, series), gap(line))
    blocks: list[Block] = [PageBreak(), Heading(line.label), Paragraph(said)]
    if reply := material.reply(line):
        blocks.append(Paragraph((f"{name} says: {reply}",), "inset"))
    if group and any(area.value is not None for area in group.areas):
        where = f"{line.period_spoken}, {line.unit or 'number'}, {base(line)}"
        about = caption(line, f"{line.label}: {name} in its group", where, release=material.release_named)
        blocks.append(
            replace(
                group_bars(line, group, about), twin=group_table(line, group, name=name, release=material.release_named)
            )
        )
    if series and sum(point.value is not None for point in series.points) > 1:
        span = f"{series.points[0].period_spoken} to {series.points[-1].period_spoken}, {line.unit or 'number'}"
        about = caption(line, f"{line.label} over the years", span, release=material.release_named)
        blocks.append(series_line(line, series, about))
    return [*blocks, Summary(definition(material, line))]


def group_table(line: MetricLine, group: GroupStanding, *, name: str | None, release: str) -> Table:
    """The council, where one is named, and each member by name, then the group's totals: the table behind the bars."""
    intervals = any(area.lower is not None for area in group.areas)
    ends = [Column("95% from", line.unit), Column("95% to", line.unit)] if intervals else []
    bases = [Column("Out of")] if any(area.denominator for area in group.areas) else []
    columns = (Column("Value", line.unit), *bases, *ends, Column("Rank"), Column("Position", align="left"))
    rows = [
        _area_row(line, area, bases=bool(bases), intervals=intervals)
        for area in sorted(group.areas, key=lambda area: (area.area != line.standing.area, area.name))
    ]
    judged = line.polarity != "none" and line.value_type != YES_NO
    return Table(
        title=f"{line.label}, {line.period_spoken}",
        subtitle=f"{name} first, then the others by name" if name else "In the order of their names",
        columns=columns,
        rows=(*rows, *_totals(line, group, len(columns))),
        stub="Council",
        base=base(line),
        notes=(GOOD[line.polarity], *(_judged(line.standing.how_sure) if judged else ())),
        sources=(line.source,) if line.source else (),
        caveats=(line.caveat,) if line.caveat else (),
        release=release,
    )


def _judged(how_sure: str) -> tuple[str, ...]:
    return (SURE[how_sure], *([HELD[how_sure]] if how_sure in HELD else []))


def _area_row(line: MetricLine, area: AreaStanding, *, bases: bool, intervals: bool) -> Row:
    mine = area_cell(line, area, area.value)
    out_of = (
        number(area.denominator, value_id=f"{mine.value_id}#out-of") if area.denominator else missing(mark_of(mine))
    )
    ends = (area_cell(line, area, area.lower, "#lower"), area_cell(line, area, area.upper, "#upper"))
    rank = number(area.rank, value_id=f"{line.value_id}#rank/{area.area}") if area.rank else missing(mark_of(mine))
    said = text(area.words) if area.words else missing(mark_of(mine))
    return Row(area.name, (mine, *((out_of,) if bases else ()), *(ends if intervals else ()), rank, said))


def _totals(line: MetricLine, group: GroupStanding, columns: int) -> list[Row]:
    """Median, mean, and the rate of the whole group where its parts are known; blank columns are not applicable."""
    if line.value_type == YES_NO:
        return []
    figures = [("Group median", group.median, "#median"), ("Group mean", group.mean, "#mean")]
    figures += [("Group as a whole (sum over sum)", group.ratio_of_sums, "#ratio")] if group.ratio_of_sums else []
    rest: tuple[Cell, ...] = tuple(missing("z") for _ in range(columns - 1))
    return [Row(name, (own_cell(line, value, what), *rest), "total") for name, value, what in figures]


def definition(material: Material, line: MetricLine) -> tuple[tuple[str, tuple[str]], ...]:
    """What the measure is and where it comes from, as its definition has it."""
    known = material.definitions.get(line.metric, {})
    terms = (
        ("What it is", known.get("description")),
        ("What it does not show", known.get("not_shown")),
        ("Source", line.source),
        ("Publisher", known.get("publisher")),
        ("Licence", known.get("licence")),
        ("Breaks", known.get("breaks")),
    )
    return tuple((term, (str(words),)) for term, words in terms if words)


def _method(material: Material, tell: Telling) -> Sequence[Block]:
    text_of = tell(overview.kinds(material), overview.chance(material))
    return [Heading("How sure we are and how it was worked out"), Paragraph(text_of)]
