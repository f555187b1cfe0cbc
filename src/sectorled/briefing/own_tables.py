"""The tables and the chart of the quarterly report."""

from collections.abc import Sequence

from sectorled.briefing.material import Material
from sectorled.briefing.own_measures import SCHEME, OwnMeasure
from sectorled.briefing.own_sentences import measured, value_id
from sectorled.briefing.pictures import mark_of, own_cell
from sectorled.briefing.spoken import cell
from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.lines import Reading
from sectorled.publishing.charts.multiples import Panel, small_multiples
from sectorled.publishing.marks import OF_STATUS
from sectorled.publishing.table import Cell, Column, Row, Table, missing, text
from sectorled.warehouse.queries.shapes import MetricLine

SHAPES = {"met": "●", "missed": "▲", "off track": "■"}  # beside the word, so that neither colour nor shape is alone
SOURCE = "The council's own figures"


def own_table(material: Material, own: Sequence[OwnMeasure]) -> Table:
    """All own measures: newest value, target, against target, value before, owner."""
    columns = (
        Column("Period", align="left"),
        Column("Value"),
        Column("Target"),
        Column("Against target", align="left"),
        Column("Before"),
        Column("Owner", align="left"),
    )
    return Table(
        title="Our own measures against their targets",
        columns=columns,
        rows=tuple(_own_row(measure, material.view.area) for measure in own),
        stub="Measure",
        notes=(f"Status scheme. {SCHEME}",),
        sources=(SOURCE,),
        empty="The council gave no measures of its own.",
    )


def _own_row(measure: OwnMeasure, area: str) -> Row:
    now, found = measure.latest, measure.against_target(measure.latest)
    earlier = [value for value in measure.given if value is not now]
    own_id = value_id(area, measure, now.period)
    before = earlier[-1] if earlier else None
    unit = measure.unit if measure.unit not in ("%", None) else None
    return Row(
        f"{measure.label} ({unit})" if unit else measure.label,
        (
            text(now.period.spoken),
            _cell(measure, now.value, own_id, now.status),
            _cell(measure, now.target, f"{own_id}#target") if now.target is not None else missing("z"),
            text(f"{SHAPES[found]} {found}" if found in SHAPES else found),
            _cell(measure, before.value, value_id(area, measure, before.period)) if before else missing("x"),
            text(now.owner or "not named"),
        ),
    )


def _cell(measure: OwnMeasure, value: float | None, own_id: str, status: str = "final") -> Cell:
    return cell(value, value_id=own_id, mark=OF_STATUS[status], **measured(measure))


def own_chart(material: Material, own: Sequence[OwnMeasure]) -> Chart | None:
    """A small line for each measure with two values or more; None where there is none."""
    area = material.view.area
    panels = [
        Panel(
            f"{measure.label} ({measure.unit})" if measure.unit else measure.label,
            [
                Reading(v.period, _cell(measure, v.value, value_id(area, measure, v.period), v.status))
                for v in measure.values
            ],
        )
        for measure in own
        if len(measure.given) > 1
    ]
    if not panels:
        return None
    caption = Caption(
        title="Our own measures over time",
        subtitle="Each on its own scale; the last value stands above the line",
        unit="",
        sources=(SOURCE,),
    )
    return small_multiples(panels, caption, own=material.view.name)


def national_table(material: Material) -> Table:
    """Every national measure beside its group, by theme; the verdict only where it stands out over the whole page."""
    columns = (
        Column("Period", align="left"),
        Column("Value"),
        Column("Group median"),
        Column("Position", align="left"),
        Column("Clear difference", align="left"),
        Column("Councils with a figure"),
    )
    sources = dict.fromkeys(line.source for line in material.view.lines if line.source)
    return Table(
        title=f"National measures beside {material.among.named}",
        columns=columns,
        rows=tuple(_national_row(line) for line in material.view.lines),
        stub="Measure",
        notes=("Clear difference: by more than chance alone would explain, controlled over the whole table.",),
        sources=tuple(sources),
        release=material.release_named,
    )


def _national_row(line: MetricLine) -> Row:
    own, value = line.standing, own_cell(line, line.standing.value)
    unit = f" ({line.unit})" if line.unit not in ("%", None, "") else ""
    clearly = own.verdict if line.stands_out and own.verdict else "chance not assessed" if line.p is None else "none"
    return Row(
        f"{line.label}{unit}",
        (
            text(line.period_spoken),
            value,
            own_cell(line, line.median, "#median"),
            text(own.words) if own.words else missing(mark_of(value)),
            text(clearly),
            cell(line.n, value_id=f"{line.value_id}#n", unit=None, decimals=0),
        ),
    )
