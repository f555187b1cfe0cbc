"""A council among its comparators: every metric, what stands out, what improves, and how sure one can be."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from sectorled.analysis.many import expected_by_chance, stands_out
from sectorled.analysis.periods import Period
from sectorled.warehouse.queries.compare import area_standing
from sectorled.warehouse.queries.cube import number
from sectorled.warehouse.queries.gaps import gaps
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.placing import Placing, placing
from sectorled.warehouse.queries.shapes import CouncilView, MetricLine, SameVerdict
from sectorled.warehouse.queries.sureness import ALPHA, Sureness, sureness
from sectorled.warehouse.tidy import InputError

SHOWN = 5  # of what stands out, as many as a page or a brief names


def council_view(
    release: Release,
    area: str,
    *,
    group: str | None = None,
    metrics: Sequence[str] | None = None,
    across_groups: int = 0,
    within: Period | None = None,
) -> CouncilView:
    """The council on all metrics (or some) at the latest period of each, in one group (its nearest by default).

    `within` asks for another period: the same, or the first that begins within it; metrics without one are left out.
    Of the metrics named, else of so many that stand out the most, `across_groups` says how many are also assessed in
    the council's other groups.
    """
    code = release.area(area)
    chosen = group or default_group(release, code)
    members = release.members(chosen)
    if code not in members:
        raise InputError(
            f"{release.area_names[code]} is not in the group {chosen}. Choose one of: {_choices(release, code)}."
        )
    wanted = [str(release.metric(m)["metric"]) for m in metrics] if metrics is not None else None
    lines = [
        line
        for cube in release.cubes_of_areas(members, wanted)
        for line in _lines(release, placing(release, release.definitions(cube.metrics), cube), (code, chosen), within)
    ]
    lines.sort(key=lambda line: (line.theme or "", line.label, line.metric))
    return _across_groups(release, _view(release, code, chosen, _marked(lines)), wanted, across_groups)


def default_group(release: Release, code: str) -> str:
    """The council's nearest neighbours where it has some, else the councils of its type, else all."""
    return next(iter(groups_of(release, code, ("neighbours", "type", "all"))))


def groups_of(release: Release, code: str, kinds: Iterable[str] | None = None) -> list[str]:
    """The groups in which a council is compared: those it is a member of or owns, not others' neighbours.

    Of schemes of the same kind the one that covers the most councils comes first, then the one that was loaded first.
    """
    members = release.table("members").filter(pl.col("area") == code)["group"]
    groups = release.table("groups").filter(
        (pl.col("owner") == code) | (pl.col("owner").is_null() & pl.col("group").is_in(members.implode()))
    )
    order = list(kinds) if kinds is not None else groups["kind"].unique().sort().to_list()
    sizes = release.table("groups").group_by("scheme", maintain_order=True).len("size")
    groups = groups.join(sizes, on="scheme", how="left", maintain_order="left").sort(
        "size", descending=True, maintain_order=True
    )
    found = [g for kind in order for g in groups.filter(pl.col("kind") == kind)["group"]]
    if not found:
        raise InputError(f"{release.area_names[code]} is in no group, so it cannot be compared.")
    return found


def _choices(release: Release, code: str) -> str:
    return ", ".join(groups_of(release, code))


def _lines(release: Release, placed: Placing, whose: tuple[str, str], within: Period | None) -> list[MetricLine]:
    code, group = whose
    i = placed.cube.areas.index(code)
    ats = [latest(placed, m) if within is None else meant(placed, m, within) for m in range(len(placed.cube.metrics))]
    sure = sureness(placed, ats, [i])
    return [line(release, placed, (m, ats[m], i), sure, group) for m in range(len(ats)) if ats[m] >= 0]


def latest(placed: Placing, m: int) -> int:
    """The latest period at which any member has a value; -1 where none ever had."""
    counted = np.flatnonzero(placed.counted[m].any(axis=1))
    return int(counted[-1]) if counted.size else -1


def meant(placed: Placing, m: int, within: Period) -> int:
    """The period asked for, of those with a value: the same, else the first that begins within it; -1 where none."""
    periods = [(t, placed.cube.periods[t]) for t in np.flatnonzero(placed.counted[m].any(axis=1))]
    exact = [t for t, period in periods if period == within]
    inside = [t for t, period in periods if within.start <= period.start < within.end]
    return int(next(iter(exact or inside), -1))


def line(release: Release, placed: Placing, where: tuple[int, int, int], sure: Sureness, group: str) -> MetricLine:
    """All that is said of one metric; whether it stands out is decided over the whole page, later."""
    m, t, i = where
    definition, figures, cell = placed.definitions[m], placed.figures, placed.cell(m, t)
    standing = area_standing(release, placed, where, sure, trend_of=0)
    period, p = placed.cube.periods[t], sure.p_value(m, i)
    keys = ("metric", "label", "theme", "nature", "unit", "value_type", "polarity", "source", "caveat")
    about: dict[str, Any] = {key: definition[key] for key in keys}
    to_median, to_quartile = gaps(placed, where)
    return MetricLine(
        **about,
        value_id=value_id(release, definition["metric"], standing.area, period.iso),
        decimals=1 if definition["decimals"] is None else definition["decimals"],
        period=period.iso,
        period_spoken=period.spoken,
        group=group,
        n=int(figures.n[cell]),
        not_applicable=placed.not_applicable(m, t),
        missing=placed.missing(m, t),
        median=number(figures.median[cell]),
        q1=number(figures.q1[cell]),
        q3=number(figures.q3[cell]),
        standing=standing,
        p=p,
        stands_out=False,
        marked_alone=p is not None and p < ALPHA,
        gap_to_median=to_median,
        gap_to_better_quartile=to_quartile,
        same_in=None,
        of_groups=None,
    )


def value_id(release: Release, metric: object, area: str, period: str) -> str:
    """The id that a number carries wherever it goes, and by which it can be followed back to its source."""
    return f"{release.id}/{metric}/{area}/{period}"


def _marked(lines: list[MetricLine]) -> list[MetricLine]:
    """Decide over the whole page what stands out: false findings held at 5% (C23); context is never judged."""
    p = np.array([np.nan if x.p is None or not judged(x) else x.p for x in lines], float)
    return [replace(x, stands_out=bool(found)) for x, found in zip(lines, stands_out(p), strict=True)]


def judged(line: MetricLine) -> bool:
    """Whether a council may be called better or worse on this metric at all."""
    return line.polarity != "none" and line.nature != "context"


def _view(release: Release, code: str, group: str, lines: list[MetricLine]) -> CouncilView:
    own = release.table("areas").filter(pl.col("code") == code).row(0, named=True)
    tested = [x for x in lines if x.p is not None and judged(x)]
    trends = _controlled_trends(lines)
    successions = release.table("successions")
    return CouncilView(
        area=code,
        **{key: own[key] for key in ("name", "kind", "region", "nation")},
        former_names=release.table("names").filter(pl.col("area") == code)["name"].to_list(),
        predecessors=successions.filter(pl.col("successor") == code)["predecessor"].sort().to_list(),
        successors=successions.filter(pl.col("predecessor") == code)["successor"].sort().to_list(),
        release=release.id,
        group=group,
        group_label=release.group(group)["label"],
        lines=lines,
        stands_out=_both_sides([x for x in sorted(tested, key=lambda x: x.p or 0.0) if x.stands_out]),
        improving=[x.metric for x in trends if x.standing.trend.verdict == "better"],
        worsening=[x.metric for x in trends if x.standing.trend.verdict == "worse"],
        uncertain=[x.metric for x in lines if judged(x) and x.standing.how_sure == "none" and x.standing.rank],
        tests=len(tested),
        chance_marks=float(expected_by_chance(np.array([x.p for x in tested], float), ALPHA)),
        marks=sum(x.marked_alone for x in tested),
    )


def _both_sides(found: list[MetricLine]) -> list[str]:
    """Surest first; if the first few all point one way, the surest that points the other way is the last of them."""
    first = {x.standing.verdict for x in found[:SHOWN]}
    other = next((x for x in found[SHOWN:] if x.standing.verdict not in first), None)
    if len(first) == 1 and other is not None:
        found = [*found[: SHOWN - 1], other, *(x for x in found[SHOWN - 1 :] if x is not other)]
    return [x.metric for x in found]


def _across_groups(release: Release, view: CouncilView, wanted: Sequence[str] | None, most: int) -> CouncilView:
    looked_at = (view.stands_out if wanted is None else wanted)[:most]
    found = {metric: same_verdict(release, view.area, metric) for metric in looked_at}
    lines = [
        replace(x, same_in=same.same, of_groups=same.of) if (same := found.get(x.metric)) else x for x in view.lines
    ]
    return replace(view, lines=lines)


def _controlled_trends(lines: list[MetricLine]) -> list[MetricLine]:
    """The trends that are still there when false findings over all trends of the page are held at 5%, surest first."""
    p = np.array([np.nan if x.standing.trend.p is None or not judged(x) else x.standing.trend.p for x in lines], float)
    found = [x for x, kept in zip(lines, stands_out(p), strict=True) if kept]
    return sorted(found, key=lambda x: x.standing.trend.p or 0.0)


def same_verdict(release: Release, area: str, metric: str) -> SameVerdict:
    """The council's verdict on a metric in each of its groups, and how many agree with the first (C14)."""
    code, definition = release.area(area), release.metric(metric)
    whole, name = release.cube_of_metric(definition["metric"]), str(definition["metric"])
    found: dict[str, str | None] = {}
    for group in groups_of(
        release, code, ("neighbours", "family", "type", "tier", "region", "nation", "all", "custom")
    ):
        placed = placing(release, [definition], whole.of_areas(release.members(group)))
        t = latest(placed, 0)
        found[group] = sureness(placed, [t], []).verdict(0, placed.cube.areas.index(code)) if t >= 0 else None
    told = [said for said in found.values() if said is not None]
    return SameVerdict(name, code, release.id, found, told.count(told[0]) if told else 0, len(told))
