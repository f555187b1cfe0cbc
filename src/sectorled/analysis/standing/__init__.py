"""Where each area lies in its group: rank, band, distance from the median; and the figures of the group.

Kernels over dense batches (see `arrays`).  Policy:

- Ranks are competition ranks (1, 2, 2, 4) in the direction of polarity, so 1 is best and equal values share a rank.
  For a target the rank is by distance from it, 0 inside its range.  Without polarity there is no rank and no band.
- Bands cut the group at the type 7 quantiles of goodness; a value on a cut belongs to the better side, so equal values
  share a band.  A small group has none: a band would say more about noise than about the council.
- A missing value is in no figure, never zero.
"""

from sectorled.analysis.standing.figures import GroupFigures, group_figures, quantile, without_self
from sectorled.analysis.standing.judgement import Judgement, Polarity, badness, distance_from_target
from sectorled.analysis.standing.ranks import MIN_COMPARATORS, QUARTERS, Standings, place, standings

__all__ = [
    "MIN_COMPARATORS",
    "QUARTERS",
    "GroupFigures",
    "Judgement",
    "Polarity",
    "Standings",
    "badness",
    "distance_from_target",
    "group_figures",
    "place",
    "quantile",
    "standings",
    "without_self",
]
