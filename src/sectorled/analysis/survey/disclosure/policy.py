"""The disclosure policy of a table, as data: what is guarded, from what size a count may be shown, what is refused.

Default policy: toplines of attitudes with no identifying break show every cell; tables by council, role or a sensitive
break suppress cells and bases under 10, zeros included (that nobody in a small group said something is a disclosure
too); a table by council and role is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sectorled.analysis.survey.disclosure.groups import Group
from sectorled.analysis.survey.errors import SurveyError

JOINED = "in waves"  # which waves of a panel, or which issues of its data, a respondent is in: someone may know who


class TableRefusedError(SurveyError):
    """A table that no suppression makes safe."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds and variables; a count below its threshold is suppressed where the group is guarded.

    `width` is the least distance between the bounds that an attacker can put on a suppressed count.  Under
    `least_percentage_base` a column shows its base without per cents: a rule of reliability, without secondary
    suppression.
    """

    least_cell: int = 10
    least_base: int = 10
    width: int = 10
    identifying: frozenset[str] = frozenset({"council", "role", JOINED})
    sensitive: frozenset[str] = frozenset()
    never_together: tuple[frozenset[str], ...] = (frozenset({"council", "role"}),)
    least_percentage_base: int = 0

    def guards(self, group: Group) -> bool:
        """Whether a group is described by anything that identifies or is sensitive, in a break, a filter or a row."""
        return bool(group.variables & (self.identifying | self.sensitive))

    def check(self, name: str, groups: Iterable[Group]) -> None:
        """Raise TableRefusedError where a figure combines variables that are never combined."""
        described = {group.variables for group in groups}
        for together in self.never_together:
            if any(together <= variables for variables in described):
                raise TableRefusedError(
                    f"{name}: a table by {' and '.join(sorted(together))} is refused, because it would tell who "
                    "answered. Ask for one of them at a time, without the other as a filter."
                )
