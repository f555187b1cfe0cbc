"""The decision on a table: shown, shown in part, or withheld, with the reason for each figure that is not shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from sectorled.analysis.arrays import Bools
from sectorled.analysis.survey.disclosure.attacker import knowledge
from sectorled.analysis.survey.disclosure.differencing import Difference, implied
from sectorled.analysis.survey.disclosure.effort import MOST_SOLVED, Effort, TooLargeError
from sectorled.analysis.survey.disclosure.groups import Codebook, Group, Released, Table
from sectorled.analysis.survey.disclosure.knowledge import Knowledge
from sectorled.analysis.survey.disclosure.layout import Matrix
from sectorled.analysis.survey.disclosure.policy import Policy
from sectorled.analysis.survey.disclosure.primary import guarded, percentages_shown, thresholds
from sectorled.analysis.survey.disclosure.reasons import Names, reasons, too_little_left, withheld_because
from sectorled.analysis.survey.disclosure.secondary import Demand, suppression


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What may be shown of a table, and why the rest may not.

    `shown` [rows, columns] is False everywhere in a table that is withheld, and `withheld` then says why; `primary`
    [rows, columns] are the figures that are too small themselves.  `percentages` [columns] are those with a base large
    enough for per cents.  `reasons` (by row, column) are for whoever guards the data: a reader must not be told which
    figures are primary, so all that are not shown get the same mark.
    """

    table: Table
    shown: Bools
    primary: Bools
    percentages: Bools
    reasons: Mapping[tuple[str, str], str]
    withheld: str = ""

    @property
    def secondary(self) -> Bools:
        """The figures [rows, columns] suppressed only to protect others."""
        return ~self.shown & ~self.primary

    @property
    def released(self) -> Released:
        """The table as everybody sees it, to be handed to later decisions; a withheld one tells nothing."""
        return Released(self.table, self.shown)


def decide_each(
    tables: Sequence[Table], codebook: Codebook, policy: Policy | None = None, published: Sequence[Released] = ()
) -> list[Decision]:
    """Decide on tables that are published together, in this order: each knows what the ones before it tell."""
    decisions: list[Decision] = []
    for table in tables:
        before = [*published, *(decision.released for decision in decisions)]
        decisions.append(decide(table, codebook, policy, before))
    return decisions


def decide(
    table: Table, codebook: Codebook, policy: Policy | None = None, published: Sequence[Released] = ()
) -> Decision:
    """Say which figures of a table may be shown, given all tables `published` before.

    Guarded figures under their threshold are suppressed, and the fewest others that keep every suppressed count, every
    one suppressed before and every group that follows by subtraction within bounds at least `policy.width` apart.
    What is public already stays shown, and so do toplines that the policy does not guard; only in a table without
    guarded figures may these be suppressed, to protect what was suppressed before.  Where that is not enough, nothing
    guarded would be left to show, or finding out would cost more than it may (`effort`), the table is withheld.  A
    group that earlier tables already place more closely than `policy.width` is kept no less hidden than it is.

    Raises TableRefusedError for variables that are never combined, SurveyError where published figures contradict.
    """
    published = [one for one in published if one.shown.any()]  # a table that was withheld tells nothing
    policy = policy or Policy()
    policy.check(table.name, table.groups(codebook))
    try:
        return _decided(_Judge(table, codebook, policy, published))
    except TooLargeError as error:
        nothing = np.zeros(table.counts.shape, dtype=bool)
        return Decision(table, nothing, nothing, percentages_shown(table, policy), {}, str(error))


def _decided(judge: "_Judge") -> Decision:
    """The decision; TooLargeError where it would cost more than it may."""
    table, codebook, published, effort = judge.table, judge.codebook, judge.published, Effort(MOST_SOLVED)
    hidden = judge.hidden()
    if not hidden and not judge.primary.any():
        return judge.decision(np.zeros_like(judge.primary), {})
    if judge.nothing_left(judge.primary):
        return judge.decision(None, {}, too_little_left())
    known = knowledge(published, codebook, judged=(table, judge.candidates), also=_mentioned(hidden), effort=effort)
    others = _rows(known, hidden)
    hidden, others = judge.small_or_earlier(known, hidden, others)
    demand = judge.demand(known, others, hidden)
    found = suppression(known, demand)
    names = Names(table, hidden, found.cuts)
    if found.suppressed is None:
        return judge.decision(None, {}, withheld_because(judge.policy.width, demand, names))
    if judge.nothing_left(found.suppressed):
        return judge.decision(None, {}, too_little_left())
    least = thresholds(table, judge.policy)
    return judge.decision(found.suppressed, reasons(table, least, demand, found.suppressed, names))


class _Judge:
    """A table before its decision: what the policy says of it and what is public."""

    def __init__(self, table: Table, codebook: Codebook, policy: Policy, published: Sequence[Released]) -> None:
        self.table, self.codebook, self.policy, self.published = table, codebook, policy, published
        self.groups = table.groups(codebook)
        earlier = [
            (group, count, shown)
            for one in published
            for group, count, shown in zip(
                one.table.groups(codebook), one.table.counts.ravel().tolist(), one.shown.ravel().tolist(), strict=True
            )
        ]
        self.public = {group: count for group, count, shown in earlier if shown}
        self.suppressed = {group for group, _, shown in earlier if not shown} - self.public.keys()
        of_policy = guarded(table, codebook, policy)
        free = np.array([one not in self.public for one in self.groups]) & ~self._nobody(of_policy)
        self.candidates = free & (of_policy | ~of_policy.any())
        self.primary = free & of_policy & (table.counts.ravel() < thresholds(table, policy))

    def hidden(self) -> list[Difference]:
        """Groups outside the table that must stay hidden: suppressed before, or told apart by subtraction."""
        figures = {*self.public, *self.suppressed, *self.groups}
        tables = [*(one.table for one in self.published), self.table]
        narrowings = {group for table in tables for group in table.narrowings(self.codebook)}
        before = [Difference(group, earlier=True) for group in self.suppressed if self.policy.guards(group)]
        before.sort(key=lambda one: one.words)
        return before + implied(figures, narrowings, self.codebook, self.policy)

    def _nobody(self, of_policy: Bools) -> Bools:
        """Figures [figures] that nobody can meet, or part of a group everybody can see is empty: 0 tells nothing."""
        open_counts = zip(self.groups, self.table.counts.ravel().tolist(), of_policy.tolist(), strict=True)
        everybody_sees = self.public | {group: count for group, count, hideable in open_counts if not hideable}
        empty = [group for group, count in everybody_sees.items() if count == 0]
        return np.array([group.empty or any(self._part(group, one) for one in empty) for group in self.groups])

    def _part(self, group: Group, of: Group) -> bool:
        return self.codebook.plain(group & of) == group

    def nothing_left(self, suppressed: Bools) -> bool:
        """Whether none of the figures that may be suppressed would be shown."""
        return bool(self.candidates.any() and suppressed[self.candidates].all())

    def small_or_earlier(
        self, known: Knowledge, hidden: Sequence[Difference], others: Matrix
    ) -> tuple[list[Difference], Matrix]:
        """Those of `hidden`, and their rows, that were suppressed before, or may be small were all of this shown."""
        everything = np.ones_like(self.primary)
        least = known.derived(others)
        unsure = np.flatnonzero(np.isnan(least))
        least[unsure] = known.bounds(others[unsure], everything).lower
        small = least < max(self.policy.least_cell, self.policy.least_base)  # a difference may be a cell or a base
        keep = small | np.array([one.earlier for one in hidden], dtype=bool)
        return [one for one, kept in zip(hidden, keep, strict=True) if kept], others[np.flatnonzero(keep)]

    def demand(self, known: Knowledge, others: Matrix, hidden: Sequence[Difference]) -> Demand:
        """What must be kept from an attacker; `others` are the rows of `hidden`."""
        widths = np.full(len(hidden), float(self.policy.width))
        if self.published:
            before = knowledge(self.published, self.codebook, also=_mentioned(hidden), effort=known.effort)
            narrow, bounds = before.too_narrow(_rows(before, hidden), widths, np.empty(0, dtype=bool))
            widths[narrow] = bounds.width
        return Demand(
            self.primary,
            self.candidates,
            self.table.counts.ravel().astype(float),
            self.table.bases(),
            known.targets(self.groups),
            self.policy.width,
            others,
            widths,
        )

    def decision(
        self, suppressed: Bools | None, because: Mapping[tuple[str, str], str], withheld: str = ""
    ) -> Decision:
        """The decision in the shape of the table."""
        shown = np.zeros_like(self.primary) if suppressed is None else ~suppressed
        shape = self.table.counts.shape
        percentages = percentages_shown(self.table, self.policy)
        return Decision(self.table, shown.reshape(shape), self.primary.reshape(shape), percentages, because, withheld)


def _mentioned(hidden: Sequence[Difference]) -> list[Group]:
    return [group for one in hidden for group in (one.group, one.less) if group is not None]


def _rows(known: Knowledge, hidden: Sequence[Difference]) -> Matrix:
    """Rows [hidden, unknowns] that count each group."""
    less = sparse.diags_array([float(one.less is not None) for one in hidden])
    taken = known.targets([one.less or one.group for one in hidden])
    return sparse.csr_array(known.targets([one.group for one in hidden]) - less @ taken)
