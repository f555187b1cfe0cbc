"""The scale of a spine chart: many metrics drawn on one scale, each symmetric about its reference."""

from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Floats
from sectorled.analysis.standing import GroupFigures, Judgement, Polarity


@dataclass(frozen=True, slots=True)
class Spine:
    """Places on a scale from -1 to 1 with the reference at 0: the areas [cells, areas], and marks [cells, 4].

    The marks are at the worst, a quarter, three quarters and the best of the group, so that better lies to the right;
    for a target, or without polarity, at the lowest to the highest.
    """

    places: Floats
    marks: Floats


def spine(values: Floats, figures: GroupFigures, judgement: Judgement, reference: Floats | None = None) -> Spine:
    """The scale reaches on both sides to the value furthest from `reference` [cells], by default the median."""
    middle = figures.median if reference is None else reference
    reach = np.maximum(figures.maximum - middle, middle - figures.minimum)
    low = judgement.polarity == Polarity.LOW
    scale = np.where(low, -1, 1) / np.where(reach > 0, reach, 1.0)
    marks = np.stack([figures.minimum, figures.q1, figures.q3, figures.maximum], axis=1)
    marks[low] = marks[low, ::-1]
    return Spine(*((each - middle[:, None]) * scale[:, None] for each in (values, marks)))
