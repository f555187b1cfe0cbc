"""Differencing: the groups nobody printed whose size follows by subtraction.

A filtered table and its complement, a net and its parts, the respondents in no shown column, those who joined between
two issues of a table: whatever published figures tell apart is protected as if it were printed.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sectorled.analysis.survey.disclosure.effort import check_compared
from sectorled.analysis.survey.disclosure.groups import Codebook, Group
from sectorled.analysis.survey.disclosure.layout import told_apart
from sectorled.analysis.survey.disclosure.policy import Policy


@dataclass(frozen=True, slots=True)
class Difference:
    """Respondents in one group and not in another that is part of it; None takes nobody away.

    `earlier` marks a figure that an earlier table suppressed.
    """

    group: Group
    less: Group | None = None
    earlier: bool = False

    @property
    def words(self) -> str:
        """Whom it counts: 'role: leader, wave: 2019', 'everybody'."""
        without = f" without {described(self.less)}" if self.less is not None else ""
        return described(self.group) + without


def described(group: Group) -> str:
    """The conditions in words, in the order of the alphabet."""
    said = (f"{variable}: {' or '.join(sorted(met))}" for variable, met in sorted(group.conditions))
    return ", ".join(said) or "everybody"


def implied(
    figures: Iterable[Group], narrowings: Collection[Group], codebook: Codebook, policy: Policy
) -> list[Difference]:
    """Guarded groups that are no figure themselves but that figures tell apart.

    `figures` are all groups that any table counts, `narrowings` those that populations and columns describe.
    """
    printed = set(figures)
    apart = _told_apart(printed, codebook)
    found = [Difference(group) for group in apart - printed]
    found += _several_conditions(apart, narrowings, codebook)
    guarded = [one for one in found if policy.guards(one.group) or (one.less is not None and policy.guards(one.less))]
    return sorted(set(guarded), key=lambda one: one.words)


def _told_apart(printed: set[Group], codebook: Codebook) -> set[Group]:
    """The figures and all groups that follow from them step by step: what a first subtraction leaves serves a second.

    Where every category is printed nothing follows; what does has no more conditions than a figure that is printed.
    """
    known, before = set(printed), 0
    while len(known) > before:
        before = len(known)
        known.update(_classes(known, codebook))
        check_compared(len(known))
    return known


def _classes(printed: set[Group], codebook: Codebook) -> list[Group]:
    """For each set of figures that differ in one variable only: the smallest groups that they tell apart."""
    divided: dict[tuple[str, Group], set[frozenset[str]]] = {}
    for group in printed:
        for condition in group.conditions:
            rest = Group(group.conditions - {condition})
            divided.setdefault((condition[0], rest), set()).add(condition[1])
    found: list[Group] = []
    for (variable, rest), sets in divided.items():
        every = codebook.categories[variable]
        reached = every if rest in printed else tuple(c for c in every if any(c in met for met in sets))
        found += [rest & Group(frozenset({(variable, together)})) for together in told_apart(reached, sets)]
    return found


def _several_conditions(printed: set[Group], narrowings: Collection[Group], codebook: Codebook) -> list[Difference]:
    """What is left of a figure when the same figure under two or more further conditions is taken from it."""
    found, several = [], [narrowing for narrowing in narrowings if len(narrowing.conditions) > 1]
    check_compared(len(printed) * len(several))
    for group in printed:
        for narrowing in several:
            if len(narrowing.conditions - group.conditions) > 1:
                inside = codebook.plain(group & narrowing)
                if inside in printed and len(inside.conditions - group.conditions) > 1:
                    found.append(Difference(group, inside))
    return found
