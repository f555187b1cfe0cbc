"""The charts of briefs and reports, each with the finding as its title and its sources, caveats and release below."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sectorled.analysis.periods import parse_iso
from sectorled.analysis.spine import spine as scaled
from sectorled.analysis.standing import Judgement, Polarity, group_figures
from sectorled.briefing.material import Material
from sectorled.briefing.spoken import YES_NO, cell, measured
from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.bars import Bar, Reference, bars_with_intervals
from sectorled.publishing.charts.lines import Reading, line_with_band
from sectorled.publishing.charts.spine import SpineRow, spine
from sectorled.publishing.charts.strips import StripRow, strips
from sectorled.publishing.marks import INSTEAD, OF_STATUS
from sectorled.publishing.table import Cell
from sectorled.warehouse.queries.breaks import breaks_of
from sectorled.warehouse.queries.shapes import AreaStanding, GroupStanding, MetricLine, Point, Series

POLARITIES = {"high": Polarity.HIGH, "low": Polarity.LOW}  # a target's scale runs from its lowest to its highest


def own_cell(line: MetricLine, value: float | None, what: str = "") -> Cell:
    """A number of a metric's line as a cell; `what` names what is not the council's own value."""
    mark = OF_STATUS[line.standing.status] if what == "" else None
    return cell(value, value_id=f"{line.value_id}{what}", mark=mark, **measured(line))


def mark_of(value: Cell) -> str:
    """The mark for what would follow from a value: that of a missing value, else not applicable."""
    return value.mark if value.mark in INSTEAD else "z"


def outstanding_chart(material: Material, lines: Sequence[MetricLine], *, alone: bool = False) -> Chart | None:
    """What stands out, each measure on its own scale among the group; None where there is nothing to draw.

    Sources, caveats and release stand on the page of a brief; a chart that leaves it `alone` has them with it.
    """
    drawn = [line for line in lines if line.standing.value is not None]
    if not drawn:
        return None
    caption = Caption(
        title=f"Where {material.view.name} stands beside {material.among.named}",
        subtitle="Each tick is a council, the dashed line the group's median, the bar a 95% interval",
        unit="",
    )
    if alone:
        caption = replace(caption, sources=_sources(drawn), caveats=_caveats(drawn), release=material.release_named)
    rows = [_strip(line, material.groups.get(line.metric)) for line in drawn]
    return strips(rows, caption, own=material.view.name)


def _sources(lines: Sequence[MetricLine]) -> tuple[str, ...]:
    """Each source once."""
    return tuple(dict.fromkeys(line.source for line in lines if line.source))


def _caveats(lines: Sequence[MetricLine]) -> tuple[str, ...]:
    """Each caveat once, with the measures it is about unless it is about all of them."""
    about = dict[str, list[str]]()
    for line in lines:
        about.setdefault(line.caveat or "", []).append(line.label)
    about.pop("", None)
    return tuple(text if len(on) == len(lines) else f"{', '.join(on)}: {text}" for text, on in about.items())


def strip_chart(line: MetricLine, group: GroupStanding, about: Caption) -> Chart:
    """One measure that has a value among the group; the row is named by its period."""
    row = replace(_strip(line, group), measure=line.period_spoken)
    return strips([row], about, own=line.standing.name, stub="Period")


def _strip(line: MetricLine, group: GroupStanding | None) -> StripRow:
    own = line.standing
    areas = group.areas if group else []
    return StripRow(
        line.label,
        own_cell(line, own.value),
        own_cell(line, line.median, "#median"),
        tuple(a.value for a in areas if a.value is not None and a.area != own.area),
        lower=own_cell(line, own.lower, "#lower"),
        upper=own_cell(line, own.upper, "#upper"),
        higher_is_right=_higher_is_right(line),
        verdict=own.verdict,
    )


def _higher_is_right(line: MetricLine) -> bool:
    """Which side is drawn as better; near a target it is the one on which the council's own verdict comes out right."""
    own = line.standing
    if line.polarity != "target" or own.value is None or line.median is None:
        return line.polarity != "low"
    return (own.value > line.median) == (own.verdict == "better")


def spine_chart(material: Material) -> Chart | None:
    """All measures with a value on one scale, each beside its group's spread; None where there are none."""
    drawn = [
        line
        for line in material.view.lines
        if line.standing.value is not None and line.metric in material.groups and line.value_type != YES_NO
    ]
    if not drawn:
        return None
    about = Caption(
        title=f"{material.view.name} beside {material.among.named}, on one scale",
        subtitle="Each row is a measure on its own scale; the line in the middle is the group's median",
        unit="",
        notes=(
            "The pale bar reaches from the worst to the best of the group, the dark one over its middle half.",
            "The words at the right are each measure's own at 95%: where nothing differs, one in twenty still says so.",
        ),
        release=material.release_named,
        sources=_sources(drawn),
        caveats=_caveats(drawn),
    )
    return spine([_spine_row(line, material.groups[line.metric]) for line in drawn], about, own=material.view.name)


def _spine_row(line: MetricLine, group: GroupStanding) -> SpineRow:
    areas = [area for area in group.areas if area.value is not None]
    values = np.array([[area.value for area in areas]], float)
    figures = group_figures(values)
    polarity = POLARITIES.get(line.polarity, Polarity.NONE)
    scale = scaled(values, figures, Judgement.uniform(1, polarity))
    own = next(i for i, area in enumerate(areas) if area.area == line.standing.area)
    ends = (float(figures.minimum[0]), float(figures.maximum[0]))
    worst, best = ends[::-1] if polarity == Polarity.LOW else ends
    marks = [float(mark) for mark in scale.marks[0]]
    return SpineRow(
        line.label,
        own_cell(line, line.standing.value),
        own_cell(line, line.median, "#median"),
        own_cell(line, worst, "#worst"),
        own_cell(line, best, "#best"),
        (marks[0], marks[1], marks[2], marks[3]),
        float(scale.places[0, own]),
        verdict=line.standing.verdict,
        judged=polarity != Polarity.NONE,
    )


def caption(line: MetricLine, title: str, subtitle: str, *, release: str) -> Caption:
    """What travels with a chart of one metric."""
    return Caption(
        title=title,
        subtitle=subtitle,
        unit=line.unit or "number",
        base=f"{base(line)}{_own_base(line)}",
        sources=(line.source,) if line.source else (),
        caveats=(line.caveat,) if line.caveat else (),
        release=release,
    )


def _own_base(line: MetricLine) -> str:
    """What the council's own figure is out of, where the source gives it."""
    own = line.standing
    if own.value is None or not own.denominator:
        return ""
    return f". The figure of {own.name} for {line.period_spoken} is out of {own.denominator:,.0f}"


def base(line: MetricLine) -> str:
    """How many councils have a figure, and why others have none."""
    gone = ((line.not_applicable, "not applicable"), (line.missing, "missing"))
    rest = ", ".join(f"{n:,} {why}" for n, why in gone if n)
    return f"{line.n:,} councils with a figure" + (f" ({rest})" if rest else "")


def group_bars(line: MetricLine, group: GroupStanding, about: Caption) -> Chart:
    """Every council of the group with its interval."""
    bars = [
        Bar(
            area.name,
            area_cell(line, area, area.value),
            area_cell(line, area, area.lower, "#lower") if area.lower is not None else None,
            area_cell(line, area, area.upper, "#upper") if area.upper is not None else None,
            own=area.area == line.standing.area,
        )
        for area in group.areas
    ]
    reference = None if line.median is None else Reference("Group median", own_cell(line, line.median, "#median"))
    return bars_with_intervals(bars, about, reference=reference)


def area_cell(line: MetricLine, area: AreaStanding, value: float | None, what: str = "") -> Cell:
    """A number of any council of the group on a metric, by the id of its own value."""
    mark = OF_STATUS[area.status] if what == "" else None
    value_id = line.value_id.replace(f"/{line.standing.area}/", f"/{area.area}/")
    return cell(value, value_id=f"{value_id}{what}", mark=mark, **measured(line))


def series_line(line: MetricLine, series: Series, about: Caption) -> Chart:
    """The council's line over its group's middle half; a break is drawn where the definition gives its date."""
    periods = [parse_iso(point.period) for point in series.points]
    begins = [min((p.start for p in periods if p.start >= day), default=None) for day in breaks_of(series.breaks)]
    averaged = line.value_type != YES_NO
    readings = [
        Reading(
            period,
            _drawn(line, point, point.value, ""),
            _drawn(line, point, point.group_median, "#median") if averaged else None,
            _drawn(line, point, point.group_q1, "#q1") if averaged else None,
            _drawn(line, point, point.group_q3, "#q3") if averaged else None,
            breaks=period.start in begins and period.start != periods[0].start,
        )
        for period, point in zip(periods, series.points, strict=True)
    ]
    return line_with_band(readings, about, own=series.name)


def _drawn(line: MetricLine, point: Point, value: float | None, what: str) -> Cell:
    mark = OF_STATUS[point.status] if what == "" else None
    return cell(value, value_id=f"{point.value_id}{what}", mark=mark, **measured(line))
