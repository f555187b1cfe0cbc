"""Counts say how large a council is: they are never among the variables that choose neighbours, unless named."""

import json

import pytest

from tests.cli.run import sectorled
from tests.warehouse import small_package

KINDS = {"homes": ("count", "homes"), "trade": ("money", "£ million"), "pay": ("money", "£"), "age": ("mean", "years")}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("size")
    metrics = "metric,label,unit,value_type,polarity,nature,source\n" + "".join(
        f"{name},{name},{unit},{kind},none,context,A register\n" for name, (kind, unit) in KINDS.items()
    )
    cells = "".join(
        f"{name},{area},2023/24,{(i * 7) % 11 + 1}\n" for name in KINDS for i, area in enumerate(small_package.AREAS)
    )
    package = small_package.write(
        folder / "package", metrics=metrics, observations="metric,area,period,value\n" + cells
    )
    assert sectorled("load", "package", package, warehouse=folder / "warehouse").code == 0
    assert sectorled("publish", warehouse=folder / "warehouse").code == 0
    return folder / "warehouse"


def variables(warehouse, *words):
    ran = sectorled("neighbours", "X01", "--k", "3", *words, "--format", "json", warehouse=warehouse)
    return json.loads(ran.out)["variables"]


def test_counts_and_totals_of_money_do_not_choose_neighbours(warehouse):
    assert sorted(variables(warehouse)) == ["age", "pay"]


def test_they_do_when_they_are_named(warehouse):
    assert variables(warehouse, "--variables", "homes", "age") == ["homes", "age"]
