"""Our own catalogue: what a source leaves out of a metric, per metric, with who reviewed it and when.

Polarity, whether a metric is a service measure, a shared outcome or context, its default comparison.  What the source
says stands; a metric with neither is shown without judgement and listed by `sectorled check`.  A review that the
warehouse keeps goes before the one that comes with the package.
"""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

import polars as pl

from sectorled.warehouse.store import Store
from sectorled.warehouse.tables import TABLES, empty

KEPT = "catalogue/reviews.csv"  # in the warehouse
_FILLED = (
    *("polarity", "target_low", "target_high", "nature", "scheme", "value_type", "multiplier"),
    *("method", "applies_to", "reviewer"),
)
COLUMNS = ("metric", *_FILLED, "reviewed", "next_review", "reason")
_KINDS = {column: TABLES["metrics"].columns.get(column, pl.String) for column in COLUMNS}


def shipped() -> pl.DataFrame:
    """The reviews that come with the package: one row a metric, keyed by the stable id."""
    return _read((files("sectorled.warehouse") / "catalogue" / "reviews.csv").read_bytes())


def catalogue(store: Store) -> pl.DataFrame:
    """Our reviews: one row a metric; the warehouse's own row goes before the package's."""
    if not store.exists(KEPT):
        return shipped()
    both = pl.concat([_read(store.read(KEPT)), shipped()])
    return both.unique("metric", keep="first").sort("metric")


def keep_reviews(store: Store, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the warehouse's own reviews, all of them: the next release is built with these."""
    frame = pl.DataFrame([{column: row[column] for column in COLUMNS} for row in rows], schema=_KINDS)
    store.write(KEPT, frame.sort("metric").write_csv().encode())


def _read(text: bytes) -> pl.DataFrame:
    frame = pl.read_csv(text, schema_overrides=_KINDS)
    return pl.concat([pl.DataFrame(schema=_KINDS), frame], how="diagonal").select(COLUMNS)


def reviewed(metrics: pl.DataFrame, ours: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Fill the blanks of the metrics from the catalogue; no polarity anywhere means no judgement, and is listed.

    What we reviewed as a percentage is in per cent where the source names only what was counted ("Entries").
    """
    columns = [*_FILLED, "reviewed", "next_review"]
    joined = metrics.join(ours.select("metric", *columns), on="metric", how="left", suffix="_ours")
    filled = joined.with_columns(pl.coalesce(c, f"{c}_ours").alias(c) for c in columns)
    counted = (pl.col("value_type_ours") == "percentage") & (pl.col("value_type") == "percentage")
    counted &= ~pl.col("unit").str.contains(r"(?i)%|per ?cent")
    filled = filled.with_columns(
        pl.when(counted).then("% " + pl.col("unit").str.to_lowercase()).otherwise("unit").alias("unit")
    )
    unreviewed = filled.filter(pl.col("polarity").is_null())["metric"].to_list()
    return filled.with_columns(pl.col("polarity").fill_null("none")).select(*metrics.columns), unreviewed


def undefined(metrics: pl.DataFrame, seen: Iterable[str], ours: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The metrics that have figures but no definition: called by their id, with what our catalogue says of them."""
    names = sorted(set(seen) - set(metrics["metric"]))
    named = pl.DataFrame({"metric": names, "label": names}, {"metric": pl.String, "label": pl.String})
    return reviewed(pl.concat([empty("metrics"), named], how="diagonal"), ours)
