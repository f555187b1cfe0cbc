"""How replicate estimates make a variance."""

from dataclasses import dataclass

from sectorled.analysis.arrays import Floats


@dataclass(frozen=True, slots=True)
class Spread:
    """The factor of each replicate's squared distance [replicates], from their mean or from the full estimate."""

    factors: Floats
    about_full: bool = False

    def covariance(self, full: Floats, replicates: Floats) -> Floats:
        """Covariance [k, k] of an estimate [k] from its replicates [replicates, k]."""
        centre = full if self.about_full else replicates[self.factors > 0].mean(axis=0)
        apart = replicates - centre
        found: Floats = (apart * self.factors[:, None]).T @ apart
        return found
