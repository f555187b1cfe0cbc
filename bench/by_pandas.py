"""The sweep by hand in batches of pandas."""

import numpy as np
import pandas as pd
import polars as pl

from bench.task import COLUMNS, RANK_KEY, Task, trends

KEY = list(RANK_KEY)
STANDING = ["metric", "period", "area", "group", "value", "rank", "rank_share", "band", "mads_from_median"]


def sweep(task: Task) -> None:
    """One file after the other."""
    metrics = pd.DataFrame(task.metrics.to_dicts())
    schemes = {scheme: pd.DataFrame(groups.to_dicts()) for scheme, groups in task.schemes.items()}
    near = pd.DataFrame(task.neighbours.to_dicts())
    for number, path in enumerate(task.files):
        read = pd.read_parquet(path, columns=COLUMNS)
        rows = read[(read["status"] == "final") & read["value"].notna()].merge(metrics, on="metric")
        away = np.maximum(np.maximum(rows["target_low"] - rows["value"], rows["value"] - rows["target_high"]), 0).round(
            9
        )
        rows["badness"] = np.select(
            [rows["polarity"] == "high", rows["polarity"] == "low", rows["polarity"] == "target"],
            [-rows["value"], rows["value"], away],
            np.nan,
        )
        for scheme, groups in schemes.items():
            placed, figures = place(rows.merge(groups, on="area"))
            ordered = placed[STANDING].sort_values(["metric", "period", "area"])
            task.write(f"standings/{scheme}", number, _polars(ordered))
            task.write(f"figures/{scheme}", number, _polars(figures))
        latest = rows[rows["period"] == rows.groupby("metric")["period"].transform("max")]
        placed, figures = place(latest.merge(near, on="area"))
        own = placed.loc[placed["area"] == placed["owner"], STANDING].merge(figures, on=KEY)
        task.write("neighbours", number, _polars(own.sort_values(["metric", "group"])))
        task.write("changes", number, _polars(changes(rows)))
        task.write("trends", number, trends(_polars(rows), task.metrics))


def place(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows with their rank, band and distance, and the figures of their groups."""
    groups = rows.groupby(KEY, sort=True)
    value = groups["value"]
    figures = value.agg(["count", "mean", "median"]).rename(columns={"count": "n"})
    figures["q1"], figures["q3"] = value.quantile(0.25), value.quantile(0.75)
    sums = groups[["numerator", "denominator"]].sum()
    figures["ratio_of_sums"] = sums["numerator"] / sums["denominator"] * groups["multiplier"].first()
    rows = rows.merge(figures[["n", "median"]].reset_index(), on=KEY)
    rows["away"] = (rows["value"] - rows["median"]).abs()
    figures["mad"] = rows.groupby(KEY)["away"].median()
    rows = rows.merge(figures[["mad"]].reset_index(), on=KEY)
    rows["rank"] = rows.groupby(KEY)["badness"].rank("min")
    rows["rank_share"] = rows["rank"] / rows["n"]
    beyond, last = (rows["rank"] - 1) * 4, rows["n"] - 1
    band = 1 + (beyond > last).astype(int) + (beyond > 2 * last) + (beyond > 3 * last)
    rows["band"] = band.where(rows["rank"].notna() & (rows["n"] >= 8))
    rows["mads_from_median"] = ((rows["value"] - rows["median"]) / rows["mad"]).where(rows["mad"] > 0)
    return rows, figures.reset_index()


def changes(rows: pd.DataFrame) -> pd.DataFrame:
    """Each value against the one of the period before."""
    periods = rows[["metric", "period"]].drop_duplicates().sort_values(["metric", "period"])
    periods["previous_period"] = periods.groupby("metric")["period"].shift(1)
    moved = rows[["metric", "period", "area", "value"]].merge(periods.dropna(), on=["metric", "period"])
    earlier = rows[["metric", "area", "period", "value"]]
    earlier = earlier.rename(columns={"period": "previous_period", "value": "previous"})
    moved = moved.merge(earlier, on=["metric", "area", "previous_period"])
    moved["change"] = (moved["value"] - moved["previous"]).round(9)
    return moved.sort_values(["metric", "period", "area"])


def _polars(frame: pd.DataFrame) -> pl.DataFrame:
    return pl.from_pandas(frame)
