"""One stage of sampling: which units were drawn from which strata, and what each adds to the variance.

The variance of a total is that of unit totals within strata, with the finite population correction; each later stage
adds its own, times the sampling fractions of the stages above it (Särndal, Swensson and Wretman 1992, chapter 4).
Without a correction at the first stage the units count as drawn with replacement and later stages add nothing (the
ultimate cluster).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sectorled.analysis.arrays import Bools, Floats, Indices, floats
from sectorled.analysis.survey.errors import SurveyError


class Lonely(StrEnum):
    """What a stratum with a single unit adds to the variance.

    FAIL refuses it.  CERTAINTY adds nothing: the unit was sure to be drawn.  AVERAGE adds what the other strata add on
    average.  ADJUST measures the unit from the mean of the whole sample, not of its stratum.
    """

    FAIL = "fail"
    CERTAINTY = "certainty"
    AVERAGE = "average"
    ADJUST = "adjust"


@dataclass(frozen=True, slots=True)
class Coded:
    """Labels that were coded already: a code for each row [rows], and the sorted names they stand for."""

    codes: Indices
    names: NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One stage of a design as the analyst gives it, a value for each respondent.

    `units` labels what was drawn (None: each respondent), `strata` what it was drawn within (None: no strata) and
    `population` how many units the stratum holds (None: drawn with replacement, no correction).  `nested` says that
    labels of units are unique only within their stratum.
    """

    units: ArrayLike | Coded | None = None
    strata: ArrayLike | Coded | None = None
    population: ArrayLike | None = None
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage in codes: the unit of each row [rows], the stratum of each unit [units].

    Per stratum: `size` units drawn; `fraction` of all such units in the population that were, down to this stage (0
    without a correction); `scale` of the sum of squares of its unit totals about their mean, or about 0 where not
    `centred`.
    """

    unit_of_row: Indices
    stratum_of_unit: Indices
    size: Floats
    fraction: Floats
    scale: Floats
    centred: Bools

    @property
    def units(self) -> int:
        """How many units were drawn."""
        return len(self.stratum_of_unit)

    @property
    def stratum_of_row(self) -> Indices:
        """The stratum of each row [rows]."""
        return self.stratum_of_unit[self.unit_of_row]

    @property
    def elementary(self) -> bool:
        """Whether each row is a unit of its own."""
        return self.units == len(self.unit_of_row)

    def on_rows(self, rows: Indices) -> "Stage":
        """The same stage told of other rows, given one former row for each."""
        return replace(self, unit_of_row=self.unit_of_row[rows])


def codes_of(labels: ArrayLike | Coded, what: str) -> tuple[Indices, NDArray[np.generic]]:
    """Codes [rows] and the sorted labels they stand for; a missing label is refused with its row (from 1)."""
    if isinstance(labels, Coded):
        return labels.codes, labels.names
    given = np.asarray(labels)
    absent = given != given if given.dtype.kind != "O" else np.array([x is None or x != x for x in given])
    if absent.any():
        raise SurveyError(f"Respondent {int(np.argmax(absent)) + 1} has no {what}: give one, or leave the row out.")
    found, codes = np.unique(given, return_inverse=True)
    return codes.astype(np.intp), found


@dataclass(frozen=True, slots=True)
class _Strata:
    """Strata of one stage: the code of each row, how many, what the stages above make of each, and how to name one."""

    of_row: Indices
    count: int
    fraction_above: Floats
    name: Callable[[int], str]


def stage_of(drawn: Drawn, rows: int, *, above: Stage | None, lonely: Lonely) -> Stage:
    """Check one stage and work out its scales; `above` is the stage before, whose units hold these."""
    strata = _strata(drawn, rows, above)
    units, stratum_of_unit = _units(drawn, strata, first=above is None)
    size = floats(np.bincount(stratum_of_unit, minlength=strata.count))
    fraction = _fractions(drawn.population, strata, size)
    scale, centred = _scales(size, fraction, strata, lonely)
    return Stage(units, stratum_of_unit, size, fraction * strata.fraction_above, scale, centred)


def _strata(drawn: Drawn, rows: int, above: Stage | None) -> _Strata:
    """The strata as given; at a later stage, those within each unit of the stage before."""
    if drawn.strata is None:
        codes, labels = np.zeros(rows, np.intp), np.array(["of everyone" if above is None else ""])
    else:
        codes, labels = codes_of(drawn.strata, "stratum")
    if above is None:
        return _Strata(codes, len(labels), np.ones(len(labels)), lambda stratum: str(labels[stratum]))
    joint, outer, inner = _joined(above.unit_of_row, codes)
    first = np.zeros(len(outer), np.intp)
    first[joint[::-1]] = np.arange(rows)[::-1]
    fraction = above.fraction[above.stratum_of_unit[outer]]
    return _Strata(
        joint, len(outer), fraction, lambda one: f"{labels[inner[one]]} in the cluster of row {first[one] + 1}".strip()
    )


def _joined(outer: Indices, inner: Indices) -> tuple[Indices, Indices, Indices]:
    """Codes of the pairs that occur, and the first and second of each pair."""
    width = int(inner.max()) + 1
    found, codes = np.unique(outer * width + inner, return_inverse=True)
    return codes.astype(np.intp), found // width, found % width


def _units(drawn: Drawn, strata: _Strata, *, first: bool) -> tuple[Indices, Indices]:
    """The unit of each row and the stratum of each unit; labels of later stages are always nested."""
    if drawn.units is None:
        return np.arange(len(strata.of_row)), strata.of_row
    units, labels = codes_of(drawn.units, "cluster")
    if drawn.nested or not first:
        units, stratum_of_unit, _ = _joined(strata.of_row, units)
        return units, stratum_of_unit
    stratum_of_unit = np.zeros(len(labels), np.intp)
    stratum_of_unit[units] = strata.of_row
    crossing = stratum_of_unit[units] != strata.of_row
    if crossing.any():
        row = int(np.argmax(crossing))
        one, other = (strata.name(int(code)) for code in (strata.of_row[row], stratum_of_unit[units[row]]))
        raise SurveyError(
            f"Cluster {labels[units[row]]} lies in strata {one} and {other}: say that its label is unique only within "
            "strata (nested), or correct the rows."
        )
    return units, stratum_of_unit


def _fractions(population: ArrayLike | None, strata: _Strata, size: Floats) -> Floats:
    """The sampling fraction of each stratum; 0 where the population is not given or infinite."""
    if population is None:
        return np.zeros(strata.count)
    given = np.broadcast_to(floats(population), strata.of_row.shape)
    of_stratum = np.zeros(strata.count)
    of_stratum[strata.of_row] = given
    wrong = ~(given >= size[strata.of_row])
    varying = given != of_stratum[strata.of_row]
    if wrong.any():
        row = int(np.argmax(wrong))
        code = int(strata.of_row[row])
        raise SurveyError(
            f"Respondent {row + 1}: stratum {strata.name(code)} is said to hold {given[row]:g} units, but "
            f"{size[code]:g} were drawn from it: give the number of units in the whole stratum."
        )
    if varying.any():
        row = int(np.argmax(varying))
        raise SurveyError(
            f"Respondent {row + 1}: stratum {strata.name(int(strata.of_row[row]))} has two sizes of population: give "
            "one."
        )
    return size / of_stratum


def _scales(size: Floats, fraction: Floats, strata: _Strata, lonely: Lonely) -> tuple[Floats, Bools]:
    """The scale of each stratum's sum of squares, and whether it is taken about the stratum's mean."""
    counts = strata.fraction_above > 0
    alone = (size == 1) & (fraction < 1) & counts
    if alone.any() and lonely is Lonely.FAIL:
        raise SurveyError(
            f"Stratum {strata.name(int(np.argmax(alone)))} has only one unit ({np.count_nonzero(alone)} such in all), "
            "so its variance cannot be estimated. Join it to a similar stratum, or choose a remedy: certainty (it was "
            "sure to be drawn and adds nothing), average (it adds what other strata add on average) or adjust (it is "
            "measured from the mean of the whole sample)."
        )
    scale = strata.fraction_above * (1 - fraction) * size / np.maximum(size - 1, 1)
    if alone.any() and lonely is Lonely.AVERAGE:
        if alone.all():
            raise SurveyError("Every stratum has only one unit: there is no average to take.")
        scale = np.where(alone, 0.0, scale) * len(size) / np.count_nonzero(~alone)
    return scale, ~(alone & (lonely is Lonely.ADJUST))
