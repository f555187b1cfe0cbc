"""The regions of England, the nations and the United Kingdom, which publishers name and whose codes few give."""

from importlib import resources

import polars as pl


def regions() -> pl.DataFrame:
    """One row a region or nation, with the columns of `areas` that are known; a region lies in itself."""
    content = resources.files("sectorled.warehouse.catalogue").joinpath("regions.csv").read_bytes()
    rows = pl.read_csv(content, infer_schema=False)
    return rows.with_columns(pl.when(pl.col("kind") == "region").then("name").otherwise("nation").alias("region"))
