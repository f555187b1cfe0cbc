"""Several rows of a mapped table for one metric, area and period.

Nobody can tell which of them counts (a publisher who moved figures of merged councils to the code of the new one leaves
one row for each old council), so all are refused, unless the mapping says to sum them or to leave them out.
"""

import polars as pl

from sectorled.warehouse.tidy import Refusal

_KEY = ["metric", "area", "period"]
_REMEDY = 'Keep one of them, or say in the mapping of the metric: repeated = "sum" or "leave out".'


def settled(rows: pl.DataFrame, policies: dict[str, str]) -> tuple[pl.DataFrame, list[Refusal]]:
    """Rows with one for each key; `policies` gives the policy of a metric.  A sum lacking a part is missing."""
    rows = rows.with_columns(
        pl.len().over(_KEY).alias("_n"),
        (pl.struct("value", "status").n_unique().over(_KEY) > 1).alias("_differ"),
        pl.col("metric").replace_strict(policies, default=None, return_dtype=pl.String).alias("_policy"),
    )
    several = pl.col("_n") > 1
    summed = several & (pl.col("_policy") == "sum").fill_null(value=False)
    dropped = several & (pl.col("_policy") == "leave out").fill_null(value=False)
    clash = several & pl.col("_differ") & pl.col("_policy").is_null()
    refusals = [
        Refusal(file, row, "period", f"{metric}, {area}, {period}", "is one of several rows that differ", _REMEDY)
        for file, row, metric, area, period in rows.filter(clash).select("file", "row", *_KEY).iter_rows()
    ]
    kept = pl.concat([rows.filter(~(summed | dropped | clash)), _sums(rows.filter(summed))], how="diagonal_relaxed")
    return kept.drop("_n", "_differ", "_policy"), refusals


def _sums(rows: pl.DataFrame) -> pl.DataFrame:
    if not rows.height:
        return rows
    number = pl.col("value").cast(pl.Float64, strict=False)
    whole = pl.col("status").is_null().all() & number.is_not_null().all()
    others = [c for c in rows.columns if c not in (*_KEY, "value", "status", "note")]
    sums = rows.group_by(_KEY, maintain_order=True).agg(
        pl.when(whole).then(number.sum()).alias("value"),
        pl.when(~whole).then(pl.lit("missing")).alias("status"),
        pl.format("sum of {} rows of the table", pl.len()).alias("note"),
        *(pl.col(c).first() for c in others),
    )
    text = rows.schema["value"] == pl.String
    return sums.with_columns(pl.col("value").cast(pl.String) if text else pl.col("value"))
