"""Invented surveys for tests of disclosure: respondents cross-classified in full, and tables counted from them."""

from dataclasses import dataclass

import numpy as np

from sectorled.analysis.survey.disclosure.groups import Codebook, Group, Table, Weights

VARIABLES = {
    "answer": ("very", "fairly", "not very", "not at all"),
    "role": ("leader", "chief executive", "officer"),
    "region": ("north", "south"),
    "aware": ("yes", "no"),
    "wave": ("2018", "2019"),
    "in waves": ("first issue", "late"),
}
NETS = {"net: useful": ("very", "fairly"), "net: not useful": ("not very", "not at all")}


@dataclass(frozen=True)
class World:
    """How many respondents there are in each combination of all variables, and the mean weight of each."""

    codebook: Codebook
    counts: np.ndarray
    weights: np.ndarray

    def inside(self, group: Group) -> np.ndarray:
        """Which combinations belong to a group."""
        met = group.met()
        inside = np.ones((), dtype=bool)
        for variable, categories in self.codebook.categories.items():
            wanted = [variable not in met or category in met[variable] for category in categories]
            inside = np.logical_and.outer(inside, wanted)
        return inside

    def size(self, group: Group) -> int:
        return int(self.counts[self.inside(group)].sum())

    def table(self, name, rows, columns, population=None, decimals=0) -> Table:
        """Count a table; where the codebook knows weights it prints weighted per cents of each column."""
        population = population or Group()
        crossed = [[population & row & column for column in columns.values()] for row in rows.values()]
        counts = np.array([[self.size(group) for group in line] for line in crossed])
        percents = None
        if self.codebook.weights is not None:
            total = self.counts * self.weights
            weighted = np.array([[total[self.inside(group)].sum() for group in line] for line in crossed])
            with np.errstate(invalid="ignore"):
                percents = np.round(100 * weighted / weighted[0], decimals)
        return Table(name, rows, columns, counts, population, percents, decimals)


def of(variable, *categories) -> Group:
    return Group.of({variable: categories})


def each(variable, whole, *, nets=None, but=0) -> dict:
    """A row or column for everybody, for each category but the last few, and for nets."""
    categories = VARIABLES[variable][: len(VARIABLES[variable]) - but]
    return (
        {whole: Group()}
        | {name: of(variable, *met) for name, met in (nets or {}).items()}
        | {category: of(variable, category) for category in categories}
    )


def world(seed: int, *, weighted: bool = False) -> World:
    """Respondents by seed: from a few dozen to a thousand, some categories rare, roles with weights of their own."""
    random = np.random.default_rng(seed)
    shares = [random.dirichlet(np.full(len(categories), 3.0)) for categories in VARIABLES.values()]
    shares[-1] = np.array([0.97, 0.03])
    counts = spread(VARIABLES, shares, int(random.integers(60, 1500)), random)
    by_role = dict(zip(VARIABLES["role"], np.round(random.uniform(0.4, 2.5, 3), 2), strict=True))
    weights = np.broadcast_to(np.array(list(by_role.values())).reshape(1, 3, 1, 1, 1, 1), counts.shape)
    known = Weights({role: (weight, weight) for role, weight in by_role.items()}, "role") if weighted else None
    return World(Codebook(VARIABLES, known), counts, weights)


def small_world(seed: int, variables: dict, size: int) -> World:
    """Unweighted respondents to a few variables."""
    random = np.random.default_rng(seed)
    shares = [random.dirichlet(np.full(len(categories), 2.0)) for categories in variables.values()]
    counts = spread(variables, shares, size, random)
    return World(Codebook(variables), counts, np.ones_like(counts))


def spread(variables: dict, shares: list, size: int, random: np.random.Generator) -> np.ndarray:
    """About `size` respondents over all combinations, by the shares of each variable and something of their own."""
    joint = random.gamma(4.0, 0.25, [len(categories) for categories in variables.values()])
    for axis, share in enumerate(shares):
        joint *= np.expand_dims(share, [i for i in range(len(shares)) if i != axis])
    return random.poisson(joint / joint.sum() * size)


def publications(made: World, seed: int) -> list[Table]:
    """Tables of one survey in the order they come out, chosen by seed, so that some can be subtracted from others."""
    random = np.random.default_rng(seed)
    rows, roles = each("answer", "Base"), each("role", "Total")
    netted = each("answer", "Base", nets=NETS, but=int(random.integers(0, 3)))
    first, late = of("wave", "2018"), of("in waves", "first issue")
    both_breaks = roles | {region: of("region", region) for region in VARIABLES["region"]}
    offered = [
        made.table("By role", rows, roles),
        made.table("By role, aware", rows, roles, of("aware", "yes")),
        made.table("By role, 2018", rows, roles, first),
        made.table("By role, first issue", rows, roles, late),
        made.table("Nets by role", netted, each("role", "Total", but=1)),
        made.table("By role and region", rows, both_breaks),
        made.table("Aware by region", each("aware", "Base"), each("region", "Total")),
        made.table("By role, 2018, aware", rows, roles, first & of("aware", "yes")),
        made.table("Leaders by region", rows, each("region", "Total"), of("role", "leader")),
        made.table("Topline, 2019", rows, {"Total": Group()}, of("wave", "2019")),
    ]
    chosen = random.permutation(len(offered))[: int(random.integers(1, 5))]
    return [offered[i] for i in chosen]
