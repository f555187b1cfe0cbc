"""What a spine chart shows: the measures of one theme."""

from dataclasses import replace

import polars as pl

from sectorled.briefing.material import Material, gather
from sectorled.comparison.selectors.comparators import chosen_group
from sectorled.comparison.selectors.council.themes import theme_name
from sectorled.warehouse.queries.open import Release

MOST = 40  # measures on one chart; of a longer theme the first by name


def spine_themes(release: Release, area: str) -> dict[str, list[str]]:
    """By theme the measures of which the council has ever had a figure, those with a good way first."""
    given = [
        metric
        for cube in release.cubes_of_areas([release.area(area)])
        for metric, counted in zip(cube.metrics, cube.counted, strict=True)
        if counted.any()
    ]
    rows = release.table("metrics").filter(pl.col("metric").is_in(given)).sort(pl.col("polarity") == "none", "label")
    found: dict[str, tuple[str, list[str]]] = {}
    for metric, theme in rows.select("metric", "theme").iter_rows():
        name = theme_name(theme)
        found.setdefault(name.casefold(), (name, []))[1].append(metric)
    return {name: metrics for _, (name, metrics) in sorted(found.items())}


def spine_material(release: Release, area: str, metrics: list[str], *, group: str | None, verdicts: bool) -> Material:
    """The council on these measures; without verdicts nothing is singled out."""
    found = gather(release, area, group=chosen_group(release, area, group), metrics=metrics[:MOST])
    if verdicts:
        return found
    lines = [replace(line, standing=replace(line.standing, verdict=None)) for line in found.view.lines]
    return replace(found, view=replace(found.view, lines=lines))
