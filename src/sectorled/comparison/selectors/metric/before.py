"""What a council's line says of the years before it existed."""

from datetime import date

import polars as pl

from sectorled.analysis.periods import parse_iso
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.shapes import Series


def before_it_existed(release: Release, own: Series) -> str | None:
    """Which figures are put together from predecessors', or that there are none; None for a council without any."""
    if release.table("successions").filter(pl.col("successor") == own.area).is_empty():
        return None
    cube = release.cube_of_metric(own.metric).of_areas([own.area])
    its = {period.iso for period, there in zip(cube.periods, cube.counted[0, :, 0], strict=True) if there}
    given = [point for point in own.points if point.value is not None]
    others = [point for point in given if point.period not in its]
    if others:
        until = others[-1].period_spoken
        return f"Up to {until} the figures are put together from those of the councils whose place {own.name} took."
    began: date | None = release.table("areas").filter(pl.col("code") == own.area)["start"].first()  # type: ignore[assignment]  # a column of days
    if began is None or not given or parse_iso(given[0].period).end <= began:
        return None
    return f"{own.name} took the place of others, whose figures cannot be put together: its line begins with its own."
