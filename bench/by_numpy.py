"""The sweep by hand in numpy: dense arrays, one sort a group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from bench.task import COLUMNS, Task, trends

SIGN = {"high": -1.0, "low": 1.0}
PARTS = ("value", "numerator", "denominator")

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Dense:
    """Values and their parts, arrays [metric, period, area], with the words of each axis."""

    metrics: pl.Series
    periods: pl.Series
    areas: pl.Series
    definitions: Sequence[Mapping[str, Any]]
    parts: Mapping[str, Array]

    def cells(self, cell: Array) -> dict[str, pl.Series]:
        """The words of metric and period."""
        metric, period = np.divmod(cell, len(self.periods))
        return {"metric": self.metrics.gather(metric), "period": self.periods.gather(period)}


def sweep(task: Task) -> None:
    """One file after the other."""
    metrics = {row["metric"]: row for row in task.metrics.iter_rows(named=True)}
    for number, path in enumerate(task.files):
        rows = pl.read_parquet(path, columns=COLUMNS).filter(pl.col("status") == "final", pl.col("value").is_not_null())
        dense = _dense(rows, metrics)
        for scheme, groups in task.schemes.items():
            _scheme(task, number, scheme, groups, dense)
        task.write("neighbours", number, _neighbours(task, dense))
        task.write("changes", number, _changes(dense))
        task.write("trends", number, trends(rows, task.metrics))


def _dense(rows: pl.DataFrame, metrics: Mapping[str, Mapping[str, Any]]) -> Dense:
    metric, period, area = axes = tuple(rows[name].unique().sort() for name in ("metric", "period", "area"))
    shape = tuple(len(axis) for axis in axes)
    at = [rows[axis.name].replace_strict(axis, np.arange(len(axis))).to_numpy() for axis in axes]
    where = np.ravel_multi_index(at, shape)
    parts = {name: np.full(shape, np.nan) for name in PARTS}
    for name, dense in parts.items():
        dense.reshape(-1)[where] = rows[name].to_numpy()
    return Dense(metric, period, area, [metrics[name] for name in metric], parts)


def figures(parts: Sequence[Array], definitions: Sequence[Mapping[str, Any]]) -> dict[str, Array]:
    """The figures [cells] of dense cells [cells, areas]."""
    value, numerator, denominator = parts
    n = np.count_nonzero(~np.isnan(value), axis=1)
    ordered, row = np.sort(value, axis=1), np.arange(len(value))

    def middle(of: Array) -> Array:
        return np.asarray((of[row, (n - 1) // 2] + of[row, n // 2]) / 2)

    def quantile(share: float) -> Array:
        place = (n - 1) * share
        low = place.astype(int)
        a, b = ordered[row, low], ordered[row, np.minimum(low + 1, n - 1)]
        return np.asarray(a + (b - a) * (place - low))

    median = middle(ordered)
    factor = np.array([d["multiplier"] for d in definitions])
    return {
        "n": n,
        "mean": np.nansum(value, axis=1) / n,
        "median": median,
        "q1": quantile(0.25),
        "q3": quantile(0.75),
        "ratio_of_sums": np.nansum(numerator, axis=1) / np.nansum(denominator, axis=1) * factor,
        "mad": middle(np.sort(np.abs(value - median[:, None]), axis=1)),
    }


def standings(value: Array, found: Mapping[str, Array], definitions: Sequence[Mapping[str, Any]]) -> dict[str, Array]:
    """The standings [cells, areas] beside the figures of their cells."""
    bad = value * np.array([SIGN.get(d["polarity"], np.nan) for d in definitions])[:, None]
    target = np.array([d["polarity"] == "target" for d in definitions])
    bad[target] = np.round(np.abs(value[target] - 50.0), 9)
    order = np.argsort(bad, axis=1)
    ordered = np.take_along_axis(bad, order, axis=1)
    first = np.ones(bad.shape, bool)
    first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    runs = np.maximum.accumulate(np.where(first, np.arange(1, bad.shape[1] + 1), 0), axis=1)
    rank = np.empty(bad.shape, np.int32)
    np.put_along_axis(rank, order, runs, axis=1)
    rank[np.isnan(bad)] = 0
    n, mad, beyond = found["n"][:, None], found["mad"][:, None], (rank - 1) * 4
    band = 1 + sum((beyond > k * (n - 1)).astype(np.int8) for k in (1, 2, 3))
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.where(mad > 0, (value - found["median"][:, None]) / mad, np.nan)
    return {
        "rank": rank,
        "rank_share": np.where(rank > 0, rank / n, np.nan),
        "band": np.where((rank == 0) | (n < 8), 0, band),
        "mads_from_median": distance,
    }


def _scheme(task: Task, number: int, scheme: str, groups: pl.DataFrame, dense: Dense) -> None:
    cells, at = len(dense.metrics) * len(dense.periods), {area: i for i, area in enumerate(dense.areas)}
    definitions = [d for d in dense.definitions for _ in dense.periods]
    names = groups["group"].unique().sort()
    flat = [dense.parts[name].reshape(cells, -1) for name in PARTS]
    placed: dict[str, Array] = {}
    of_groups, group_of = [], np.zeros(len(at), int)
    for g, name in enumerate(names):
        columns = [at[area] for area in groups.filter(group=name)["area"]]
        group_of[columns] = g
        parts = [array[:, columns] for array in flat]
        of_groups.append(figures(parts, definitions))
        for key, array in standings(parts[0], of_groups[-1], definitions).items():
            placed.setdefault(key, np.zeros(flat[0].shape, array.dtype))[:, columns] = array
    cell, area = np.nonzero(~np.isnan(flat[0]))
    words = {**dense.cells(cell), "area": dense.areas.gather(area), "group": names.gather(group_of[area])}
    numbers = {"value": flat[0][cell, area]} | {key: array[cell, area] for key, array in placed.items()}
    task.write(f"standings/{scheme}", number, _frame(words, numbers))
    cell, group = np.divmod(np.arange(cells * len(names)), len(names))
    stacked = {key: np.stack([found[key] for found in of_groups], axis=1).ravel() for key in of_groups[0]}
    task.write(f"figures/{scheme}", number, _frame({**dense.cells(cell), "group": names.gather(group)}, stacked))


def _neighbours(task: Task, dense: Dense) -> pl.DataFrame:
    at = {area: i for i, area in enumerate(dense.areas)}
    near = task.neighbours.group_by("group", "owner", maintain_order=True).agg("area")
    members = np.array([[at[area] for area in areas] for areas in near["area"]])
    own = np.array([at[owner] for owner in near["owner"]])
    parts = [dense.parts[name][:, -1, :][:, members].reshape(-1, members.shape[1]) for name in PARTS]
    definitions = [d for d in dense.definitions for _ in range(len(members))]
    found = figures(parts, definitions)
    placed = standings(parts[0], found, definitions)
    column = np.tile((members == own[:, None]).argmax(axis=1), len(dense.metrics))
    row = np.arange(len(column))
    has = ~np.isnan(parts[0][row, column])
    metric, group = np.divmod(row[has], len(members))
    words = {"metric": dense.metrics.gather(metric), "group": near["group"].gather(group)}
    columns = {"value": parts[0][row, column]} | {k: a[row, column] for k, a in placed.items()} | found
    return _frame(words, {key: array[has] for key, array in columns.items()})


def _changes(dense: Dense) -> pl.DataFrame:
    value = dense.parts["value"]
    moved = np.full(value.shape, np.nan)
    moved[:, 1:] = np.round(value[:, 1:] - value[:, :-1], 9)
    m, t, i = np.nonzero(~np.isnan(moved))
    words = {"metric": dense.metrics.gather(m), "period": dense.periods.gather(t), "area": dense.areas.gather(i)}
    words["previous_period"] = dense.periods.gather(t - 1)
    return _frame(words, {"value": value[m, t, i], "previous": value[m, t - 1, i], "change": moved[m, t, i]})


def _frame(words: Mapping[str, pl.Series], numbers: Mapping[str, Array]) -> pl.DataFrame:
    return pl.DataFrame({**words, **numbers}).with_columns(pl.col(pl.Float64).fill_nan(None))
