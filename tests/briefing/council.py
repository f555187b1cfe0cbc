"""A made council, its metrics and its group, for tests: every part can be changed by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sectorled.briefing.comparators import NEIGHBOURS
from sectorled.briefing.material import Material
from sectorled.warehouse.queries.shapes import (
    AreaStanding,
    CouncilView,
    Gap,
    GroupStanding,
    MetricLine,
    Point,
    Reference,
    Series,
    Then,
    Trend,
)  # fmt: skip

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AREA, RELEASE = "X06000001", "r1"
LATEST, BEFORE, FIRST = "2024-04-01/P1Y", "2023-04-01/P1Y", "2013-04-01/P1Y"
LABELS = (
    "Household waste recycled",
    "Users satisfied with care and support",
    "Households in temporary accommodation",
    "Council tax collected",
    "Major planning applications decided on time",
    "Children in care",
    "Second child protection plans",
    "Adults walking for travel at least three days a week",
)
THEMES = ("Environment and waste", "Adult social care and health", "Housing and homelessness", "Finance")


def then(value: float | None = 36.1, period: str = BEFORE, **changes: Any) -> Then:
    made = Then(period, value, 9, 2.2, "difference", 3, "higher", None, follows_on=True, across_break=False)
    return replace(made, **changes)


def area(value: float | None = 38.3, code: str = AREA, **changes: Any) -> AreaStanding:
    made = AreaStanding(
        area=code,
        name="Amberfold" if code == AREA else f"Council {code[-2:]}",
        status="final",
        value=value,
        numerator=None,
        denominator=None,
        lower=None,
        upper=None,
        rank=12,
        joint=False,
        of=16,
        rank_share=0.75,
        band=3,
        mads_from_median=-1.4,
        words="slightly below the median",
        how_sure="none",
        verdict=None,
        reference_without_self=Reference(44.2, 44.0),
        previous=then(),
        first=then(31.0, FIRST),
        trend=Trend("Mann-Kendall", 0.4, "higher", "similar", None),
        reply=None,
    )
    return replace(made, **changes)


def line(metric: str = "waste.recycled", *, standing: AreaStanding | None = None, **changes: Any) -> MetricLine:
    made = MetricLine(
        value_id=f"{RELEASE}/{metric}/{AREA}/{LATEST}",
        metric=metric,
        label=LABELS[0],
        theme=THEMES[0],
        nature="service",
        unit="%",
        decimals=1,
        value_type="percentage",
        polarity="high",
        source="Fictional environment and waste returns",
        caveat="Garden waste is heavy: councils with many gardens recycle more by weight.",
        period=LATEST,
        period_spoken="2024/25",
        group="near",
        n=16,
        not_applicable=0,
        missing=0,
        median=44.1,
        q1=40.0,
        q3=48.0,
        standing=standing or area(),
        p=None,
        stands_out=False,
        marked_alone=False,
        gap_to_median=None,
        gap_to_better_quartile=None,
        same_in=5,
        of_groups=6,
    )
    return replace(made, **changes)


def found(metric: str, label: str, verdict: str, *, how_sure: str = "counts", **changes: Any) -> MetricLine:
    """A metric that stands out."""
    trend = Trend("recent trend", 0.001, "lower", "worse", None)
    own = area(verdict=verdict, how_sure=how_sure, lower=36.9, upper=39.8, trend=trend)
    gap = Gap("median", 5.8, 12_403.4, "tonnes of household waste sent for reuse", "12,403 more tonnes")
    return line(
        metric, standing=own, label=label, p=0.0004, stands_out=True, marked_alone=True, gap_to_median=gap, **changes
    )


def view(lines: Sequence[MetricLine], **changes: Any) -> CouncilView:
    made = CouncilView(
        area=AREA,
        name="Amberfold",
        kind="unitary",
        region="Northmark",
        nation="Fictia",
        former_names=[],
        predecessors=[],
        successors=[],
        release=RELEASE,
        group="near",
        group_label="Nearest neighbours of Amberfold",
        lines=list(lines),
        stands_out=[x.metric for x in lines if x.stands_out],
        improving=[],
        worsening=[],
        uncertain=[x.metric for x in lines if x.standing.how_sure == "none"],
        tests=41,
        chance_marks=2.05,
        marks=9,
    )
    return replace(made, **changes)


def group(lines_value: float = 38.3) -> GroupStanding:
    values = [40.1, 41.0, 42.3, 43.0, 44.1, 44.9, 46.2, 48.0, 49.3, 51.0, 36.0, 37.1, 45.0, 47.0, 52.0]
    areas = [area(lines_value), *(area(v, f"X060000{i + 2:02d}", rank=i + 1) for i, v in enumerate(values))]
    return GroupStanding(
        "near", "neighbours", "Nearest neighbours", AREA, 16, 0, 0, 44.0, 44.1, 43.7, 40.0, 48.0, 3.1, areas
    )


def series(
    values: Sequence[float | None] = (45.0, 44.1, 43.0, 41.2, 40.0, 38.3), metric: str = "waste.recycled"
) -> Series:
    first = 2025 - len(values)
    points = [
        Point(
            value_id=f"{RELEASE}/{metric}/{AREA}/{first + i}-04-01/P1Y",
            period=f"{first + i}-04-01/P1Y",
            period_spoken=f"{first + i}/{(first + i + 1) % 100:02d}",
            value=value,
            status="missing" if value is None else "final",
            lower=None,
            upper=None,
            group_median=44.1,
            group_q1=40.0,
            group_q3=48.0,
            n=16,
            follows_on=i > 0 and values[i - 1] is not None,
        )
        for i, value in enumerate(values)
    ]
    trend = Trend("Mann-Kendall", 0.4, "lower", "similar", None)
    return Series(
        metric, LABELS[0], "%", 1, "Returns", None, None, "high", AREA, "Amberfold", "near", RELEASE, points, trend
    )


def material(lines: Sequence[MetricLine] | None = None, **changes: Any) -> Material:
    """A council with five metrics that stand out, some that move and some that nobody can tell."""
    lines = full_lines() if lines is None else list(lines)
    view_changes = {k: changes.pop(k) for k in list(changes) if k in CouncilView.__dataclass_fields__}
    seen = view(lines, **view_changes)
    close = [x.metric for x in lines]
    made = Material(
        seen,
        NEIGHBOURS,
        "r1, built on 20 November 2026",
        groups={m: group() for m in close},
        runs={m: series(metric=m) for m in close},
        definitions={m: {"metric": m, "licence": "Fictional"} for m in close},
    )
    return replace(made, **changes)


def full_lines() -> list[MetricLine]:
    verdicts = ("worse", "worse", "better", "worse", "better")
    standing_out = [found(f"m{i}", LABELS[i], verdict, theme=THEMES[i % 4]) for i, verdict in enumerate(verdicts)]
    rest = [line(f"n{i}", label=f"{LABELS[i % 8]} (part {i})", theme=THEMES[i % 4]) for i in range(36)]
    return sorted([*standing_out, *rest], key=lambda x: (x.theme or "", x.label))
