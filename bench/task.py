"""What every yardstick of the sweep is given and must write: the same rows in, the same tables out.

A yardstick reads the files of a release by metric, one after the other, and writes `standings/SCHEME`,
`figures/SCHEME`, `neighbours`, `changes` and `trends` of each.  The trend tests are our kernels for all of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from bench.sector import AREAS, YEARS
from sectorled.analysis.trend import cochran_armitage, mann_kendall, recent_trend

SCHEMES = ("all", "family", "region", "type")
COLUMNS = ["metric", "area", "period", "value", "numerator", "denominator", "lower", "upper", "status"]
RANK_KEY = ("metric", "period", "group")

Write = Callable[[str, pl.DataFrame], None]


@dataclass(frozen=True)
class Task:
    """The files, which metric is judged how, which area is in which group, and who is whose neighbour."""

    files: list[Path]
    metrics: pl.DataFrame  # metric, polarity, target_low, target_high, multiplier, method
    schemes: Mapping[str, pl.DataFrame]  # area, group
    neighbours: pl.DataFrame  # group, owner, area: owners among their own members
    out: Path

    def write(self, table: str, number: int, frame: pl.DataFrame) -> None:
        """One file of a table."""
        path = self.out / table / f"{number:04}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(path, compression="lz4")


def task(warehouse: Path, out: Path) -> Task:
    """The task of sweeping the only release of a warehouse."""
    (release,) = (warehouse / "releases").iterdir()
    groups, members = (pl.read_parquet(release / f"{name}.parquet") for name in ("groups", "members"))
    grouped = members.select("group", "area").join(groups.select("group", "scheme", "owner"), on="group")
    own = grouped.filter(pl.col("owner").is_not_null())
    owners = own.select("group", pl.col("owner").alias("area"), "scheme", "owner").unique()
    return Task(
        sorted((release / "observations").glob("by-metric-*.parquet")),
        pl.read_parquet(release / "metrics.parquet").select(
            "metric", "polarity", "target_low", "target_high", "multiplier", "method"
        ),
        {scheme: grouped.filter(scheme=scheme).select("area", "group").sort("area") for scheme in SCHEMES},
        pl.concat([own, owners]).select("group", "owner", "area").unique().sort("group", "area"),
        out,
    )


def trends(rows: pl.DataFrame, metrics: pl.DataFrame) -> pl.DataFrame:
    """The trend of each series, by the kernels: from counts or intervals where a metric has them, else by order."""
    names, areas = rows["metric"].unique().sort(), rows["area"].unique().sort()
    at = rows.select((pl.col(name).rank("dense") - 1).cast(pl.Int64) for name in ("metric", "area", "period"))
    where, series = tuple(at[name].to_numpy() for name in at.columns), {}
    for name in ("value", "lower", "upper", "numerator", "denominator"):
        series[name] = np.full((len(names), AREAS, YEARS), np.nan)
        series[name][where] = rows[name].to_numpy()
    how = dict(metrics.select("metric", pl.struct("polarity", "method")).iter_rows())
    targeted = np.array([how[name]["polarity"] == "target" for name in names])
    counted = np.array([how[name]["method"] is None for name in names]) & ~targeted
    ranged = ~np.isnan(series["upper"]).all(axis=(1, 2)) & ~counted & ~targeted
    series["value"][targeted] = np.round(np.abs(series["value"][targeted] - 50.0), 9)

    def chosen(some: npt.NDArray[np.bool_], *of: str) -> list[npt.NDArray[np.float64]]:
        return [series[name][some].reshape(-1, YEARS) for name in of]

    p = np.empty((len(names), AREAS))
    p[counted] = cochran_armitage(*chosen(counted, "numerator", "denominator")).p.reshape(-1, AREAS)
    p[ranged] = recent_trend(*chosen(ranged, "value", "lower", "upper")).p.reshape(-1, AREAS)
    rest = ~counted & ~ranged
    p[rest] = mann_kendall(*chosen(rest, "value")).p.reshape(-1, AREAS)
    metric, area = np.nonzero(~np.isnan(p))
    return pl.DataFrame({"metric": names.gather(metric), "area": areas.gather(area), "p": p[metric, area]})
