"""From a p-value to better, worse or similar."""

import numpy as np

from sectorled.analysis.arrays import Codes, Floats, settled
from sectorled.analysis.certainty.differences import Differences
from sectorled.analysis.intervals import Verdict
from sectorled.analysis.standing import Judgement, badness
from sectorled.analysis.trend import SIGNIFICANCE


def verdicts(values: Floats, against: Differences, judgement: Judgement, *, level: float = SIGNIFICANCE) -> Codes:
    """BETTER or WORSE where p is below `level`, else SIMILAR, [cells, areas]; or why there is none.

    Where chance was not assessed the code is NO_INTERVAL, without polarity NO_POLARITY: no verdict, whatever the
    distance.
    """
    gain = settled(badness(against.reference, judgement) - badness(values, judgement))
    codes = np.where(against.p < level, np.nan_to_num(np.sign(gain)), Verdict.SIMILAR).astype(np.int8)
    codes[np.isnan(against.p)] = Verdict.NO_INTERVAL
    codes[~judgement.judged] = Verdict.NO_POLARITY
    return codes
