"""Primary suppression: the counts that are themselves too small to show."""

import numpy as np

from sectorled.analysis.arrays import Bools, Indices
from sectorled.analysis.survey.disclosure.groups import Codebook, Table
from sectorled.analysis.survey.disclosure.policy import Policy


def guarded(table: Table, codebook: Codebook, policy: Policy) -> Bools:
    """Figures [rows x columns], row by row, that the policy may suppress; the others are toplines and always shown."""
    return np.array([policy.guards(group) for group in table.groups(codebook)])


def thresholds(table: Table, policy: Policy) -> Indices:
    """The least count that may be shown for each figure, row by row: bases have their own."""
    is_base = [not row.conditions for row in table.rows.values() for _ in table.columns]
    return np.where(is_base, policy.least_base, policy.least_cell)


def percentages_shown(table: Table, policy: Policy) -> Bools:
    """Columns [columns] whose base is large enough for per cents; all of them where the table prints no base."""
    bases = table.bases()[: len(table.columns)]
    known = bases >= 0
    return ~known | (table.counts.ravel()[bases] >= policy.least_percentage_base)
