"""What a spine chart shows: the measures of one theme."""

from dataclasses import replace

import polars as pl

from sectorled.briefing.material import Material, gather
from sectorled.comparison.selectors.comparators import chosen_group
from sectorled.comparison.selectors.council.themes import NO_THEME
from sectorled.warehouse.queries.open import Release

MOST = 40  # measures on one chart; of a longer theme the first by name


def theme_names(release: Release) -> list[str]:
    """The themes of a release by name."""
    return sorted({theme or NO_THEME for theme in release.table("metrics")["theme"]}, key=str.casefold)


def spine_material(release: Release, area: str, *, theme: str, group: str | None, verdicts: bool) -> Material:
    """The council on the measures of a theme, those with a good way first; without verdicts nothing is singled out."""
    metrics = release.table("metrics").filter(pl.col("theme").fill_null(NO_THEME) == theme)
    ordered = metrics.sort(pl.col("polarity") == "none", "label")["metric"].to_list()
    found = gather(release, area, group=chosen_group(release, area, group), metrics=ordered[:MOST])
    if verdicts:
        return found
    lines = [replace(line, standing=replace(line.standing, verdict=None)) for line in found.view.lines]
    return replace(found, view=replace(found.view, lines=lines))
