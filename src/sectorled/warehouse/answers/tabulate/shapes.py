"""The form in which tables of a survey are answered; per cents run from 0 to 100, unrounded, errors in points."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerColumn:
    """A column: everybody (no `break_id`), or an answer to the question a break is by.

    `base` counts respondents, `weighted_base` their weights, `effective_base` how many alike weights would say as much
    (Kish); null where suppressed.  `shown` is how its figures are shown: per cent, marked, count, nothing.
    """

    letter: str | None
    break_id: str | None
    break_text: str | None
    label: str
    base: int | None
    weighted_base: float | None
    effective_base: float | None
    shown: str
    mean: float | None = None
    mean_error: float | None = None
    mean_lower: float | None = None
    mean_upper: float | None = None
    mean_higher_than: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A column's per cent less another figure, in points; `p` allows for many comparisons where the design says so."""

    points: float
    error: float
    p: float | None
    significant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerCell:
    """One figure: respondents, their weight, and their share of the column's base with its error and interval.

    `shown` is what a table prints and `mark` the shorthand beside or instead of it; figures that are suppressed are
    null.  `higher_than` are letters of columns of the same break.
    """

    column: str | None
    count: int | None
    weighted: float | None
    per_cent: float | None
    error: float | None
    lower: float | None
    upper: float | None
    shown: str
    mark: str | None
    words: str | None
    higher_than: tuple[str, ...] = ()
    against_rest: Difference | None = None
    against_average: Difference | None = None
    against_earlier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerRow:
    """An answer, or a net of several with its definition."""

    label: str
    net: str | None
    cells: tuple[BannerCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakTest:
    """Rao and Scott's test that answers do not depend on the break; of one row of a multiple response."""

    break_id: str
    row: str | None
    method: str
    statistic: float
    df: tuple[float, ...]
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerTable:
    """One question by its breaks, with all that must travel with it."""

    id: str
    question: str
    kind: str
    base: str
    unit_of_analysis: str
    filter: str | None
    details: tuple[tuple[str, str], ...]
    columns: tuple[BannerColumn, ...]
    rows: tuple[BannerRow, ...]
    tests: tuple[BreakTest, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    withheld: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulation:
    """The tables asked for, a grid having one for each of its lines."""

    survey: str
    title: str
    decimals: int
    level: float
    tables: tuple[BannerTable, ...]
