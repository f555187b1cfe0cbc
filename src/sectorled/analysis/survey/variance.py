"""The variance of a total under a design with any number of stages."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from sectorled.analysis.arrays import Floats, Indices, floats
from sectorled.analysis.survey.stages import Stage


def covariance_of_total(totals: Floats, stages: Sequence[Stage]) -> Floats:
    """Covariance [k, k] of the column sums of weighted values [rows, k], summed over the stages."""
    covariance = np.zeros((totals.shape[1], totals.shape[1]))
    for stage in stages:
        if stage.scale.any():
            covariance += _of_stage(totals, stage)
    return covariance


def summed(codes: Indices, count: int, values: Floats) -> Floats:
    """Sums [count] of one column [rows] by the code of each row."""
    return floats(np.bincount(codes, values, count))


def sums_by(codes: Indices, count: int, values: Floats) -> Floats:
    """Sums [count, k] of values [rows, k] by the code of each row."""
    if values.shape[1] == 1:
        return summed(codes, count, values[:, 0])[:, None]
    member = csr_array((np.ones(len(codes)), codes, np.arange(len(codes) + 1)), shape=(len(codes), count))
    found: Floats = member.T @ values
    return found


def _of_stage(totals: Floats, stage: Stage) -> Floats:
    units = totals if stage.elementary else sums_by(stage.unit_of_row, stage.units, totals)
    stratum = stage.stratum_of_unit if not stage.elementary else stage.stratum_of_row
    means = sums_by(stratum, len(stage.size), units) / stage.size[:, None]
    apart = units - np.where(stage.centred[:, None], means, 0.0)[stratum]
    covariance: Floats = (apart * stage.scale[stratum][:, None]).T @ apart
    return covariance
