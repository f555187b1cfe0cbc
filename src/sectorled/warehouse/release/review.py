"""Our own catalogue: what a source leaves out of a metric, per metric, with who reviewed it and when.

Polarity, whether a metric is a service measure, a shared outcome or context, its default comparison.  What the source
says stands; a metric with neither is shown without judgement and listed by `sectorled check`.
"""

from collections.abc import Iterable
from importlib.resources import files

import polars as pl

from sectorled.warehouse.tables import TABLES, empty

_FILLED = ("polarity", "target_low", "target_high", "nature", "scheme", "value_type", "multiplier", "reviewer")


def catalogue() -> pl.DataFrame:
    """Our reviews: one row a metric, keyed by the stable id."""
    text = (files("sectorled.warehouse") / "catalogue" / "reviews.csv").read_bytes()
    columns = ["metric", *_FILLED, "reviewed", "next_review", "reason"]
    kinds = {column: TABLES["metrics"].columns.get(column, pl.String) for column in columns}
    return pl.read_csv(text, schema_overrides=kinds).select(columns)


def reviewed(metrics: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Fill the blanks of the metrics from the catalogue; no polarity anywhere means no judgement, and is listed."""
    ours = catalogue()
    columns = [*_FILLED, "reviewed", "next_review"]
    joined = metrics.join(ours.select("metric", *columns), on="metric", how="left", suffix="_ours")
    filled = joined.with_columns(pl.coalesce(c, f"{c}_ours").alias(c) for c in columns)
    unreviewed = filled.filter(pl.col("polarity").is_null())["metric"].to_list()
    return filled.with_columns(pl.col("polarity").fill_null("none")).select(*metrics.columns), unreviewed


def undefined(metrics: pl.DataFrame, seen: Iterable[str]) -> tuple[pl.DataFrame, list[str]]:
    """The metrics that have figures but no definition: called by their id, with what our catalogue says of them."""
    names = sorted(set(seen) - set(metrics["metric"]))
    named = pl.DataFrame({"metric": names, "label": names}, {"metric": pl.String, "label": pl.String})
    return reviewed(pl.concat([empty("metrics"), named], how="diagonal"))
