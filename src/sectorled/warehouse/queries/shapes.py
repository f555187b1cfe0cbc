"""The shapes of answers, as the command line, the API and a notebook get them; their JSON schemas are printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """What an area is held against: the group's figures without the area itself."""

    median: float | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Then:
    """An area's value at an earlier period and how it moved; `rank_change` is positive where the rank improved.

    Across a break in comparability the change is given but not judged.
    """

    period: str
    value: float | None
    rank: int | None
    change: float | None
    change_kind: str
    rank_change: int | None
    direction: str | None
    verdict: str | None
    follows_on: bool  # False where a period is absent between the two
    across_break: bool  # True where the definition names a break between the two


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


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a value is from a reference in natural units: `units` of the numerator ("140 fewer children")."""

    to: str
    amount: float
    units: float | None
    unit_words: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One metric of a council in its group, at the metric's latest period."""

    value_id: str
    metric: str
    label: str
    theme: str | None
    nature: str | None
    unit: str | None
    decimals: int
    value_type: str | None
    polarity: str
    source: str | None
    caveat: str | None
    period: str
    period_spoken: str
    group: str
    n: int
    not_applicable: int
    missing: int
    median: float | None
    q1: float | None
    q3: float | None
    standing: AreaStanding
    gap_to_median: Gap | None
    gap_to_better_quartile: Gap | None


@dataclass(frozen=True, slots=True)
class MetricLine(Line):
    """The same with what decides whether it stands out: all that a page or a report says."""

    p: float | None
    stands_out: bool
    marked_alone: bool
    same_in: int | None  # of so many groups of the council in which chance could be assessed; None where not asked for
    of_groups: int | None


@dataclass(frozen=True, slots=True)
class CouncilView:
    """A council among its comparators: every metric, and what stands out of them.

    `stands_out`, `improving`, `worsening` and `uncertain` hold metric ids; `tests` is how many differences were tested,
    `chance_marks` how many marks at 95% chance alone would give.  There is no overall score.
    """

    area: str
    name: str
    kind: str | None
    region: str | None
    nation: str | None
    former_names: list[str]
    predecessors: list[str]
    successors: list[str]
    release: str
    group: str
    group_label: str | None
    lines: list[MetricLine]
    stands_out: list[str]
    improving: list[str]
    worsening: list[str]
    uncertain: list[str]
    tests: int
    chance_marks: float
    marks: int


@dataclass(frozen=True, slots=True)
class SameVerdict:
    """The answer to `sectorled same-verdict`: does a verdict survive other reasonable groups?  "Same in 5 of 6".

    `verdicts` has every group the council is compared in, None where chance could not be assessed there; `same` of
    those `of` that have a verdict agree with the first, the council's nearest comparators.
    """

    metric: str
    area: str
    release: str
    verdicts: dict[str, str | None]
    same: int
    of: int


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a council's series beside its group's figures."""

    value_id: str
    period: str
    period_spoken: str
    value: float | None
    status: str
    lower: float | None
    upper: float | None
    group_median: float | None
    group_q1: float | None
    group_q3: float | None
    n: int
    follows_on: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The answer to `sectorled trend`: a council's values over time, its group's, and its direction of travel."""

    metric: str
    label: str
    unit: str | None
    decimals: int
    source: str | None
    caveat: str | None
    breaks: str | None
    polarity: str
    area: str
    name: str
    group: str
    release: str
    points: list[Point]
    trend: Trend
    reply: str | None = None  # what the council says beside its figures, where records are at hand


@dataclass(frozen=True, slots=True)
class Baseline:
    """One metric of a proposed council at its latest period that all predecessors share."""

    metric: str
    label: str
    unit: str | None
    source: str | None
    caveat: str | None
    period: str
    value: float
    numerator: float | None
    denominator: float | None
    of: list[str]


@dataclass(frozen=True, slots=True)
class NotCombined:
    """A metric that the predecessors have but that cannot be put together, and why."""

    metric: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProposedCouncil:
    """The answer to `sectorled propose-council`: the baseline on every metric, and what cannot be combined."""

    predecessors: list[str]
    names: list[str]
    release: str
    baseline: list[Baseline]
    not_combined: list[NotCombined]
