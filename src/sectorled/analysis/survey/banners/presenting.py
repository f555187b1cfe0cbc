"""What a base allows to be shown, and how rounded figures add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.words import half_up


class Shown(StrEnum):
    """How the figures of a column are shown."""

    PER_CENT = "per cent"
    MARKED = "per cent, marked"  # from few respondents: read with care
    COUNT = "count"  # too few for per cents: counts instead, and no test
    NOTHING = "nothing"  # under the least base: the base alone


@dataclass(frozen=True, slots=True)
class BaseRule:
    """By unweighted base: per cents from `percent_from` on, with a mark under `unmarked_from`.

    Below `percent_from` counts are shown instead, and nothing is tested; under `least`, or of nobody, the base alone.
    """

    least: int = 0
    percent_from: int = 30
    unmarked_from: int = 100

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.percent_from <= self.unmarked_from:
            raise SurveyError(
                f"Bases rise from the least ({self.least}) to those for per cents ({self.percent_from}) to those "
                f"without a mark ({self.unmarked_from}): put them in that order."
            )

    def shown(self, base: float) -> Shown:
        """How a column with this unweighted base is shown."""
        if base < max(self.least, 1):
            return Shown.NOTHING
        if base < self.percent_from:
            return Shown.COUNT
        return Shown.MARKED if base < self.unmarked_from else Shown.PER_CENT

    def tested(self, base: float) -> bool:
        """Whether a column with this base is compared with others."""
        return base >= max(self.least, self.percent_from)


def sum_of_rounded(per_cents: Sequence[float], decimals: int = 0) -> float | None:
    """What per cents of all answers add to once rounded, where that is not 100; None where it is."""
    total = float(sum(half_up(one, decimals) for one in per_cents))
    return None if total == 100 else total
