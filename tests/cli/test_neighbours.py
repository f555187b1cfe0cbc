"""The councils most like one, through the command line; scipy as oracle."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from scipy.stats import zscore

from tests.cli.run import answered, published, sectorled

METRICS = "metric,label,unit,value_type,polarity,nature,source\n"
VARIABLES = np.random.default_rng(7).normal(size=(10, 4)).round(4)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Ten councils with four context metrics, the last one of another kind, one value of which is not known."""
    areas = "".join(f"P{i},Place {i},{'county' if i == 9 else 'unitary'}\n" for i in range(10))
    cells = "".join(
        f"v{j},P{i},2023,{v}\n" for i, row in enumerate(VARIABLES) for j, v in enumerate(row) if (i, j) != (8, 3)
    )
    tables = dict.fromkeys(("names", "groups", "members"), "")
    metrics = METRICS + "".join(f"v{j},Variable {j},,mean,none,context,Census\n" for j in range(4))
    return published(
        tmp_path_factory.mktemp("places"), **tables, areas=f"code,name,kind\n{areas}", metrics=metrics,
        observations=f"metric,area,period,value\n{cells}",
    )  # fmt: skip


def test_distances_to_neighbours_equal_an_independent_calculation(places):
    z = zscore(VARIABLES[:, :3])
    apart = dict(enumerate(cdist(z[:1], z)[0]))

    found = answered(places, "neighbours", "P0", "--variables", "v0", "v1", "v2", "--k", "5", "--any-kind")

    expected = sorted(range(1, 10), key=apart.__getitem__)[:5]
    assert [n["area"] for n in found["neighbours"]] == [f"P{i}" for i in expected]
    assert [n["distance"] for n in found["neighbours"]] == pytest.approx([apart[i] for i in expected], abs=1e-9)
    assert [sum(d["share"] for d in n["drivers"]) for n in found["neighbours"]] == pytest.approx([1.0] * 5)


def test_neighbours_are_of_the_same_kind_unless_asked(places):
    own, any_kind = (answered(places, "neighbours", "P0", "--k", "9", *more) for more in ((), ("--any-kind",)))

    assert "P9" not in {n["area"] for n in own["neighbours"]}
    assert "P9" in {n["area"] for n in any_kind["neighbours"]}
    assert len(own["neighbours"]) == 8


def test_what_is_compared_never_chooses_the_neighbours(places):
    found = answered(places, "neighbours", "P0", "--not-by", "v1", "v2")

    assert found["variables"] == ["v0", "v3"]
    assert {d["metric"] for n in found["neighbours"] for d in n["drivers"]} <= {"v0", "v3"}


def test_the_share_of_variables_missing_is_said(places):
    found = answered(places, "neighbours", "P0", "--k", "9")

    assert {n["area"]: n["missing_share"] for n in found["neighbours"] if n["missing_share"]} == {"P8": 0.25}


def test_the_same_seed_gives_the_same_stability(places):
    first, again = (answered(places, "neighbours", "P0", "--k", "3", "--seed", "5") for _ in range(2))

    assert first == again


def test_without_a_variable_there_are_no_neighbours(places):
    ran = sectorled("neighbours", "P0", "--not-by", "v0", "v1", "v2", "v3", warehouse=places)

    assert (ran.code, ran.out) == (3, "")
    assert "Name some with --variables" in ran.err
