"""The shapes of answers: what the command line, the API and a notebook get.  Their JSON schemas are printed from here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """What an area is held against: the group's figures without the area itself."""

    median: float | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Then:
    """An area's value at an earlier period and how it moved since; `rank_change` is positive where the rank improved."""

    period: str
    value: float | None
    rank: int | None
    change: float | None
    change_kind: str
    rank_change: int | None
    direction: str | None
    verdict: str | None
    follows_on: bool  # False where a period is absent between the two


@dataclass(frozen=True, slots=True)
class Trend:
    """Direction of travel over the latest unbroken periods; `reason` says why there is none."""

    method: str
    p: float | None
    direction: str | None
    verdict: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """One area in its group for one metric and period."""

    area: str
    name: str
    status: str
    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    rank: int | None
    joint: bool
    of: int
    rank_share: float | None
    band: int | None
    mads_from_median: float | None
    words: str | None
    how_sure: str
    verdict: str | None
    reference_without_self: Reference
    previous: Then | None
    first: Then | None
    trend: Trend
    reply: str | None


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """One group's figures and its areas.  `n` counts the areas with a value that enters statistics."""

    group: str
    scheme: str
    label: str | None
    owner: str | None
    n: int
    not_applicable: int
    missing: int
    mean: float | None
    median: float | None
    ratio_of_sums: float | None
    q1: float | None
    q3: float | None
    mad: float | None
    areas: list[AreaStanding]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer to `sectorled compare`."""

    metric: str
    label: str
    unit: str | None
    source: str | None
    caveat: str | None
    period: str
    polarity: str
    release: str
    groups: list[GroupStanding]
