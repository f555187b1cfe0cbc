"""From a p-value to better, worse or similar."""

import numpy as np

from sectorled.analysis.arrays import Bools, Codes, Floats, settled
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
    return _coded(np.nan_to_num(np.sign(gain)), against.p < level, np.isnan(against.p), judgement)


def trend_verdicts(
    direction: Codes, significant: Bools, latest: Floats, judgement: Judgement, *, untold: Bools
) -> Codes:
    """The verdict on trends [cells, areas]: `direction` up or down where `significant`; `untold` where there is none.

    For a target, towards it is better, judged from the `latest` value; inside the range neither way is.
    """
    low, high = judgement.target_low[:, None], judgement.target_high[:, None]
    towards = (latest < low).astype(np.int8) - (latest > high).astype(np.int8)
    good_way = np.where(judgement.targeted[:, None], towards, judgement.polarity[:, None])
    return _coded(direction * good_way, significant, untold, judgement)


def _coded(side: Floats | Codes, told: Bools, unassessed: Bools, judgement: Judgement) -> Codes:
    """1, -1 or 0 as the codes of Verdict, with the reasons for none over them."""
    codes = np.where(told, side, Verdict.SIMILAR).astype(np.int8)
    codes[unassessed] = Verdict.NO_INTERVAL
    codes[~judgement.judged] = Verdict.NO_POLARITY
    return codes
