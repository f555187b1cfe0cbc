"""Secondary suppression: the fewest further figures that keep an attacker from every suppressed count.

Two programs take turns.  The first chooses the fewest figures to suppress that satisfy all demands found so far (an
integer program).  The second attacks the choice: where a count can be placed too closely, the dual solution names the
figures that say so, and at least one of them must go too (a cut, valid for every choice).  When no attack succeeds the
choice is the fewest possible.  After Fischetti and Salazar (Management Science 47, 2001), with attacks in blocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse

from sectorled.analysis.arrays import Bools, Floats, Indices
from sectorled.analysis.survey.disclosure.effort import MOST_BRANCHES
from sectorled.analysis.survey.disclosure.knowledge import ALWAYS, Knowledge
from sectorled.analysis.survey.disclosure.layout import Matrix


@dataclass(frozen=True, slots=True)
class Cut:
    """If figure `protects` is suppressed (or always), one of `figures` must be too: together they place it closely.

    `protects` below 0 is a group outside the table: -1 is the first.
    """

    protects: int
    figures: frozenset[int]
    least: int
    greatest: int


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """What must be kept from an attacker.

    Of the table's figures: which are `primary`, which may be suppressed (`candidates`), their `counts`, `bases` and
    rows over the unknowns (`figures`), and how wide apart bounds must be (`width`).  Of groups outside the table: rows
    over the unknowns (`others`) and the width each must keep (`other_widths`).
    """

    primary: Bools
    candidates: Bools
    counts: Floats
    bases: Indices
    figures: Matrix
    width: int
    others: Matrix
    other_widths: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Suppression:
    """The figures to suppress [figures], None where nothing is enough, and the demands that made it so."""

    suppressed: Bools | None
    cuts: tuple[Cut, ...]


def suppression(known: Knowledge, demand: Demand) -> Suppression:
    """The fewest figures to suppress; of equally few those with the smallest counts.

    A base that is suppressed takes its column with it.
    """
    cuts: list[Cut] = []
    tables: list[Floats] = []
    while (chosen := _fewest(demand, cuts)) is not None:
        found = _attacked(known, demand, chosen, tables)
        if not found:
            return Suppression(chosen, tuple(cuts))
        cuts += found
    return Suppression(None, tuple(cuts))


def _attacked(known: Knowledge, demand: Demand, chosen: Bools, tables: list[Floats]) -> list[Cut]:
    """A cut for every figure or group that this choice leaves open."""
    own = np.flatnonzero(chosen)
    targets = sparse.vstack([demand.figures[own], demand.others], format="csr")
    widths = np.concatenate([np.full(len(own), float(demand.width)), demand.other_widths])
    names = np.concatenate([own, -1 - np.arange(len(demand.other_widths))])
    narrow, bounds = known.too_narrow(targets, widths, ~chosen, tables)
    ends = zip(bounds.lower.tolist(), bounds.upper.tolist(), strict=True)
    return [
        Cut(int(names[at]), reason, int(lower), int(upper))
        for at, reason, (lower, upper) in zip(narrow, bounds.because, ends, strict=True)
    ]


def _fewest(demand: Demand, cuts: Sequence[Cut]) -> Bools | None:
    """The fewest figures that satisfy every cut, as far as branches are looked through; None where none was found."""
    number = len(demand.counts)
    rows = [(cut.figures, cut.protects) for cut in cuts]
    least = [0.0 if cut.protects >= 0 else 1.0 for cut in cuts]
    for figure, base in enumerate(demand.bases):
        if base != ALWAYS and base != figure and demand.candidates[figure] and demand.candidates[base]:
            rows.append((frozenset({figure}), int(base)))
            least.append(0.0)
    costs = 1 + demand.counts / (2 * demand.counts.sum() + 1)
    answer = optimize.milp(
        costs,
        integrality=np.ones(number),
        bounds=optimize.Bounds(demand.primary.astype(float), demand.candidates.astype(float)),
        constraints=[optimize.LinearConstraint(_matrix(rows, number), np.array(least))] if rows else [],
        options={"mip_rel_gap": 0.0, "node_limit": MOST_BRANCHES},
    )
    return None if answer.x is None else answer.x > 0.5


def _matrix(rows: Sequence[tuple[frozenset[int], int]], number: int) -> Matrix:
    """For each row the sum over its figures, less one figure where that is not below 0."""
    entries = [
        (at, figure, sign)
        for at, (figures, unless) in enumerate(rows)
        for figure, sign in [*((figure, 1.0) for figure in figures), *([(unless, -1.0)] if unless >= 0 else [])]
    ]
    at, figure, sign = zip(*entries, strict=True) if entries else ((), (), ())
    return sparse.csr_array((sign, (at, figure)), shape=(len(rows), number))
