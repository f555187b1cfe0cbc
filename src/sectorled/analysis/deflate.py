"""Money in the prices of one year."""

from sectorled.analysis.arrays import Floats


def real_terms(values: Floats, deflator: Floats, base: int) -> Floats:
    """Each value [..., periods] in the prices of the period at position `base`: value x deflator(base) / deflator(t).

    `deflator` [periods] is a named, versioned index whose name and version the caller shows; NaN stays NaN.
    """
    real: Floats = values * (deflator[base] / deflator)
    return real
