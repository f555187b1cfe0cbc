"""Why a figure or table is not shown, in words for whoever guards the data; readers see one mark for every reason."""

from collections.abc import Sequence

from sectorled.analysis.arrays import Bools, Indices
from sectorled.analysis.survey.disclosure.differencing import Difference
from sectorled.analysis.survey.disclosure.groups import Table
from sectorled.analysis.survey.disclosure.secondary import Cut, Demand

REMEDY = "Merge small categories, or publish the topline without the break."


def reasons(
    table: Table, least: Indices, demand: Demand, suppressed: Bools, names: "Names"
) -> dict[tuple[str, str], str]:
    """The reason for each suppressed figure, by row and column; `least` are the thresholds [figures]."""
    at = [(row, column) for row in table.rows for column in table.columns]
    because: dict[tuple[str, str], str] = {}
    for figure in suppressed.nonzero()[0].tolist():
        if demand.primary[figure]:
            count = int(demand.counts[figure])
            because[at[figure]] = f"Primary: a count of {count}, under the threshold of {int(least[figure])}."
        else:
            because[at[figure]] = _secondary(figure, int(demand.bases[figure]), suppressed, names)
    return because


class Names:
    """The demands found while suppressing, and what to call whom they protect."""

    def __init__(self, table: Table, hidden: Sequence[Difference], cuts: Sequence[Cut]) -> None:
        self.labels = table.labels()
        self.hidden = hidden
        self.cuts = cuts

    def of(self, cut: Cut) -> str:
        """A figure by its label, a group outside the table by its description."""
        if cut.protects >= 0:
            return f"'{self.labels[cut.protects]}'"
        return f"the group '{self.hidden[-1 - cut.protects].words}'"


def _secondary(figure: int, base: int, suppressed: Bools, names: Names) -> str:
    """What a reader could work out if this figure were shown as well."""
    holding = [cut for cut in names.cuts if figure in cut.figures and (cut.protects < 0 or suppressed[cut.protects])]
    if not holding:
        return f"Secondary: its base '{names.labels[base]}' is suppressed, and no figure stands without its base."
    cut = min(holding, key=lambda one: int(suppressed[list(one.figures)].sum()))
    return f"Secondary: with it shown, {names.of(cut)} {_placed(cut)}."


def _placed(cut: Cut) -> str:
    if cut.least == cut.greatest:
        return f"could be worked out to be {cut.least}"
    return f"could be placed between {cut.least} and {cut.greatest}"


def withheld_because(width: int, demand: Demand, names: Names) -> str:
    """Why no choice of suppressions is enough: the figures or groups that the totals alone place too closely."""
    alone = [cut for cut in names.cuts if not cut.figures and (cut.protects < 0 or bool(demand.primary[cut.protects]))]
    if not alone:
        return (
            f"Withheld: no choice was found that keeps all suppressed counts from being placed within {width}. {REMEDY}"
        )
    which = "; ".join(dict.fromkeys(f"{names.of(cut)} {_placed(cut)}" for cut in alone))
    return f"Withheld: from totals that are shown or already public, {which}. {REMEDY}"


def too_little_left() -> str:
    """Why a table of which nothing guarded would be left is not published."""
    return f"Withheld: every figure that the break adds would be suppressed. {REMEDY}"
