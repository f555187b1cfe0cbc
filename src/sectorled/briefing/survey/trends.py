"""What to say and draw of a question over the waves: where it stands, what changed, and where its words did."""

from collections.abc import Sequence
from dataclasses import dataclass

from sectorled.analysis.words import points
from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.survey.figures import beside, drawn, listed, per_cent, quoted
from sectorled.briefing.survey.findings import place_of
from sectorled.briefing.survey.plan import TrendPlan
from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.waves import lines_over_waves
from sectorled.publishing.document import Figure, Text
from sectorled.publishing.plot import Series
from sectorled.publishing.table import Cell, Column, Row, Table, missing, number
from sectorled.warehouse.answers.questions import Survey
from sectorled.warehouse.answers.tabulate.design_file import DesignFile
from sectorled.warehouse.answers.tabulate.shapes import Difference
from sectorled.warehouse.answers.tabulate.trend import SurveyTrend, TrendLine, TrendPoint
from sectorled.warehouse.answers.tabulate.words import tests_note

BREAK = "b"
ONE_BEFORE, NOTHING = "the previous round", "no different"  # of which the change itself has told


@dataclass(frozen=True, slots=True)
class Trend:
    """A trend with the place of the line that its title speaks of, and its notes without what is said of columns."""

    plan: TrendPlan
    found: SurveyTrend
    place: int
    notes: tuple[str, ...]

    @property
    def line(self) -> TrendLine:
        """The line that the title speaks of."""
        return self.found.lines[self.place]

    def value_id(self, line: int, wave: str, what: str = "per cent") -> str:
        """The id of a figure of a wave."""
        stem = [self.found.survey, "trend", self.found.id, *([self.found.filter] if self.found.filter else [])]
        return "/".join([*stem, f"row {line + 1}", wave, what])


def trend(plan: TrendPlan, found: SurveyTrend, design: DesignFile, survey: Survey) -> Trend:
    """The trend with the line to speak of; InputError where the plan names one that is not there."""
    notes = tuple(note for note in found.notes if note not in tests_note(design.tests))
    if plan.answer is not None:
        labels = [line.label for line in found.lines]
        return Trend(plan, found, place_of(plan.question, plan.answer, labels, survey.find(found.id)), notes)
    nets = [i for i, line in enumerate(found.lines) if line.net is not None]
    return Trend(plan, found, nets[0] if nets else 0, notes)


def story(one: Trend) -> Sentence:
    """The last wave against the one before and all earlier ones in the same words."""
    told = [point for point in one.line.points if point.per_cent is not None]
    last, before = (told[-1] if told else None), _before(told)
    return said(
        f"{one.found.id}/trend",
        _story,
        value_id=one.value_id(one.place, last.wave) if last else "",
        says=one.plan.says or f"said {quoted(one.line.label)}",
        last=None if last is None else (last.wave, last.per_cent, last.mark),
        before=None if before is None else (before.wave, before.per_cent, before.mark),
        before_id="" if before is None else one.value_id(one.place, before.wave),
        change=last.change if last else None,
        earlier=last.earlier if last else None,
        decimals=one.found.decimals,
    )


def _before(told: Sequence[TrendPoint]) -> TrendPoint | None:
    """The wave that the last one is compared with: none where its words changed."""
    return told[-2] if len(told) > 1 and told[-1].change is not None else None


def _story(
    *,
    value_id: str,
    says: str,
    last: tuple[str, float, str | None] | None,
    before: tuple[str, float, str | None] | None,
    before_id: str,
    change: Difference | None,
    earlier: str | None,
    decimals: int,
) -> Text:
    if last is None:
        return (f"Too few replied in any wave to say how many {says}.",)
    text: Text = (f"In {last[0]}, ", *per_cent(last[1], value_id, decimals, last[2]), f" {says}")
    if before is None or change is None:
        return (*text, ".")
    then = per_cent(before[1], before_id, decimals, before[2])
    text = (*text, f", against {before[0]}'s ", *then, ": ", *_moved(change, value_id, decimals))
    told = earlier is None or earlier.startswith(NOTHING) or ONE_BEFORE in earlier
    return (*text, ".") if told else (*text, f"; {earlier}.")


def _moved(change: Difference, value_id: str, decimals: int) -> Text:
    if not change.significant:
        return ("no change beyond what chance alone would explain",)
    size = Figure(change.points, points(change.points, decimals), beside(value_id, "change"))
    return ("up " if change.points > 0 else "down ", size, ", more than chance alone would explain")


def broken(one: Trend) -> Sentence:
    """Where the words changed, which no figure is compared across."""
    return said(f"{one.found.id}/breaks", _broken, value_id=one.found.id, waves=breaks(one))


def _broken(*, value_id: str, waves: Sequence[str]) -> Text:
    if not waves:
        return ()
    return (f"The wording changed in {listed(waves)}, so waves before and after are not compared [b].",)


def breaks(one: Trend) -> tuple[str, ...]:
    """The waves at which the words changed."""
    return tuple(point.wave for point in one.line.points if point.mark == BREAK)


def trend_chart(one: Trend) -> Chart | None:
    """The line of the title and, where there are few answers, the others; None where no wave has a per cent."""
    if not any(point.per_cent is not None for point in one.line.points):
        return None
    caption = Caption(
        title=story(one).words.removesuffix("."),
        subtitle=one.found.question,
        unit="Per cent",
        base=one.found.base,
        details=(("Question as asked", one.found.question), *_details(one)),
        notes=(*one.notes, *_gaps(one)),
        sources=_sources(one),
    )
    waves = [point.wave for point in one.line.points]
    return lines_over_waves(waves, [_series(one, one.place)], caption, breaks=breaks(one))


def _details(one: Trend) -> tuple[tuple[str, str], ...]:
    bases = [f"{point.wave} {point.base:,}" for point in one.line.points if point.base is not None]
    return (*((t, words) for t, words in one.found.details if t != "Source"), ("Unweighted bases", ", ".join(bases)))


def _sources(one: Trend) -> tuple[str, ...]:
    return tuple(words for term, words in one.found.details if term == "Source")


def _gaps(one: Trend) -> tuple[str, ...]:
    waves = [point.wave for point in one.line.points if not point.asked]
    return (f"Not asked in {', '.join(waves)}.",) if waves else ()


def _series(one: Trend, place: int) -> Series:
    line = one.found.lines[place]

    def cells(what: str, decimals: int) -> tuple[Cell, ...]:
        name = what.replace("_", " ")
        return tuple(
            drawn(getattr(point, what), one.value_id(place, point.wave, name), decimals, point.mark, _instead(point))
            for point in line.points
        )

    return Series(line.label, cells("per_cent", one.found.decimals), cells("lower", 1), cells("upper", 1), role="own")


def _instead(point: TrendPoint) -> str:
    """The mark of a wave without a per cent."""
    return "u" if point.count is not None else point.mark if point.mark in ("z", "c", "u") else "x"


def trend_table(one: Trend) -> Table:
    """Every answer over the waves, with bases; [b] where the words changed, [z] where it was not asked."""
    waves = [point.wave for point in one.line.points]
    rows = [Row("Unweighted base", tuple(_base(one, point) for point in one.line.points), "base")]
    for place, line in enumerate(one.found.lines):
        cells = tuple(_cell(one, place, point) for point in line.points)
        rows.append(Row(line.label if line.net is None else f"Net: {line.label} ({line.net})", cells))
    return Table(
        title=f"{one.found.id}. {one.found.question}",
        subtitle="Over the waves",
        columns=tuple(Column(wave) for wave in waves),
        rows=tuple(rows),
        stub="Answer",
        base=one.found.base,
        details=_details(one),
        notes=(*one.notes, *_gaps(one)),
        sources=_sources(one),
    )


def trend_intervals(one: Trend) -> Table:
    """The 95 per cent interval of every figure of a trend."""
    rows = []
    for place, line in enumerate(one.found.lines):
        for what, words in (("lower", "from"), ("upper", "to")):
            ends = (
                drawn(getattr(p, what), one.value_id(place, p.wave, what), 1, None, _instead(p)) for p in line.points
            )
            rows.append(Row(f"{line.label}: {words}", tuple(ends)))
    return Table(
        title=f"{one.found.id} over the waves. How sure these figures are: intervals of 95 per cent",
        columns=tuple(Column(point.wave) for point in one.line.points),
        rows=tuple(rows),
        stub="Answer",
        base=one.found.base,
    )


def _base(one: Trend, point: TrendPoint) -> Cell:
    if point.base is None:
        return missing("c" if point.asked else "z")
    return number(point.base, value_id=one.value_id(-1, point.wave, "base"))


def _cell(one: Trend, place: int, point: TrendPoint) -> Cell:
    value_id = one.value_id(place, point.wave)
    if point.per_cent is not None:
        mark = point.mark if point.mark in (BREAK, "u", "low") else None
        mark = "s" if mark is None and point.change is not None and point.change.significant else mark
        return number(point.per_cent, value_id=value_id, decimals=one.found.decimals, unit="%", mark=mark)
    if point.count is not None:
        return number(point.count, value_id=beside(value_id, "count"), unit=f" of {point.base:,}")
    return missing(_instead(point))
