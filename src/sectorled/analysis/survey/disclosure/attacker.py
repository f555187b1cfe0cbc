"""The attacker: whoever knows every published figure and solves linear programs for those that were suppressed.

Known are all counts shown in all tables, filters and waves, that counts are not negative nor greater than the
population, and, where bounds on the weights are known, what weighted per cents at their published rounding say of the
counts: (p - h) of the weighted base <= weighted count <= (p + h) of it, with h half a unit of the last decimal, and
weights within their bounds.  The attacker is not told which counts were too small and which were suppressed to protect
them: print one mark for both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from sectorled.analysis.arrays import Bools, Indices
from sectorled.analysis.survey.disclosure.effort import Effort, check_unknowns
from sectorled.analysis.survey.disclosure.groups import Codebook, Group, Released, Table
from sectorled.analysis.survey.disclosure.knowledge import ALWAYS, Bounds, Knowledge
from sectorled.analysis.survey.disclosure.layout import Layout, Matrix, layout

NEVER = ALWAYS - 1  # the need of a figure that was suppressed
BEYOND = 10  # unknowns nothing else bounds are let run to this many times the greatest count, and a thousand


@dataclass(frozen=True, slots=True)
class Share:
    """A weighted per cent as printed: the figure's weighted count lies between two multiples of its base's."""

    figure: Group
    base: Group
    least: float
    greatest: float
    needs: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """How closely an attacker can place one suppressed count."""

    table: str
    figure: str
    least: int
    greatest: int


def attack(published: Sequence[Released], codebook: Codebook, *, effort: Effort | None = None) -> list[Placed]:
    """Bounds on every suppressed count of every published table, from all that is shown in any of them.

    TooLargeError where that would cost more than the `effort` allows.
    """
    named = [(one.table.name, *pair) for one in published for pair in suppressed(one, codebook)]
    bounds = place([group for _, _, group in named], published, codebook, effort=effort)
    ends = zip(bounds.lower, bounds.upper, strict=True)
    return [
        Placed(table, label, int(lower), int(upper))
        for (table, label, _), (lower, upper) in zip(named, ends, strict=True)
    ]


def place(
    groups: Sequence[Group], published: Sequence[Released], codebook: Codebook, *, effort: Effort | None = None
) -> Bounds:
    """Bounds on the size of any groups, from all that is shown in any published table."""
    plain = [codebook.plain(group) for group in groups]
    known = knowledge(published, codebook, also=plain, effort=effort)
    return known.bounds(known.targets(plain), np.empty(0, dtype=bool))


def suppressed(released: Released, codebook: Codebook) -> list[tuple[str, Group]]:
    """The figures of a table that are not shown: what they are called and whom they count."""
    described = zip(released.table.labels(), released.table.groups(codebook), released.shown.ravel(), strict=True)
    return [(label, group) for label, group, shown in described if not shown]


def knowledge(
    published: Sequence[Released],
    codebook: Codebook,
    *,
    judged: tuple[Table, Bools] | None = None,
    also: Sequence[Group] = (),
    effort: Effort | None = None,
) -> Knowledge:
    """What `published` tables say, and a `judged` one as far as those of its figures that are marked are shown.

    `also` names groups beside them of which bounds will be asked; `effort` bounds what asking may cost.
    """
    sources = [(one.table, np.where(one.shown.ravel(), ALWAYS, NEVER)) for one in published]
    if judged is not None:
        table, candidates = judged
        sources.append((table, np.where(candidates, np.arange(candidates.size), ALWAYS)))
    facts = [_Facts.of(table, needs, codebook) for table, needs in sources]
    counts = list(dict.fromkeys(count for fact in facts for count in fact.counts))
    shares = [share for fact in facts for share in fact.shares]
    weighted = [group for share in shares for group in (share.figure, share.base)]
    used = {variable for count in counts for variable in count.group.variables}
    everybody = {codebook.plain(group): number for group, number in codebook.frame.items()}
    frame = {group: number for group, number in everybody.items() if group.variables <= used}
    parts = layout([*also, *frame, *(count.group for count in counts)], codebook, weighted=weighted)
    ceiling = max([BEYOND * int(table.counts.max(initial=0)) for table, _ in sources], default=0) + 1000.0
    if effort is not None:
        check_unknowns(parts.sizes)
    return replace(_written(_Known(codebook, frame, counts, shares), parts, ceiling), effort=effort or Effort())


@dataclass(frozen=True, slots=True)
class _Count:
    group: Group
    count: int
    need: int


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one table says, each fact with the figures that must be shown for it."""

    counts: list[_Count]
    shares: list[Share]

    @classmethod
    def of(cls, table: Table, needs: Indices, codebook: Codebook) -> "_Facts":
        groups, of_each, values = table.groups(codebook), needs.tolist(), table.counts.ravel().tolist()
        counts = [_Count(*each) for each in zip(groups, values, of_each, strict=True) if each[2] != NEVER]
        if table.percents is None or codebook.weights is None:
            return cls(counts, [])
        half = 0.5 / 10**table.decimals
        shares = [
            Share(groups[i], groups[base], (percent - half) / 100, (percent + half) / 100, (of_each[i], of_each[base]))
            for i, (base, percent) in enumerate(zip(table.bases().tolist(), table.percents.ravel(), strict=True))
            if base >= 0 and np.isfinite(percent) and NEVER not in (of_each[i], of_each[base])
        ]
        return cls(counts, shares)


@dataclass(frozen=True, slots=True)
class _Known:
    codebook: Codebook
    frame: Mapping[Group, int]
    counts: Sequence[_Count]
    shares: Sequence[Share]


def _written(known: _Known, parts: Layout, ceiling: float) -> Knowledge:
    """The facts as rows over unknown counts and, where per cents say something, as many unknown weighted counts."""
    agreement = parts.agreement()
    agree = agreement.shape[0]
    equal = sparse.vstack([agreement, parts.sums([count.group for count in known.counts])], format="csr")
    values = np.array([0.0] * agree + [float(count.count) for count in known.counts])
    needs = np.array([ALWAYS] * agree + [count.need for count in known.counts], dtype=np.intp)
    most, limits = parts.sums(list(known.frame)), np.array(list(known.frame.values()), dtype=float)
    most_needs = np.full((len(limits), 2), ALWAYS)
    if known.shares:
        tied, tied_needs = _weighted(parts, known.codebook, known.shares)
        most = sparse.vstack([sparse.hstack([most, sparse.csr_array(most.shape)]), tied], format="csr")
        limits, most_needs = np.append(limits, np.zeros(tied.shape[0])), np.concatenate([most_needs, tied_needs])
        equal = sparse.block_diag([equal, agreement], format="csr")
        values, needs = np.append(values, np.zeros(agree)), np.append(needs, np.full(agree, ALWAYS))
    return Knowledge(parts, equal, values, needs, most, limits, most_needs, ceiling)


def _weighted(parts: Layout, codebook: Codebook, shares: Sequence[Share]) -> tuple[Matrix, Indices]:
    """Rows, at most 0, that tie weighted counts to per cents and to counts, and the figures each needs."""
    least, greatest = parts.weights(codebook)
    eye = sparse.eye_array(len(least))
    by = codebook.weights.by if codebook.weights is not None else ""
    figure = parts.sums([share.figure for share in shares], by)
    base = parts.sums([share.base for share in shares], by)
    low, high = (sparse.diags_array([getattr(share, end) for share in shares]) for end in ("least", "greatest"))
    none = sparse.csr_array(figure.shape)
    rows = [
        [sparse.diags_array(least), -eye],
        [-sparse.diags_array(greatest), eye],
        [none, low @ base - figure],
        [none, figure - high @ base],
    ]
    needs = np.array([share.needs for share in shares], dtype=np.intp)
    always = np.full((2 * len(least), 2), ALWAYS)
    return sparse.block_array(rows, format="csr"), np.concatenate([always, needs, needs])
