"""Samples drawn in three stages, stratified at two, as R has them (figures/three_stages.R made both)."""

import json

import numpy as np
import pytest

from sectorled.analysis.survey.chisquare import independence
from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.margins import Margin, PostStratification
from sectorled.analysis.survey.means import mean, total
from sectorled.analysis.survey.stages import Drawn
from tests.analysis.survey.golden import equals
from tests.analysis.survey.made import FOLDER, table

CASES = json.loads((FOLDER / "three_stages.json").read_text())["cases"]


def design_of(of):
    return sample_design(
        of["w"],
        Drawn(units=of["p"], strata=of["h"], population=of["in_h"], nested=True),
        Drawn(units=of["q"], strata=of["s"], population=of["in_s"]),
        Drawn(population=of["in_q"]),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{len(case['data']['y'])} respondents")
def test_three_stages(case):
    of = {name: np.array(column) for name, column in case["data"].items()}
    design, cells = design_of(of), Margin("b", ("1", "2"), of["b"] - 1, np.array([400.0, 600.0]))
    after = design.adjusted(PostStratification(cells))

    found = {
        "mean": design.estimate(mean(of["y"])),
        "total": design.estimate(total(of["y"])),
        "part": design.estimate(mean(of["y"], of["a"] == 2)),
        "cells": after.estimate(mean(of["y"])),
    }
    tested = [independence(table(d, of["a"] - 1, of["b"] - 1, (3, 2)).two_way()).p for d in (design, after)]

    assert design.degrees_of_freedom() == case["df"]
    for figure, estimates in found.items():
        equals([estimates.values[0], estimates.errors[0]], case[figure])
    equals(tested, [case["p"], case["cells_p"]])
