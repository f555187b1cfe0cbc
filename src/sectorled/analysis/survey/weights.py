"""Weights as they are: how uneven, and trimmed."""

from dataclasses import replace

import numpy as np

from sectorled.analysis.arrays import Floats
from sectorled.analysis.survey.designs import Design
from sectorled.analysis.survey.errors import SurveyError

TRIMMINGS = 100  # rounds of strict trimming


def effective_size(weights: Floats) -> float:
    """Kish's effective sample size: the squared sum of weights over the sum of their squares."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def weighting_effect(weights: Floats) -> float:
    """Kish's design effect of weighting: how many times uneven weights alone raise a variance."""
    return len(weights) / effective_size(weights)


def trimmed(weights: Floats, *, lower: float = 0.0, upper: float = np.inf, strict: bool = False) -> Floats:
    """Weights cut to the bounds, what was cut shared equally among the others so that the sum stays.

    Sharing may push others over; `strict` trims again until none is.
    """
    for _ in range(TRIMMINGS):
        outside = (weights < lower) | (weights > upper)
        if not outside.any():
            return weights
        if outside.all():
            raise SurveyError(f"Every weight lies outside {lower:g} and {upper:g}: choose wider bounds.")
        cut = np.clip(weights, lower, upper)
        weights = np.where(outside, cut, weights + (weights - cut).sum() / np.count_nonzero(~outside))
        if not strict:
            return weights
    raise SurveyError(f"Weights cannot be held between {lower:g} and {upper:g} with their sum kept: widen the bounds.")


def trim(design: Design, *, lower: float = 0.0, upper: float = np.inf, strict: bool = False) -> Design:
    """The design with trimmed weights; what its variance owes to earlier calibration stays as it was."""
    return replace(design, weights=trimmed(design.weights, lower=lower, upper=upper, strict=strict))
