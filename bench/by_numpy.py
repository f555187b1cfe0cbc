"""The sweep by hand in numpy: dense arrays, one sort a group."""

import numpy as np
import polars as pl

from bench.task import COLUMNS, Task, trends

SIGN = {"high": -1.0, "low": 1.0}


def sweep(task: Task) -> None:
    """One file after the other."""
    metrics = {row["metric"]: row for row in task.metrics.iter_rows(named=True)}
    for number, path in enumerate(task.files):
        rows = pl.read_parquet(path, columns=COLUMNS).filter(pl.col("status") == "final", pl.col("value").is_not_null())
        axes = [rows[name].unique().sort() for name in ("metric", "period", "area")]
        dense = _dense(rows, axes)
        definitions = [metrics[name] for name in axes[0]]
        for scheme, groups in task.schemes.items():
            _scheme(task, number, scheme, groups, (axes, dense, definitions))
        task.write("neighbours", number, _neighbours(task, axes, dense, definitions))
        task.write("changes", number, _changes(axes, dense["value"]))
        task.write("trends", number, trends(rows, task.metrics))


def _dense(rows, axes):
    shape = tuple(len(axis) for axis in axes)
    at = [
        rows[n].replace_strict(axis, np.arange(len(axis))).to_numpy()
        for n, axis in zip(("metric", "period", "area"), axes, strict=True)
    ]
    where = np.ravel_multi_index(at, shape)
    dense = {}
    for name in ("value", "numerator", "denominator"):
        dense[name] = np.full(shape, np.nan)
        dense[name].reshape(-1)[where] = rows[name].to_numpy()
    return dense


def place(value, numerator, denominator, definitions):
    """Figures [cells] and standings [cells, areas] of dense cells."""
    n = np.count_nonzero(~np.isnan(value), axis=1)
    ordered = np.sort(value, axis=1)
    row = np.arange(len(value))

    def middle(sorted_values):
        return (sorted_values[row, (n - 1) // 2] + sorted_values[row, n // 2]) / 2

    def quantile(share):
        place = (n - 1) * share
        low = place.astype(int)
        a, b = ordered[row, low], ordered[row, np.minimum(low + 1, n - 1)]
        return a + (b - a) * (place - low)

    median = middle(ordered)
    mad = middle(np.sort(np.abs(value - median[:, None]), axis=1))
    factor = np.array([d["multiplier"] for d in definitions])
    figures = {
        "n": n,
        "mean": np.nansum(value, axis=1) / n,
        "median": median,
        "q1": quantile(0.25),
        "q3": quantile(0.75),
        "ratio_of_sums": np.nansum(numerator, axis=1) / np.nansum(denominator, axis=1) * factor,
        "mad": mad,
    }
    bad = value * np.array([SIGN.get(d["polarity"], np.nan) for d in definitions])[:, None]
    target = np.array([d["polarity"] == "target" for d in definitions])
    bad[target] = np.round(np.abs(value[target] - 50.0), 9)
    order = np.argsort(bad, axis=1)
    sorted_bad = np.take_along_axis(bad, order, axis=1)
    first = np.ones(bad.shape, bool)
    first[:, 1:] = sorted_bad[:, 1:] != sorted_bad[:, :-1]
    runs = np.maximum.accumulate(np.where(first, np.arange(1, bad.shape[1] + 1), 0), axis=1)
    rank = np.empty(bad.shape, np.int32)
    np.put_along_axis(rank, order, runs, axis=1)
    rank[np.isnan(bad)] = 0
    beyond = (rank - 1) * 4
    band = 1 + sum((beyond > k * (n[:, None] - 1)).astype(np.int8) for k in (1, 2, 3))
    band[(rank == 0) | (n < 8)[:, None]] = 0
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.where(mad[:, None] > 0, (value - median[:, None]) / mad[:, None], np.nan)
    share = np.where(rank > 0, rank / n[:, None], np.nan)
    return figures, {"rank": rank, "rank_share": share, "band": band, "mads_from_median": distance}


def _scheme(task, number, scheme, groups, given):
    axes, dense, definitions = given
    cells = len(axes[0]) * len(axes[1])
    at = {area: i for i, area in enumerate(axes[2])}
    per_cell = [d for d in definitions for _ in axes[1]]
    names = groups["group"].unique().sort()
    value = dense["value"].reshape(cells, -1)
    standings, figures, group_of = {}, [], np.zeros(len(at), int)
    for g, name in enumerate(names):
        columns = [at[area] for area in groups.filter(group=name)["area"]]
        group_of[columns] = g
        numbers = [dense[k].reshape(cells, -1)[:, columns] for k in ("value", "numerator", "denominator")]
        found, placed = place(*numbers, per_cell)
        figures.append(found)
        for key, array in placed.items():
            standings.setdefault(key, np.zeros(value.shape, array.dtype))[:, columns] = array
    cell, area = np.nonzero(~np.isnan(value))
    words = {**_cells(axes, cell), "area": axes[2].gather(area), "group": names.gather(group_of[area])}
    numbers = {"value": value[cell, area]} | {key: array[cell, area] for key, array in standings.items()}
    task.write(f"standings/{scheme}", number, _frame(words, numbers))
    cell, group = np.divmod(np.arange(cells * len(names)), len(names))
    stacked = {key: np.stack([found[key] for found in figures], axis=1).ravel() for key in figures[0]}
    task.write(f"figures/{scheme}", number, _frame({**_cells(axes, cell), "group": names.gather(group)}, stacked))


def _neighbours(task, axes, dense, definitions):
    at = {area: i for i, area in enumerate(axes[2])}
    near = task.neighbours.group_by("group", "owner", maintain_order=True).agg("area")
    members = np.array([[at[area] for area in areas] for areas in near["area"]])
    own = np.array([at[owner] for owner in near["owner"]])
    numbers = [
        dense[k][:, -1, :][:, members].reshape(-1, members.shape[1]) for k in ("value", "numerator", "denominator")
    ]
    per_cell = [d for d in definitions for _ in range(len(members))]
    figures, placed = place(*numbers, per_cell)
    column = np.tile((members == own[:, None]).argmax(axis=1), len(axes[0]))
    row = np.arange(len(column))
    has = ~np.isnan(numbers[0][row, column])
    metric, group = np.divmod(row, len(members))
    words = {
        "metric": axes[0].gather(metric[has]),
        "area": near["owner"].gather(group[has]),
        "group": near["group"].gather(group[has]),
    }
    columns = {"value": numbers[0][row, column]} | {k: a[row, column] for k, a in placed.items()} | figures
    return _frame(words, {key: array[has] for key, array in columns.items()})


def _changes(axes, value):
    moved = np.full(value.shape, np.nan)
    moved[:, 1:] = np.round(value[:, 1:] - value[:, :-1], 9)
    m, t, i = np.nonzero(~np.isnan(moved))
    words = {"metric": axes[0].gather(m), "period": axes[1].gather(t), "area": axes[2].gather(i)}
    words["previous_period"] = axes[1].gather(t - 1)
    return _frame(words, {"value": value[m, t, i], "previous": value[m, t - 1, i], "change": moved[m, t, i]})


def _cells(axes, cell):
    metric, period = np.divmod(cell, len(axes[1]))
    return {"metric": axes[0].gather(metric), "period": axes[1].gather(period)}


def _frame(words, numbers):
    frame = pl.DataFrame({**words, **numbers})
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))
