"""The unknowns of an attacker: the smallest groups of respondents that published figures tell apart.

One unknown for each combination of all variables would be exact and far too many.  Variables are needed together only
where a figure combines them, so there is one block of unknowns for each clique of a triangulated graph of variables,
and blocks agree on what they share along a junction tree: what can be said of any figure is then the same as with all
combinations (Lauritzen, Graphical Models, 1996, section 3.3; a test holds it to the full cross-classification).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from sectorled.analysis.arrays import Floats, Indices, floats
from sectorled.analysis.survey.disclosure.groups import Codebook, Group

Classes = Mapping[str, Sequence[frozenset[str]]]
Matrix: TypeAlias = Any  # a sparse.csr_array; scipy ships no types


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Blocks of unknowns, one a clique of variables; `classes` are the categories of each that figures tell apart."""

    classes: Classes
    cliques: tuple[tuple[str, ...], ...]

    @property
    def sizes(self) -> list[int]:
        """How many unknowns each block has."""
        return [prod(len(self.classes[v]) for v in clique) for clique in self.cliques]

    def sums(self, groups: Sequence[Group], with_variable: str = "") -> Matrix:
        """[groups, unknowns], 1 where an unknown is part of a group; blocks with `with_variable` where it is given."""
        found = [self._members(group, with_variable) for group in groups]
        ends = np.cumsum([0, *map(len, found)])
        members = np.concatenate([np.empty(0, dtype=np.intp), *found])
        return sparse.csr_array((np.ones(len(members)), members, ends), shape=(len(groups), sum(self.sizes)))

    def _members(self, group: Group, with_variable: str) -> Indices:
        needed = group.variables | ({with_variable} if with_variable else set())
        block = next(i for i, clique in enumerate(self.cliques) if needed <= set(clique))
        met = group.met()
        inside = np.ones((), dtype=bool)
        for variable in self.cliques[block]:
            wanted = [variable not in met or classed <= met[variable] for classed in self.classes[variable]]
            inside = np.logical_and.outer(inside, wanted)
        return np.flatnonzero(inside) + sum(self.sizes[:block])

    def agreement(self) -> Matrix:
        """Rows that are 0 where the blocks agree on what they share."""
        rows = [self._shared(a, b) for a, b in _junction_tree(self.cliques)]
        return sparse.vstack([sparse.csr_array((0, sum(self.sizes))), *rows], format="csr")

    def _shared(self, a: int, b: int) -> Matrix:
        shared = [v for v in self.cliques[a] if v in self.cliques[b]]
        return self._margin(a, shared) - self._margin(b, shared)

    def _margin(self, block: int, shared: Sequence[str]) -> Matrix:
        """[cells of the shared variables, unknowns], 1 where an unknown of the block is part of a cell."""
        shape = [len(self.classes[v]) for v in self.cliques[block]]
        at = np.indices(shape).reshape(len(shape), -1)
        cell = np.zeros(self.sizes[block], dtype=np.intp)
        for variable in shared:
            cell = cell * len(self.classes[variable]) + at[self.cliques[block].index(variable)]
        columns = np.arange(len(cell)) + sum(self.sizes[:block])
        height = prod(len(self.classes[v]) for v in shared)
        return sparse.csr_array((np.ones(len(cell)), (cell, columns)), shape=(height, sum(self.sizes)))

    def weights(self, codebook: Codebook) -> tuple[Floats, Floats]:
        """The least and the greatest weight [unknowns] a respondent of each can have, as the codebook says."""
        known = codebook.weights
        assert known is not None  # noqa: S101 - only asked where weights are known
        blocks = [_weights_in(clique, self.classes, known.by) for clique in self.cliques]
        pairs = floats([known.of(categories or known.bounds) for block in blocks for categories in block])
        return pairs[:, 0], pairs[:, 1]


def _weights_in(clique: Sequence[str], classes: Classes, by: str) -> list[frozenset[str]]:
    """For each unknown of a block the categories of `by` it belongs to; an empty set where the block knows nothing."""
    combined: list[frozenset[str]] = [frozenset()]
    for variable in clique:
        own = classes[variable]
        combined = [so_far | (met if variable == by else frozenset()) for so_far in combined for met in own]
    return combined


def layout(groups: Iterable[Group], codebook: Codebook, *, weighted: Sequence[Group] = ()) -> Layout:
    """The blocks in which every group, and every one of `weighted` by what its weights depend on, can be written."""
    groups = [*groups, *weighted]
    described = {group.variables for group in groups}
    sets: dict[str, set[frozenset[str]]] = {}
    for variable, met in {condition for group in groups for condition in group.conditions}:
        sets.setdefault(variable, set()).add(met)
    if weighted and codebook.weights is not None and codebook.weights.by:
        by = codebook.weights.by
        sets.setdefault(by, set()).update(codebook.weights.alike())
        described |= {group.variables | {by} for group in weighted}
    classes = {v: told_apart(codebook.categories[v], sets[v]) for v in sorted(sets)}
    return Layout(classes, _cliques(described, {v: len(own) for v, own in classes.items()}))


def told_apart(categories: Iterable[str], sets: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """The categories in classes that no set divides, in the order of the codebook."""
    known = sorted(sets, key=sorted)
    classes: dict[tuple[bool, ...], list[str]] = {}
    for category in categories:
        classes.setdefault(tuple(category in met for met in known), []).append(category)
    return tuple(frozenset(together) for together in classes.values())


def _cliques(described: Iterable[frozenset[str]], sizes: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Cliques of the triangulated graph of variables, eliminating whatever makes the smallest block first."""
    around: dict[str, set[str]] = {variable: set() for variable in sizes}
    for variables in described:
        for variable in variables:
            around[variable] |= variables - {variable}
    found: list[set[str]] = []
    while around:
        gone = min(around, key=lambda v: (sizes[v] * prod(sizes[u] for u in around[v]), v))
        beside = around.pop(gone)
        for variable in beside:
            around[variable] = (around[variable] | beside) - {variable, gone}
        if not any(beside | {gone} <= clique for clique in found):
            found.append(beside | {gone})
    return tuple(tuple(sorted(clique)) for clique in found) or ((),)


def _junction_tree(cliques: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs of blocks that make a tree with the greatest overlaps, which has the running intersection property."""
    placed, waiting, pairs = [0], list(range(1, len(cliques))), []
    while waiting:
        every = ((a, b) for a in placed for b in waiting)
        nearest = max(every, key=lambda pair: len(set(cliques[pair[0]]) & set(cliques[pair[1]])))
        pairs.append(nearest)
        placed.append(nearest[1])
        waiting.remove(nearest[1])
    return pairs
