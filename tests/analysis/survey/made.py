"""The survey that nobody took, and what R's `survey` says of it (figures/figures.R made both)."""

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.layout import laid_out
from sectorled.analysis.survey.replicates import ReplicateDesign, bootstrap, jackknife
from sectorled.analysis.survey.stages import Drawn, Lonely
from sectorled.analysis.survey.sufficient import cell_sums

FOLDER = Path(__file__).parent / "figures"


@cache
def figures():
    return json.loads((FOLDER / "figures.json").read_text())


@cache
def columns():
    """Columns of the sample; trust, role, sex and aware also as codes, -1 where missing."""
    table = pd.read_csv(FOLDER / "sample.csv")
    found = SimpleNamespace(**{name: table[name].to_numpy() for name in table})
    found.boot = table.filter(regex="^boot").to_numpy()
    found.trust_code = table["trust"].fillna(0).astype(int).to_numpy() - 1
    found.role_code = np.searchsorted(["back", "front", "officer"], table["role"].to_numpy(str))
    found.sex_code = (table["sex"] == "m").to_numpy().astype(int)
    found.officer, found.male = found.role == "officer", found.sex == "m"
    return found


def clusters(rows=slice(None), lonely=Lonely.FAIL, **population):
    of = columns()
    return sample_design(
        of.weight[rows], Drawn(units=of.council[rows], strata=of.region[rows], **population), lonely=lonely
    )


def two_stage():
    of = columns()
    first = Drawn(units=of.council, strata=of.region, population=of.in_region)
    return sample_design(of.weight, first, Drawn(population=of.officers))


@cache
def designs():
    of = columns()
    unstratified = sample_design(of.weight, Drawn(units=of.council))
    with_correction = clusters(population=of.in_region)
    return {
        "two_stage": two_stage(),
        "random": sample_design(of.weight, Drawn(population=4200)),
        "strata": sample_design(of.weight, Drawn(strata=of.region)),
        "clusters_fpc": with_correction,
        "clusters": clusters(),
        "unstratified": unstratified,
        "bootstrap": bootstrap(of.weight, of.boot),
        "jackknife_strata": jackknife(with_correction),
        "jackknife": jackknife(unstratified),
    }


def table(design, rows, columns, shape):
    if isinstance(design, ReplicateDesign):
        return design.cell_totals(rows, columns, shape)
    layout, batch = laid_out(design)
    return layout.cell_totals(cell_sums(rows, columns, shape, batch))
