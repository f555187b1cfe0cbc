"""The cases that R's `survey` worked out on its own data, and the designs they are of."""

import json
from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd

from sectorled.analysis.survey.designs import Design, sample_design
from sectorled.analysis.survey.stages import Drawn
from tests.shared import SHARED

FOLDER = SHARED / "golden" / "surveys"


@cache
def cases():
    """What R found, by the id of the case."""
    return {case["id"]: case["expected"] for case in json.loads((FOLDER / "estimates.json").read_text())["cases"]}


def about(kind):
    """The cases whose id starts with a word, one for each design: (id, design's name)."""
    names = ("strat_nofpc", "strat", "clus1")
    return [(f"{kind}_{name}", name) for name in names if not SHARED.exists() or f"{kind}_{name}" in cases()]


@cache
def data(name):
    return pd.read_csv(FOLDER / f"input_api{name}.csv", dtype={"cds": str}, keep_default_na=True)


@cache
def sample(name) -> tuple[Design, SimpleNamespace]:
    """A design and its columns: numbers as arrays, `stype` and `awards` as codes with `yes`."""
    table = data("clus1" if name == "clus1" else "strat")
    columns = {column.replace(".", "_"): table[column].to_numpy() for column in table}
    columns["yes"] = (table["awards"] == "Yes").to_numpy()
    columns["school"] = np.searchsorted(["E", "H", "M"], table["stype"].to_numpy(dtype=str))
    return DESIGNS[name](table), SimpleNamespace(**columns)


def of_strata(table):
    return sample_design(table["pw"], Drawn(strata=table["stype"].to_numpy(str), population=table["fpc"]))


def of_strata_replaced(table):
    return sample_design(table["pw"], Drawn(strata=table["stype"].to_numpy(str)))


def of_clusters(table):
    return sample_design(table["pw"], Drawn(units=table["dnum"], population=table["fpc"]))


DESIGNS = {"strat": of_strata, "strat_nofpc": of_strata_replaced, "clus1": of_clusters}


def equals(found, expected, *, relative=1e-6, absolute=1e-9):
    """Equal to R to six figures, and to 1e-9 where R's figure is 0."""
    given = np.array([np.nan if cell in ("NA", None) else cell for cell in np.ravel(expected)], dtype=float)
    np.testing.assert_allclose(np.ravel(found), given, rtol=relative, atol=0 if given.all() else absolute)
