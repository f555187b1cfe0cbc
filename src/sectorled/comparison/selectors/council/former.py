"""What is known of a council that has ended or is still to come: its measures with their last figure."""

from dataclasses import dataclass

from sectorled.analysis.periods import Period
from sectorled.briefing.spoken import cell
from sectorled.publishing.table import Cell
from sectorled.warehouse.queries.council import value_id
from sectorled.warehouse.queries.cube import latest_counted
from sectorled.warehouse.queries.open import Release


@dataclass(frozen=True, slots=True)
class Kept:
    """A measure's last figure; nothing is judged."""

    metric: str
    label: str
    theme: str | None
    unit: str | None
    period: str
    value: Cell


def kept_figures(release: Release, code: str) -> list[Kept]:
    """Every measure of which the release holds a figure of this area, by theme and name."""
    found = []
    for cube in release.cubes_of_areas([code]):
        for m, t in enumerate(latest_counted(cube.counted)):
            if t >= 0:
                found.append(_kept(release, code, cube.metrics[m], (cube.periods[t], float(cube.value[m, t, 0]))))
    return sorted(found, key=lambda kept: (kept.theme or "", kept.label, kept.metric))


def _kept(release: Release, code: str, metric: str, last: tuple[Period, float]) -> Kept:
    definition, (period, value) = release.definitions([metric])[0], last
    shown = cell(
        value,
        value_id=value_id(release, metric, code, period.iso),
        unit=definition["unit"],
        decimals=1 if definition["decimals"] is None else definition["decimals"],
        value_type=definition["value_type"],
    )
    return Kept(metric, definition["label"], definition["theme"], definition["unit"], period.spoken, shown)
