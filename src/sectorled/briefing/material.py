"""What briefs and reports are written from: a council's view, and groups and series of the metrics shown closely."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sectorled.analysis.periods import Period
from sectorled.briefing.comparators import Comparators, comparators
from sectorled.warehouse.queries.compare import compare
from sectorled.warehouse.queries.council import SHOWN, council_view
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.series import series
from sectorled.warehouse.queries.shapes import CouncilView, GroupStanding, MetricLine, Series

FICTIONAL = "Fictional data, for demonstration only"


@dataclass(frozen=True, slots=True)
class Material:
    """A council's view; `groups` and `runs` hold its whole group and its series for some metrics, by metric id.

    `definitions` are the metrics' own rows; `replies` what the council says of a figure, by metric id.
    """

    view: CouncilView
    among: Comparators
    release_named: str
    groups: Mapping[str, GroupStanding] = field(default_factory=dict)
    runs: Mapping[str, Series] = field(default_factory=dict)
    definitions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    replies: Mapping[str, str] = field(default_factory=dict)

    @property
    def banner(self) -> str | None:
        """What every page must say of made-up figures; None for real ones."""
        licences = [str(d.get("licence") or "").casefold() for d in self.definitions.values()]
        return FICTIONAL if any(licence.startswith("fictional") for licence in licences) else None

    @property
    def outstanding(self) -> list[MetricLine]:
        """What stands out, at most five: those called worse first, the surest first."""
        lines = {line.metric: line for line in self.view.lines}
        found = [lines[metric] for metric in self.view.stands_out]
        return sorted(found[:SHOWN], key=lambda line: line.standing.verdict != "worse")

    def named(self, metrics: Iterable[str]) -> list[MetricLine]:
        """The lines of these metrics, in their order."""
        lines = {line.metric: line for line in self.view.lines}
        return [lines[metric] for metric in metrics if metric in lines]

    def reply(self, line: MetricLine) -> str | None:
        """What the council says of a figure."""
        return self.replies.get(line.metric) or line.standing.reply


def named(release: Release) -> str:
    """A release in words: "427fc3e5a5e6, built on 22 November 2026"."""
    day = date.fromisoformat(release.manifest.built[:10])
    return f"{release.id}, built on {Period(day).spoken}"


def gather(
    release: Release,
    area: str,
    *,
    group: str | None = None,
    metrics: Sequence[str] | None = None,
    replies: Mapping[str, str] | None = None,
    within: Period | None = None,
) -> Material:
    """Read what is needed of a release: closely the given metrics, else those that stand out.

    Each metric at its latest period, or at the one that is meant by `within`.
    """
    view = council_view(release, area, group=group, metrics=metrics, across_groups=SHOWN, within=within)
    row = release.group(view.group)
    close = [line.metric for line in view.lines] if metrics is not None else view.stands_out[:SHOWN]
    moving = () if metrics is not None else (*view.improving, *view.worsening)
    periods = {line.metric: line.period for line in view.lines}
    return Material(
        view,
        comparators(str(row["kind"]), view.group_label),
        named(release),
        groups={m: compare(release, m, period=periods[m], groups=[view.group]).groups[0] for m in close},
        runs={m: series(release, m, area, group=view.group) for m in dict.fromkeys((*close, *moving))},
        definitions={str(d["metric"]): d for d in release.table("metrics").iter_rows(named=True)},
        replies=replies or {},
    )
