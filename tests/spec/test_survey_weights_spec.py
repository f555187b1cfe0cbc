"""Prints docs/reference/survey-weights.md from the engine, beside what R says of the same sample."""

import numpy as np
import pytest

from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.margins import Margin, Raking
from sectorled.analysis.survey.means import mean
from sectorled.analysis.survey.weights import effective_size, trimmed, weighting_effect
from tests.analysis.survey.made import columns, designs, figures
from tests.analysis.survey.test_adjusted_designs import adjusted
from tests.spec.printing import printed, table

METHODS = {
    "cells": ("cells", "each cell of one classification brought to its count (post-stratification)"),
    "raked": ("raking", "several margins brought to their counts in turns"),
    "linear": ("linear calibration", "regression estimator; weights may turn negative, which is refused"),
    "bounded": ("linear, factors within 0.8 and 1.2", "the same, cut off at bounds"),
    "raking": ("raking calibration", "multiplies, so weights stay positive; totals of any variable"),
    "logit": ("logit calibration, 0.6 to 1.8", "stays within its bounds smoothly"),
}


def test_the_reference_page_of_weights_says_what_the_engine_does():
    printed(
        "survey-weights", "\n\n".join([INTRODUCTION, methods(), RESIDUALS, trimming(), REFUSED.format(said=refusal())])
    )


INTRODUCTION = """# Surveys: weights

This page is printed by a test from the code that works the figures out. The sample is that of
[designs](survey-designs.md), clusters in strata. R's figures are those of its `survey` package, version 4.1-1; weights
agree to nine figures."""

RESIDUALS = """## What weighting does to errors

After weights are brought to known figures an estimate varies only by what those figures do not explain: its error
comes from the residuals of a regression on them (Deville and Särndal 1992), not from the raw weights as if nothing had
been done. Raking regresses with every respondent counting the same, as R's `rake` (which stops after ten sweeps; here
the regression is exact); `weighted_residuals` counts each by the weight from before, as theory and R's `calibrate` have
it. Trimming leaves the residuals as they were. Replicate
weights are each brought to the figures, which says the same by other means."""

REFUSED = """## What cannot be met

Targets of margins that differ in total, a category without respondents or without a target, margins that never agree
and bounds too narrow are refused, with the name of the category or total: "{said}\""""


def methods():
    rows = []
    for name, (title, meaning) in METHODS.items():
        design, expected = adjusted("clusters", name), figures()["adjusted"]["clusters"][name]["mean"]
        found, weights = design.estimate(mean(columns().score)), design.weights
        sizes = [f"{weights.min():.2f} to {weights.max():.2f}", f"{effective_size(weights):.1f}"]
        rows.append([title, meaning, *sizes, f"{weighting_effect(weights):.4f}"])
        rows[-1] += [f"{found.values[0]:.5f}", f"{found.errors[0]:.6f}", f"{expected['se']:.6f}"]
    header = ["method", "what", "weights", "effective size:", "effect:", "mean score:", "error:", "R's error:"]
    before = designs()["clusters"].weights
    return f"""## Methods

Before: weights from {before.min():.2f} to {before.max():.2f}, effective size {effective_size(before):.1f} of
{len(before)}. Kish's effective size is the squared sum of weights over the sum of their squares, the design effect of
weighting the number of replies over that.

{table(header, rows)}"""


def trimming():
    weights = columns().weight
    rows = [
        [title, f"{found.min():.3f} to {found.max():.3f}", f"{found.sum():.1f}", f"{effective_size(found):.1f}"]
        for title, found in [
            ("as they were", weights),
            ("cut to 8 and 25", trimmed(weights, lower=8, upper=25)),
            ("again until none is beyond", trimmed(weights, lower=8, upper=25, strict=True)),
        ]
    ]
    return f"""## Trimming

Weights beyond the bounds are cut to them, and what was cut is shared equally among the others, so that the sum stays.
Sharing can push others over the bound.

{table(["weights", "range", "sum:", "effective size:"], rows)}"""


def refusal():
    sex, age = np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1])
    margins = [
        Margin("sex", ("women", "men"), sex, np.array([3.0, 4.0])),
        Margin("age", ("under 50", "50 and over"), age, np.array([4.0, 3.0])),
    ]
    with pytest.raises(SurveyError) as caught:
        Raking(margins).applied(np.ones(4))
    return caught.value
