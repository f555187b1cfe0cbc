"""What published figures say together: linear facts over the unknowns, and the bounds that follow for any count.

The least and greatest value of a count under all facts are two linear programs (HiGHS), solved for several counts at a
time as one program of independent blocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import optimize, sparse

from sectorled.analysis.arrays import Bools, Floats, Indices, floats
from sectorled.analysis.survey.disclosure.effort import Effort
from sectorled.analysis.survey.disclosure.groups import Group
from sectorled.analysis.survey.disclosure.layout import Layout, Matrix
from sectorled.analysis.survey.errors import SurveyError

ROUNDING = 1e-6  # what a linear program may be off by before a bound is rounded to the whole count inside it
TOGETHER, LARGE = 12, 3_000  # targets solved as one program of independent blocks, while it has fewer unknowns
MOST_DENSE = 500_000  # facts times unknowns that are solved as one dense system: beyond, programs are faster
ALWAYS = -1


class ContradictionError(SurveyError):
    """Published figures that no respondents could have given together."""


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """The least and greatest whole count [targets], and which figures of the table in question say so."""

    lower: Floats
    upper: Floats
    because: tuple[frozenset[int], ...]

    @property
    def width(self) -> Floats:
        """How far apart the bounds are [targets]."""
        return self.upper - self.lower


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Facts as rows over the unknowns: `equal` @ x = `values`, `most` @ x <= `limits`.

    A fact is known when the figures that `equal_needs` [facts] or `most_needs` [facts, 2] name are shown; ALWAYS when
    it is published already or follows from arithmetic.
    """

    layout: Layout
    equal: Matrix
    values: Floats
    equal_needs: Indices
    most: Matrix
    limits: Floats
    most_needs: Indices
    ceiling: float
    effort: Effort = field(default_factory=Effort)

    @property
    def _together(self) -> int:
        return max(1, min(TOGETHER, LARGE // max(1, int(self.equal.shape[1]))))

    def targets(self, groups: Sequence[Group]) -> Matrix:
        """[groups, unknowns] of counts."""
        sums = self.layout.sums(groups)
        return sparse.csr_array((sums.data, sums.indices, sums.indptr), shape=(len(groups), self.equal.shape[1]))

    def derived(self, targets: Matrix) -> Floats:
        """The counts [targets] that follow by adding and subtracting when everything is shown; NaN where none does.

        Where facts and unknowns are many it says nothing, and bounds must be asked for.
        """
        if not targets.shape[0] or np.prod(self.equal.shape) > MOST_DENSE:
            return np.full(targets.shape[0], np.nan)
        facts = self.equal.toarray()
        steps = np.linalg.lstsq(facts.T, targets.toarray().T)[0].T
        follows = np.abs(steps @ facts - targets).max(axis=1, initial=0.0) < ROUNDING
        return np.where(follows, np.round(steps @ self.values), np.nan)

    def bounds(self, targets: Matrix, shown: Bools) -> Bounds:
        """What anybody can say of `targets` when the figures marked `shown` are."""
        some = self._together
        parts = [self._solve(targets[i : i + some], shown)[0] for i in range(0, targets.shape[0], some)]
        because = tuple(reason for part in parts for reason in part.because)
        nothing = np.empty(0)
        lower = np.concatenate([nothing, *(part.lower for part in parts)])
        return Bounds(lower, np.concatenate([nothing, *(part.upper for part in parts)]), because)

    def too_narrow(
        self, targets: Matrix, widths: Floats, shown: Bools, tables: list[Floats] | None = None
    ) -> tuple[Indices, Bounds]:
        """The targets whose bounds are less than `widths` [targets] apart, and their bounds.

        Every solution found is a table that could be the true one: targets that two of them set far enough apart need
        no programs of their own.  `tables` are such solutions from before, and those found here join them.
        """
        tables = [] if tables is None else tables
        seen = targets @ self._possible(tables, shown).T
        least, greatest = seen.min(axis=1, initial=np.inf), seen.max(axis=1, initial=-np.inf)
        waiting = np.flatnonzero(whole(least, greatest) < widths)
        narrow: list[Indices] = []
        parts: list[Bounds] = []
        while len(waiting):
            now, waiting = waiting[: self._together], waiting[self._together :]
            found, solutions = self._solve(targets[now], shown)
            tables.append(solutions)
            seen = targets @ solutions.T
            least, greatest = np.minimum(least, seen.min(axis=1)), np.maximum(greatest, seen.max(axis=1))
            failed = np.flatnonzero(found.width < widths[now])
            narrow.append(now[failed])
            parts.append(Bounds(found.lower[failed], found.upper[failed], tuple(found.because[i] for i in failed)))
            waiting = waiting[whole(least, greatest)[waiting] < widths[waiting]]
        nothing = np.empty(0)
        bounds = Bounds(
            np.concatenate([nothing, *(part.lower for part in parts)]),
            np.concatenate([nothing, *(part.upper for part in parts)]),
            tuple(reason for part in parts for reason in part.because),
        )
        return np.concatenate([np.empty(0, dtype=np.intp), *narrow]), bounds

    def _possible(self, tables: Sequence[Floats], shown: Bools) -> Floats:
        """Those of earlier solutions that could be the true table when these figures are shown."""
        found = np.concatenate([np.empty((0, self.equal.shape[1])), *tables])
        equal, most = self._facts(shown)
        off = np.abs(self.equal[equal] @ found.T - self.values[equal, None]).max(axis=0, initial=0.0)
        over = (self.most[most] @ found.T - self.limits[most, None]).max(axis=0, initial=0.0)
        return floats(found[(off < ROUNDING) & (over < ROUNDING)])

    def _facts(self, shown: Bools) -> tuple[Bools, Bools]:
        """Which facts are known."""
        known = np.append(shown, True)  # ALWAYS is the last
        return known[self.equal_needs], np.asarray(known[self.most_needs].all(axis=1))

    def _solve(self, targets: Matrix, shown: Bools) -> tuple[Bounds, Floats]:
        """Bounds of a few targets, and the solutions [2 x targets, unknowns] that attain them."""
        equal, most = self._facts(shown)
        blocks = 2 * targets.shape[0]
        self.effort.spend(blocks * targets.shape[1])
        eye, wanted = sparse.eye_array(blocks), targets.toarray()
        answer = optimize.linprog(
            np.concatenate([wanted, -wanted]).ravel(),
            A_eq=sparse.kron(eye, self.equal[equal], format="csr"),
            b_eq=np.tile(self.values[equal], blocks),
            A_ub=sparse.kron(eye, self.most[most], format="csr"),
            b_ub=np.tile(self.limits[most], blocks),
            bounds=(0, self.ceiling),
            method="highs",
        )
        if not answer.success:
            raise ContradictionError(
                "The published figures contradict each other, so no respondents could have given them: check that "
                "tables of one population were made from the same replies."
            )
        solutions = answer.x.reshape(blocks, -1)
        lower, upper = (wanted * solutions.reshape(2, *wanted.shape)).sum(axis=2)
        used = [
            _used(answer.eqlin.marginals.reshape(blocks, -1), self.equal_needs[equal][:, None]),
            _used(answer.ineqlin.marginals.reshape(blocks, -1), self.most_needs[most]),
        ]
        because = [first | second for first, second in zip(*used, strict=True)]
        half = len(because) // 2
        pairs = zip(because[:half], because[half:], strict=True)
        lowest, highest = np.ceil(lower - ROUNDING), np.floor(upper + ROUNDING)
        return Bounds(lowest, highest, tuple(a | b for a, b in pairs)), solutions


def whole(least: Floats, greatest: Floats) -> Floats:
    """How far apart the whole counts between two bounds are."""
    apart: Floats = np.floor(greatest + ROUNDING) - np.ceil(least - ROUNDING)
    return apart


def _used(marginals: Floats, needs: Indices) -> list[frozenset[int]]:
    """For each block the figures behind the facts that hold its bound; facts that are always known are left out."""
    holding = np.abs(marginals) > ROUNDING
    return [frozenset(needs[row].ravel().tolist()) - {ALWAYS} for row in holding]
