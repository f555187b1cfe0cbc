"""How sure one can be that an area differs, or has changed: sampling, counts, its own history, or not at all (C46).

Every kind ends in one two-sided p-value for each area, of the question "would chance alone give a value this far from
the reference?", where the reference is the group's figure *without the area* and is itself uncertain.

- *Sampling*: the value has a 95% interval.
- *Counts*: the value is a share or rate of events; exact tests of the area's counts against those of all others.
- *History*: the value has neither, but at least eight non-overlapping earlier values; what it scatters about its own
  trend is taken for its noise.
- *None*: chance cannot be assessed, and no verdict is given.
"""

from sectorled.analysis.certainty.counts import Family, counts_against_others, counts_changed, whole_counts
from sectorled.analysis.certainty.differences import Differences, against_others, changed
from sectorled.analysis.certainty.kinds import HowSure, how_sure
from sectorled.analysis.certainty.noise import MIN_HISTORY, Noise, noise_of_history, noise_of_intervals
from sectorled.analysis.certainty.verdicts import verdicts

__all__ = [
    "MIN_HISTORY",
    "Differences",
    "Family",
    "HowSure",
    "Noise",
    "against_others",
    "changed",
    "counts_against_others",
    "counts_changed",
    "how_sure",
    "noise_of_history",
    "noise_of_intervals",
    "verdicts",
    "whole_counts",
]
