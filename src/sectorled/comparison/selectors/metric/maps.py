"""The councils of a measure in quarters, as maps show them: all councils with a figure, whatever group is compared."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sectorled.analysis.words import BANDS
from sectorled.briefing.spoken import cell
from sectorled.comparison.selectors.metric.page import MetricPage
from sectorled.publishing.charts.maps import Shaded
from sectorled.publishing.marks import OF_STATUS
from sectorled.warehouse.queries.council import value_id
from sectorled.warehouse.queries.placing import Placing, placing
from sectorled.warehouse.status import MISSING, OUTSIDE, STATUSES

QUARTERS = 4
BY_SIZE = ("highest quarter", "second highest quarter", "second lowest quarter", "lowest quarter")


@dataclass(frozen=True, slots=True)
class Mapped:
    """Every council that existed, with its class, and what the classes are called."""

    areas: list[Shaded]
    bands: tuple[str, ...]


def mapped(page: MetricPage) -> Mapped:
    """Quarters from the best where one way is good, else from the highest; none under eight councils."""
    release, line = page.release, page.line
    definition = release.metric(line.metric)
    placed = placing(release, [definition], release.cube_of_metric(line.metric).of_areas(release.members("all")))
    t = [period.iso for period in placed.cube.periods].index(line.period)
    ranked = line.polarity != "none"
    bands = placed.standings.band[placed.cell(0, t)] if ranked else _by_size(placed, t)
    shown = [i for i in range(len(placed.cube.areas)) if placed.cube.status[0, t, i] != OUTSIDE]
    words = tuple(band.word for band in BANDS[QUARTERS]) if ranked else BY_SIZE
    return Mapped([_shaded(page, placed, (t, i), int(bands[i])) for i in shown], words)


def _by_size(placed: Placing, t: int) -> Any:
    values, figures, at = placed.values[0, t], placed.figures, placed.cell(0, t)
    beyond = [values <= bound[at] for bound in (figures.q3, figures.median, figures.q1)]
    return np.where(np.isnan(values), 0, 1 + sum(b.astype(int) for b in beyond))


def _shaded(page: MetricPage, placed: Placing, where: tuple[int, int], band: int) -> Shaded:
    (t, i), line, code = where, page.line, placed.cube.areas[where[1]]
    status, value = int(placed.cube.status[0, t, i]), placed.values[0, t, i]
    given = None if np.isnan(value) else float(value)
    shown = cell(
        given,
        value_id=value_id(page.release, line.metric, code, line.period),
        unit=line.unit,
        decimals=line.decimals,
        value_type=line.value_type,
        mark=OF_STATUS[STATUSES[status if status >= 0 else MISSING]],
    )
    named = page.release.area_names.get(code, code)
    return Shaded(code, named, shown, band - 1 if band and given is not None else None, own=code == line.standing.area)
