"""All that a measure's page shows: of a council in one of its groups, or of all councils of a group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sectorled.briefing.comparators import Comparators, comparators
from sectorled.briefing.facts import Sentence
from sectorled.briefing.sentences import gap, standing, sureness, travel
from sectorled.briefing.spread import spread
from sectorled.briefing.targets import target
from sectorled.comparison.selectors.comparators import Choices, chosen_group, comparator_choices, groups_for_all
from sectorled.comparison.selectors.metric.definition import Freshness, definition_of, freshness
from sectorled.warehouse.queries.compare import group_standing, period_position
from sectorled.warehouse.queries.council import line as line_of
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.placing import Placing, placing
from sectorled.warehouse.queries.series import series
from sectorled.warehouse.queries.shapes import GroupStanding, MetricLine, Series
from sectorled.warehouse.queries.sureness import sureness as assessed

NOBODY = "*"  # stands for the area where no council was chosen
CLOSELY = 0.05  # the level of one measure's own test


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a page or picture asks for; None takes the nearest comparators, or the latest period."""

    metric: str
    council: str | None = None
    group: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class MetricPage:
    """A measure in one group at one period; `series` and the council's own row are None where none was chosen."""

    release: Release
    line: MetricLine
    among: Comparators
    group: GroupStanding
    series: Series | None
    sentences: list[Sentence]
    choices: list[Choices]
    periods: list[tuple[str, str]]
    definition: list[tuple[str, str]]
    breaks: str | None
    freshness: Freshness

    @property
    def council(self) -> str | None:
        """The name of the council, where one was chosen."""
        return self.series.name if self.series else None

    @property
    def alone(self) -> bool:
        """Whether nobody else in the group has a figure: there is nothing to compare with."""
        return self.line.n - (self.line.standing.value is not None) < 1

    @property
    def query(self) -> dict[str, str]:
        """What names this view in an address: release, council, group and period."""
        chosen = {"council": self.line.standing.area} if self.series else {}
        return {"release": self.release.id, **chosen, "group": self.line.group, "period": self.line.period}


def metric_page(release: Release, asked: Asked, *, today: date) -> MetricPage:
    """What a measure's page shows."""
    definition = release.metric(asked.metric)
    code = release.area(asked.council) if asked.council else None
    group = chosen_group(release, code, asked.group) if code else asked.group or "all"
    cube = release.cube_of_metric(str(definition["metric"])).of_areas(release.members(group))
    placed = placing(release, [definition], cube)
    t = period_position(cube, asked.period)
    line = _line(release, placed, t, code, group)
    own = series(release, line.metric, code, group=group) if code else None
    whole = group_standing(release, definition, cube, t, group)
    row = release.group(group)
    among = comparators(str(row["kind"]), row["label"])
    return MetricPage(
        release=release,
        line=line,
        among=among,
        group=whole,
        series=own,
        sentences=_said(line, among, whole, own, target(line, definition["target_low"], definition["target_high"])),
        choices=comparator_choices(release, code, chosen=group) if code else groups_for_all(release, chosen=group),
        periods=_periods(placed),
        definition=definition_of(definition),
        breaks=definition["breaks"],
        freshness=freshness(definition, today=today),
    )


def _line(release: Release, placed: Placing, t: int, code: str | None, group: str) -> MetricLine:
    """The line of the council; without one that of nobody, which carries unit, period and the group's figures."""
    i = placed.cube.areas.index(code) if code else 0
    found = line_of(release, placed, (0, t, i), assessed(placed, [t], [i]), group)
    if code:
        return replace(found, stands_out=found.p is not None and found.p < CLOSELY)
    nobody = replace(found.standing, area=NOBODY, name="", value=None, status="missing", verdict=None, rank=None)
    value_id = f"{release.id}/{found.metric}/{NOBODY}/{found.period}"
    return replace(found, value_id=value_id, standing=nobody, gap_to_median=None, gap_to_better_quartile=None)


def _said(
    line: MetricLine, among: Comparators, group: GroupStanding, own: Series | None, aim: Sentence
) -> list[Sentence]:
    if own is None:
        return [sentence for sentence in (spread(line, group.label or "the group"), aim) if sentence.text]
    latest = own.points and own.points[-1].period == line.period
    moved = [travel(line, own)] if latest else []
    said = [standing(line, among, name=own.name), aim, sureness(line, tests=1), *moved, gap(line)]
    return [sentence for sentence in said if sentence.text]


def _periods(placed: Placing) -> list[tuple[str, str]]:
    """Those with a figure, the latest first: as stored and in words."""
    with_values: Sequence[Any] = [p for t, p in enumerate(placed.cube.periods) if placed.counted[0, t].any()]
    return [(period.iso, period.spoken) for period in reversed(with_values)]
