"""How replicate estimates make a variance."""

from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Floats


@dataclass(frozen=True, slots=True)
class Spread:
    """The factor of each replicate's squared distance [replicates], from their mean or from the full estimate.

    A replicate that leaves nobody to estimate from has no answer (NaN) and is left out of that figure.
    """

    factors: Floats
    about_full: bool = False

    def covariance(self, full: Floats, replicates: Floats) -> Floats:
        """Covariance [k, k] of an estimate [k] from its replicates [replicates, k]."""
        answered = ~np.isnan(replicates) & (self.factors > 0)[:, None]
        counted = answered.sum(axis=0)
        means = np.where(answered, replicates, 0.0).sum(axis=0) / np.maximum(counted, 1)
        apart = np.where(answered, replicates - (full if self.about_full else means), 0.0)
        found: Floats = (apart * self.factors[:, None]).T @ apart
        found[:, counted == 0] = found[counted == 0, :] = np.nan
        return found
