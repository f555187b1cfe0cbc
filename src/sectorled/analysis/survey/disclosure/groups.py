"""Whom a figure counts: groups of respondents described by what they are and said, and the tables that count them.

Every variable has one answer for each respondent ("not stated" is an answer); a question with several answers is a
yes-or-no variable for each of them.  So two figures that describe the same people are the same unknown to an attacker,
in whatever table they stand, and filters, waves, nets and breaks are all conditions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from sectorled.analysis.arrays import Bools, Floats, Indices
from sectorled.analysis.survey.errors import SurveyError

Condition = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Respondents who meet every condition, each a variable and the categories that meet it; none means everybody."""

    conditions: frozenset[Condition] = frozenset()

    @classmethod
    def of(cls, conditions: Mapping[str, Iterable[str]]) -> "Group":
        """Group.of({"role": ["leader"], "agree": ["strongly", "somewhat"]})."""
        return cls(frozenset((variable, frozenset(met)) for variable, met in conditions.items()))

    @property
    def variables(self) -> frozenset[str]:
        """What the group is described by."""
        return frozenset(variable for variable, _ in self.conditions)

    @property
    def empty(self) -> bool:
        """Whether its conditions contradict, as leaders among officers."""
        return any(not met for _, met in self.conditions)

    def met(self) -> dict[str, frozenset[str]]:
        """The categories that meet each condition."""
        return dict(self.conditions)

    def __and__(self, other: "Group") -> "Group":
        """Respondents in both."""
        met = self.met()
        for variable, categories in other.conditions:
            met[variable] = met.get(variable, categories) & categories
        return Group(frozenset(met.items()))


@dataclass(frozen=True, slots=True)
class Weights:
    """The least and greatest weight anyone can know a respondent to have: by category of `by`, or (`by` "") of all."""

    bounds: Mapping[str, tuple[float, float]]
    by: str = ""

    @classmethod
    def between(cls, least: float, greatest: float) -> "Weights":
        """All weights lie between the two, as a note on trimming says."""
        return cls({"": (least, greatest)})

    def __post_init__(self) -> None:
        for category, (least, greatest) in self.bounds.items():
            if not 0 < least <= greatest:
                raise SurveyError(
                    f"Weights of {category or 'all'} run from {least} to {greatest}: give a least weight above 0 and a "
                    "greatest weight that is no smaller."
                )

    def of(self, categories: Iterable[str]) -> tuple[float, float]:
        """The bounds for respondents in any of `categories` of `by`."""
        least, greatest = zip(*(self.bounds[category] for category in categories), strict=True)
        return min(least), max(greatest)

    def alike(self) -> list[frozenset[str]]:
        """Categories of `by` whose weights have the same bounds, together."""
        return [frozenset(c for c, own in self.bounds.items() if own == pair) for pair in set(self.bounds.values())]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The categories of every variable that tables use, all of them, and what anyone can look up beside the tables.

    That is the bounds of `weights`, and in `frame` how many there are of a group in the population surveyed, so that no
    more can have answered (name the wave where a group can answer in several).
    """

    categories: Mapping[str, tuple[str, ...]]
    weights: Weights | None = None
    frame: Mapping[Group, int] = field(default_factory=dict)

    def plain(self, group: Group) -> Group:
        """The group without conditions that everybody meets, so that equal groups are written alike."""
        for variable, met in group.conditions:
            unknown = met - frozenset(self.categories.get(variable, ()))
            if variable not in self.categories or unknown:
                named = f"{variable} = {', '.join(sorted(unknown))}" if unknown else variable
                raise SurveyError(f"The codebook does not know {named}: add it, or correct the table.")
        kept = ((v, met) for v, met in group.conditions if met != frozenset(self.categories[v]))
        return Group(frozenset(kept))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Unweighted `counts` [rows, columns] of a population; a row that is `Group()` holds bases, such a column totals.

    `percents` [rows, columns] are weighted per cents of the column's base as they would be printed, with `decimals`;
    NaN where none is printed.
    """

    name: str
    rows: Mapping[str, Group]
    columns: Mapping[str, Group]
    counts: Indices
    population: Group = field(default_factory=Group)
    percents: Floats | None = None
    decimals: int = 0

    def __post_init__(self) -> None:
        shape = (len(self.rows), len(self.columns))
        for what, found in (("counts", self.counts), ("per cents", self.percents)):
            if found is not None and found.shape != shape:
                raise SurveyError(
                    f"{self.name}: {found.shape} {what} do not fit {shape[0]} rows by {shape[1]} columns."
                )
        if (self.counts < 0).any():
            raise SurveyError(f"{self.name}: a count is below 0. Counts of respondents are unweighted whole numbers.")

    def groups(self, codebook: Codebook) -> list[Group]:
        """Whom each figure counts, row by row."""
        crossed = product(self.rows.values(), self.columns.values())
        return [codebook.plain(self.population & row & column) for row, column in crossed]

    def narrowings(self, codebook: Codebook) -> list[Group]:
        """Whom the population and each column describe."""
        return [codebook.plain(self.population & column) for column in self.columns.values()]

    def labels(self) -> list[str]:
        """A name for each figure, row by row."""
        return [f"{column}: {row}" for row, column in product(self.rows, self.columns)]

    def bases(self) -> Indices:
        """The position of each figure's base, row by row; -1 where the table prints no base."""
        at = next((i for i, row in enumerate(self.rows.values()) if not row.conditions), None)
        width = len(self.columns)
        if at is None:
            return np.full(self.counts.size, -1)
        return np.tile(np.arange(width) + at * width, len(self.rows))


@dataclass(frozen=True, slots=True, eq=False)
class Released:
    """A table that was published, and which of its figures everybody can see, `shown` [rows, columns]."""

    table: Table
    shown: Bools
