"""The sweep by hand in Polars."""

import polars as pl

from bench.task import COLUMNS, RANK_KEY, Task, trends

VALUE, MEDIAN = pl.col("value"), pl.col("median")


def sweep(task: Task) -> None:
    """One file after the other."""
    for number, path in enumerate(task.files):
        read = pl.read_parquet(path, columns=COLUMNS).filter(pl.col("status") == "final", VALUE.is_not_null())
        rows = read.join(task.metrics, on="metric").with_columns(_badness().alias("badness"))
        for scheme, groups in task.schemes.items():
            standings, figures = place(rows.join(groups, on="area"))
            columns = ("metric", "period", "area", "group", "value", "rank", "rank_share", "band", "mads_from_median")
            task.write(f"standings/{scheme}", number, standings.select(columns).sort("metric", "period", "area"))
            task.write(f"figures/{scheme}", number, figures.sort(RANK_KEY))
        task.write("neighbours", number, neighbours(rows, task))
        task.write("changes", number, changes(rows))
        task.write("trends", number, trends(rows, task.metrics))


def _badness() -> pl.Expr:
    away = pl.max_horizontal(pl.col("target_low") - VALUE, VALUE - pl.col("target_high"), pl.lit(0.0)).round(9)
    return pl.when(polarity="high").then(-VALUE).when(polarity="low").then(VALUE).when(polarity="target").then(away)


def place(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows with their rank, band and distance, and the figures of their groups."""
    parts = [pl.col(name).sum() for name in ("numerator", "denominator")]
    figures = rows.group_by(RANK_KEY).agg(
        VALUE.len().alias("n"),
        VALUE.mean().alias("mean"),
        VALUE.median().alias("median"),
        VALUE.quantile(0.25, "linear").alias("q1"),
        VALUE.quantile(0.75, "linear").alias("q3"),
        (parts[0] / parts[1] * pl.col("multiplier").first()).alias("ratio_of_sums"),
    )
    rows = rows.join(figures.select(*RANK_KEY, "n", "median"), on=RANK_KEY)
    mads = rows.group_by(RANK_KEY).agg((VALUE - MEDIAN).abs().median().alias("mad"))
    rank, n = pl.col("rank"), pl.col("n")
    band = 1 + pl.sum_horizontal(((rank - 1) * 4 > k * (n - 1)).cast(pl.Int8) for k in (1, 2, 3))
    placed = (
        rows.join(mads, on=RANK_KEY)
        .with_columns(pl.col("badness").rank("min").over(RANK_KEY).cast(pl.Int64).alias("rank"))
        .with_columns(
            (rank / n).alias("rank_share"),
            pl.when(rank.is_not_null() & (n >= 8)).then(band).cast(pl.Int8).alias("band"),
            pl.when(pl.col("mad") > 0).then((VALUE - MEDIAN) / pl.col("mad")).alias("mads_from_median"),
        )
    )
    return placed, figures.join(mads, on=RANK_KEY)


def neighbours(rows: pl.DataFrame, task: Task) -> pl.DataFrame:
    """Owners among their neighbours in the latest period."""
    latest = rows.filter(pl.col("period") == pl.col("period").max().over("metric"))
    placed, figures = place(latest.join(task.neighbours, on="area"))
    own = placed.filter(pl.col("area") == pl.col("owner")).drop("n", "median", "mad")
    return (
        own.select("metric", "period", "area", "group", "value", "rank", "rank_share", "band", "mads_from_median")
        .join(figures, on=RANK_KEY)
        .sort("metric", "group")
    )


def changes(rows: pl.DataFrame) -> pl.DataFrame:
    """Each value against the one of the period before."""
    periods = rows.select("metric", "period").unique().sort("metric", "period")
    before = periods.with_columns(pl.col("period").shift(1).over("metric").alias("previous_period"))
    earlier = rows.select("metric", "area", pl.col("period").alias("previous_period"), VALUE.alias("previous"))
    moved = rows.select("metric", "period", "area", "value").join(before, on=["metric", "period"])
    moved = moved.join(earlier, on=["metric", "area", "previous_period"])
    return moved.with_columns((VALUE - pl.col("previous")).round(9).alias("change")).sort("metric", "period", "area")
