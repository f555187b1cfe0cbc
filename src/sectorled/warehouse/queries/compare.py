"""One metric, one period, one or more groups: who stands where, how it moved, and how sure one can be."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from sectorled.analysis.periods import Period
from sectorled.analysis.words import distance_words, same_answer
from sectorled.warehouse.period_labels import read_label
from sectorled.warehouse.queries.cube import Cube, number
from sectorled.warehouse.queries.moves import first_period, previous_period, then
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.placing import Placing, placing
from sectorled.warehouse.queries.shapes import AreaStanding, Comparison, GroupStanding, Reference
from sectorled.warehouse.queries.sureness import Sureness, sureness
from sectorled.warehouse.status import MISSING, OUTSIDE, STATUSES
from sectorled.warehouse.tidy import InputError

FIGURES = ("mean", "median", "ratio_of_sums", "q1", "q3", "mad")


def compare(
    release: Release,
    metric: str,
    *,
    period: str | None = None,
    groups: Sequence[str] | None = None,
    area: str | None = None,
    on: date | None = None,
) -> Comparison:
    """Compare areas on a metric at a period (the latest by default) in the given groups, else in its default scheme.

    Groups are those of the period, or of the day `on`.  With `area` only its groups are answered, and only its row.
    """
    definition = release.metric(metric)
    whole = release.cube_of_metric(str(definition["metric"]))
    t = period_position(whole, period)
    only = release.area(area) if area else None
    wanted = groups if groups is not None else release.groups_of_scheme(release.default_scheme(definition))
    concerned = [group for group in wanted if only is None or _concerns(release, group, only)]
    if only and not concerned:
        its = [group for group in release.table("groups")["group"] if _concerns(release, group, only)]
        raise InputError(
            f"{release.area_names[only]} is not in {' or '.join(wanted[:3])}. It is in: {', '.join(its)}.", its
        )
    answers = [
        group_standing(release, definition, whole.of_areas(release.members(group)), t, group, only=only, on=on)
        for group in concerned
    ]
    keys = ("metric", "label", "unit", "source", "caveat", "polarity")
    about: dict[str, Any] = {key: definition[key] for key in keys}
    return Comparison(**about, period=whole.periods[t].iso, release=release.id, groups=answers)


def period_position(whole: Cube, period: str | None) -> int:
    """Where a period stands in the cube: by ISO form or in words; the latest with a value where none is given."""
    if period is None:
        with_values = np.flatnonzero(whole.counted.any(axis=(0, 2)))
        return int(with_values[-1]) if with_values.size else len(whole.periods) - 1
    meant = _read(period)
    for t, known in enumerate(whole.periods):
        if period == known.spoken or known == meant:
            return t
    valid = [known.spoken for known in whole.periods]
    latest = ", ".join(valid[-6:])
    raise InputError(f"There is no period {period!r} for {whole.metrics[0]}. The latest ones are: {latest}.", valid)


def _read(period: str) -> Period | None:
    try:
        return read_label(period).period
    except ValueError:
        return None


def _concerns(release: Release, group: str, area: str) -> bool:
    owner = release.group(group)["owner"]
    return owner == area if owner else area in release.members(group)


def group_standing(
    release: Release,
    definition: dict[str, Any],
    members: Cube,
    t: int,
    group: str,
    *,
    only: str | None = None,
    on: date | None = None,
) -> GroupStanding:
    """A group's figures and its areas (or one of them) at position `t` of the metric's periods."""
    about: dict[str, Any] = {key: release.group(group)[key] for key in ("group", "scheme", "label", "owner")}
    placed = placing(release, [definition], members, on=on)
    sure = sureness(placed, [t])
    shown = [
        i for i, code in enumerate(placed.cube.areas) if placed.cube.status[0, t, i] != OUTSIDE and only in (None, code)
    ]
    figures: dict[str, Any] = {name: number(getattr(placed.figures, name)[t]) for name in FIGURES}
    return GroupStanding(
        **about,
        n=int(placed.figures.n[t]),
        not_applicable=placed.not_applicable(0, t),
        missing=placed.missing(0, t),
        **figures,
        areas=[area_standing(release, placed, (0, t, i), sure) for i in shown],
    )


def area_standing(
    release: Release, placed: Placing, where: tuple[int, int, int], sure: Sureness, *, trend_of: int | None = None
) -> AreaStanding:
    """One area on one metric (`where` is metric, period, area); `trend_of` is its position among those with trends."""
    m, t, i = where
    trend_of = i if trend_of is None else trend_of
    own, standings, cell = placed.cube, placed.standings, placed.cell(m, t)
    code, status = own.areas[i], int(own.status[m, t, i])
    values, yes_no = placed.values[m, t], placed.definitions[m]["value_type"] == "yes/no"
    return AreaStanding(
        area=code,
        name=release.area_names.get(code, code),
        status=STATUSES[status if status >= 0 else MISSING],
        value=number(values[i]),
        **{name: number(getattr(own, name)[m, t, i]) for name in ("numerator", "denominator", "lower", "upper")},
        rank=int(standings.rank[cell, i]) or None,
        joint=bool(standings.joint[cell, i]),
        of=int(standings.of[cell]),
        rank_share=number(standings.rank_share[cell, i]),
        band=int(standings.band[cell, i]) or None,
        mads_from_median=number(standings.mads_from_median[cell, i]),
        words=same_answer(values, i) if yes_no else distance_words(standings, cell, i, values=values),
        how_sure=sure.kind_for(m, i),
        verdict=sure.verdict(m, i),
        reference_without_self=Reference(number(sure.medians[m, i]), number(sure.means[m, i])),
        previous=then(placed, where, previous_period(placed, m, t, i), sure),
        first=then(placed, where, first_period(placed, m, t, i), sure),
        trend=sure.trends.trend(m, trend_of),
        reply=None,
    )
