"""How observations lie in a release: the same rows by metric and by area, so that a page reads only what it shows."""

import io

import polars as pl

from sectorled.warehouse.store import Store

BY_METRIC = "observations.parquet"


def lay_out(observations: pl.DataFrame) -> dict[str, bytes]:
    """The files of the observations."""
    buffer = io.BytesIO()
    observations.sort("metric", "period", "area").write_parquet(buffer, compression="zstd", row_group_size=50_000)
    return {BY_METRIC: buffer.getvalue()}


def rows_of_metric(store: Store, release: str, metric: str) -> pl.DataFrame:
    """All observations of a metric, in order of period and area."""
    data = io.BytesIO(store.read(f"releases/{release}/{BY_METRIC}"))
    return pl.scan_parquet(data).filter(pl.col("metric") == metric).collect()
