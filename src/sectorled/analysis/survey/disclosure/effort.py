"""How much work a decision may cost: counted, never timed, so that every machine decides alike.

A table that would cost more is withheld with these words: it is never shown unprotected.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sectorled.analysis.survey.errors import SurveyError

MOST_UNKNOWNS = 3_000  # groups of respondents that tables tell apart: programs of this size take a tenth of a second
MOST_SOLVED = 5_000_000  # unknowns of all programs of one decision together: about a minute
MOST_COMPARED = 1_000_000  # pairs of groups looked through for differences
MOST_BRANCHES = 2_000  # of one integer program
SMALLER = (
    "Ask for fewer breaks and answers at a time, merge small categories, or publish the topline without the break."
)


class TooLargeError(SurveyError):
    """A decision that would cost more than it may."""


@dataclass(slots=True)
class Effort:
    """What has been spent of what may be; without an end for an attacker."""

    most: float = float("inf")
    spent: int = 0

    def spend(self, unknowns: int) -> None:
        """Raise TooLargeError where programs of so many unknowns are too many."""
        self.spent += unknowns
        if self.spent > self.most:
            raise TooLargeError(
                "Withheld: what to suppress in this table, beside all that was published before, was not found within "
                f"the work that a table may cost. {SMALLER}"
            )


def check_unknowns(sizes: Sequence[int]) -> None:
    """Raise TooLargeError where blocks of unknowns are too large together."""
    if sum(sizes) > MOST_UNKNOWNS:
        raise TooLargeError(
            f"Withheld: this table and those published before tell {sum(sizes):,} groups of respondents apart, more "
            f"than the {MOST_UNKNOWNS:,} that can be protected. {SMALLER}"
        )


def check_compared(pairs: int) -> None:
    """Raise TooLargeError where too many pairs of groups would be looked through."""
    if pairs > MOST_COMPARED:
        raise TooLargeError(
            f"Withheld: this table and those published before have {pairs:,} pairs of groups that could be subtracted, "
            f"more than the {MOST_COMPARED:,} that are looked through. {SMALLER}"
        )
