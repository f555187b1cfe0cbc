"""An independent attacker and an independent optimum: every combination of all variables is an unknown of its own."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp


def row(world, group):
    """Which unknowns a group counts."""
    return world.inside(group).ravel().astype(float)


def plain_bounds(world, group, published):
    """The least and greatest size of a group, from counts that are shown, one program at a time."""
    known, values = [], []
    for one in published:
        for figure, count, shown in zip(
            one.table.groups(world.codebook), one.table.counts.ravel(), one.shown.ravel(), strict=True
        ):
            if shown:
                known.append(row(world, figure))
                values.append(count)
    target = row(world, group)
    ends = []
    for sign in (1, -1):
        answer = linprog(sign * target, A_eq=np.array(known), b_eq=values, bounds=(0, 1e6), method="highs")
        assert answer.success
        ends.append(sign * answer.fun)
    return ends


def fewest(world, table, *, candidates, primary, fixed=(), hidden=(), width=10):
    """How few of the table's candidates can be suppressed: the whole problem as one integer program; None if none can.

    `fixed` are figures that are shown whatever happens (group, count), `hidden` groups outside the table.  For every
    suppressed figure and hidden group there are two tables that could be the true one, `width` apart.
    """
    own = np.array([row(world, group) for group in table.groups(world.codebook)])
    counts, (number, unknowns) = table.counts.ravel().astype(float), own.shape
    free, whole = np.flatnonzero(candidates), float(world.counts.sum())
    known = [(own[i], counts[i]) for i in np.flatnonzero(~candidates)]
    known += [(row(world, group), count) for group, count in fixed]
    targets = [(own[i], [(i, [-float(width)])], 0) for i in free]
    targets += [(row(world, group), [], width) for group in hidden]
    program = Program(number + 2 * len(targets) * unknowns)
    for t, (target, unless, least) in enumerate(targets):
        low, high = (number + (2 * t + end) * unknowns for end in (0, 1))
        for start in (low, high):
            for figure, count in known:
                program.demand([(start, figure)], count, count)
            for i in free:
                program.demand([(start, own[i]), (i, [-2 * whole])], -np.inf, counts[i])
                program.demand([(start, own[i]), (i, [2 * whole])], counts[i], np.inf)
        program.demand([(high, target), (low, -target), *unless], least, np.inf)
    for i in free:
        base = table.bases()[i]
        if base not in (-1, i) and candidates[base]:
            program.demand([(i, [1.0]), (base, [-1.0])], 0, np.inf)
    return program.solved(primary.astype(float), candidates.astype(float), 3 * whole)


class Program:
    """Demands on whole numbers that come first and on unknowns that may be fractions."""

    def __init__(self, size):
        self.size, self.rows, self.least, self.greatest = size, [], [], []

    def demand(self, parts, least, greatest):
        line = np.zeros(self.size)
        for start, values in parts:
            line[start : start + len(values)] += values
        self.rows.append(line)
        self.least.append(least)
        self.greatest.append(greatest)

    def solved(self, lower, upper, ceiling):
        others = self.size - len(lower)
        wanted = np.concatenate([np.ones(len(lower)), np.zeros(others)])
        bounds = Bounds(np.append(lower, np.zeros(others)), np.append(upper, np.full(others, ceiling)))
        every = LinearConstraint(self.rows, self.least, self.greatest)
        answer = milp(wanted, integrality=wanted, bounds=bounds, constraints=every)
        return None if answer.x is None else round(answer.fun)
