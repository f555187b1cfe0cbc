"""A comparison that a reader puts together: some measures, a council, whom it is compared with, a period."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from sectorled.analysis.periods import Period, parse_iso
from sectorled.briefing.comparators import comparators
from sectorled.briefing.headline import group_table
from sectorled.briefing.material import Material, gather, named
from sectorled.briefing.pictures import base, caption, group_bars, own_cell
from sectorled.comparison.selectors.replies import published_replies
from sectorled.publishing.chart import Chart
from sectorled.publishing.table import Column, Row, Table, missing, text
from sectorled.warehouse.layout import observations_of
from sectorled.warehouse.queries.compare import compare
from sectorled.warehouse.queries.council import council_view
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.own_group import CHOSEN, with_group
from sectorled.warehouse.queries.shapes import AreaStanding, MetricLine
from sectorled.warehouse.tidy import InputError

MOST = 6  # measures in one comparison: more are a report, not a comparison
MOST_COUNCILS = 60
LEFT_OUT = "It has no figure in this period."


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, checked: ids of measures, a council's code, a group of `release`, the period meant, if any."""

    release: Release
    measures: list[str]
    area: str
    group: str | None
    within: Period | None


@dataclass(frozen=True, slots=True)
class Built:
    """The comparison: what documents are written from, and the measures that have no figure in the period."""

    material: Material
    left_out: list[str]


def choice(
    release: Release,
    *,
    measures: Sequence[str],
    council: str,
    group: str | None = None,
    councils: Sequence[str] = (),
    period: str | None = None,
) -> Choice:
    """Check what was chosen; InputError says what cannot be, with the nearest names."""
    ids = list(dict.fromkeys(str(release.metric(measure)["metric"]) for measure in measures))
    if len(ids) > MOST:
        raise InputError(f"Choose at most {MOST} measures; {len(ids)} are ticked.")
    area = release.area(council)
    within = _period(period) if period else None
    if not councils:
        return Choice(release, ids, area, group, within)
    members = list(dict.fromkeys([area, *(release.area(name) for name in councils)]))
    if len(members) > MOST_COUNCILS:
        raise InputError(f"Name at most {MOST_COUNCILS} councils; {len(members)} are named.")
    return Choice(with_group(release, members, label="the list of councils"), ids, area, CHOSEN, within)


def _period(text: str) -> Period:
    try:
        return parse_iso(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no period of these measures. Choose one from the list.") from error


def periods(release: Release, measures: Sequence[str]) -> list[Period]:
    """The periods for which any of the measures has a row, newest first."""
    rows = pl.DataFrame(observations_of(release.store, release.id).of_metrics(measures, ("metric", "period")))
    found = {parse_iso(period) for period in rows["period"].unique()}
    return sorted(found, key=lambda period: (period.end, period), reverse=True)


def built(chosen: Choice) -> Built:
    """Read the comparison; the council's replies beside its figures."""
    release, area = chosen.release, chosen.area
    view = council_view(release, area, group=chosen.group, metrics=chosen.measures, within=chosen.within)
    row = release.group(view.group)
    material = Material(
        view,
        comparators(str(row["kind"]), view.group_label),
        named(release),
        groups={
            x.metric: compare(release, x.metric, period=x.period, groups=[view.group]).groups[0] for x in view.lines
        },
        definitions={str(d["metric"]): d for d in release.definitions(chosen.measures)},
        replies=published_replies(council=area, release=release.id),
    )
    there = {line.metric for line in view.lines}
    return Built(material, [str(d["label"]) for m, d in material.definitions.items() if m not in there])


def whole(chosen: Choice) -> Material:
    """All that a headline report of the same choice is written from."""
    return gather(
        chosen.release,
        chosen.area,
        group=chosen.group,
        metrics=chosen.measures,
        replies=published_replies(council=chosen.area, release=chosen.release.id),
        within=chosen.within,
    )


def bars(material: Material, line: MetricLine) -> Chart:
    """Every council of the group on one measure; behind it the same as a table, by name."""
    where = f"{line.period_spoken}, {line.unit or 'number'}, {base(line)}"
    title = f"{line.label}: {material.view.name} beside {material.among.named}"
    about = caption(line, title, where, release=material.release_named)
    group = material.groups[line.metric]
    table = group_table(line, group, name=material.view.name, release=material.release_named)
    return replace(group_bars(line, group, about), twin=table)


def summary(material: Material) -> Table:
    """The council on each measure beside its group: values, never a rank across measures."""
    columns = (
        Column(material.view.name),
        Column("Group median"),
        Column("Middle half from"),
        Column("Middle half to"),
        Column("Councils with a figure"),
        Column("Period", align="left"),
        Column("Beside the group", align="left"),
    )
    return Table(
        title=f"{material.view.name} beside {material.among.named}",
        columns=columns,
        rows=tuple(_row(line) for line in material.view.lines),
        stub="Measure",
        notes=(
            "Each measure has its own unit and scale. Nothing is added up over measures: there is no overall score.",
            "What to bear in mind of each measure stands with it below.",
        ),
        sources=tuple(dict.fromkeys(x.source for x in material.view.lines if x.source)),
        release=material.release_named,
    )


def _row(line: MetricLine) -> Row:
    figures = [own_cell(line, line.standing.value)]
    figures += [
        own_cell(line, value, what) for value, what in ((line.median, "#median"), (line.q1, "#q1"), (line.q3, "#q3"))
    ]
    counted = own_cell(replace(line, decimals=0, unit=None, value_type="count"), line.n, "#n")
    words = line.standing.words
    said = text(words) if words else missing("x" if line.standing.value is None else "z")
    unit = f" ({line.unit})" if line.unit else ""
    return Row(f"{line.label}{unit}", (*figures, counted, text(line.period_spoken), said))


def rows(material: Material) -> list[dict[str, object]]:
    """Every figure of the comparison, in order of measure and council's name, with all that belongs to it."""
    return [
        _about(line, area, material)
        for line in material.view.lines
        for area in sorted(material.groups[line.metric].areas, key=lambda area: area.name)
    ]


def _about(line: MetricLine, area: AreaStanding, material: Material) -> dict[str, object]:
    figures = ("status", "value", "lower", "upper", "numerator", "denominator")
    beside = ("unit", "polarity", "source", "caveat")
    return (
        {"metric": line.metric, "label": line.label, "area": area.area, "name": area.name, "period": line.period}
        | {key: getattr(area, key) for key in figures}
        | {key: getattr(line, key) for key in beside}
        | {"group": line.group, "group_median": line.median, "group_n": line.n}
        | {"reply": material.reply(line) if area.area == line.standing.area else None}
        | {
            "release": material.view.release,
            "value_id": line.value_id.replace(f"/{line.standing.area}/", f"/{area.area}/"),
        }
    )
