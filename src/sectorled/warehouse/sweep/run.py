"""Sweep a release in batches of metrics, on any engine, into Parquet files in a store.

    figures     a group's n, mean, median, quartiles, MAD and ratio of sums in each period, a folder a scheme
    standings   each area's value, rank, rank share, band and distance from the median, a folder a scheme
    neighbours  each owner among its neighbours in the latest period, with the figures of the group
    changes     each value and how it moved since the metric's period before
    trends      the direction of travel of each series up to its metric's latest period

Rows are in order of metric, period and area.  Schemes are those of kind all, type, region and family; a council is
where it is on its pages: the areas of a group as of the period, blanks where nothing counts.  `sweep.json` is written
last: it says which release was swept, by which methods, and how many rows each table has.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache, partial

import polars as pl
import pyarrow as pa

from sectorled.warehouse.engine import Engine, Here
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.layout import observations_of
from sectorled.warehouse.progress import Progress, unseen
from sectorled.warehouse.queries.cube import Cube, cubes
from sectorled.warehouse.queries.open import Release, open_release
from sectorled.warehouse.store import Store, open_store
from sectorled.warehouse.sweep.columns import Rows, parquet
from sectorled.warehouse.sweep.groups import Groups, groups_of
from sectorled.warehouse.sweep.moves import changes, trends
from sectorled.warehouse.sweep.neighbours import neighbours
from sectorled.warehouse.sweep.schemes import figures, placed_groups, standings
from sectorled.warehouse.tidy import InputError

TABLES = ("figures", "standings", "neighbours", "changes", "trends")
NOTE = "sweep.json"
_ANSWER = pa.schema((name, pa.int64()) for name in TABLES)


def sweep(
    address: str,
    out: str,
    *,
    release: str | None = None,
    engine: Engine | None = None,
    progress: Progress = unseen,
) -> dict[str, int]:
    """Sweep a release (the published one by default) of the warehouse into `out`; how many rows each table has.

    A batch is a few hundred thousand observations, all that is in memory at once on each worker, which reads them from
    the warehouse and writes its files itself; `progress` is told how many batches of how many are done.
    """
    opened, store = open_release(address, release=release), open_store(out)
    _begin(store, opened)
    batches = observations_of(opened.store, opened.id).batches()
    tasks = (pl.DataFrame({"number": n, "metric": metrics}).to_arrow() for n, metrics in enumerate(batches))
    kernel = partial(sweep_batch, address, opened.id, out)
    rows = dict.fromkeys(TABLES, 0)
    for done, answer in enumerate((engine or Here()).run(kernel, tasks, _ANSWER), 1):
        for name in TABLES:
            rows[name] += answer[name][0].as_py()
        progress("sweeping batches of measures", done, len(batches))
    _note(store, opened, rows)
    return rows


def _begin(store: Store, release: Release) -> None:
    """Clear away an earlier sweep, finished or not; InputError where the place holds something else."""
    there = [*store.folders(""), *store.names("")]
    if there and NOTE not in there:
        raise InputError(f"{store.address} holds other things ({', '.join(there[:3])}). Name an empty folder.")
    for folder in set(there) & set(TABLES):
        store.remove(folder)
    _note(store, release, None)


def _note(store: Store, release: Release, rows: dict[str, int] | None) -> None:
    """Which release was swept by which methods; without rows the sweep is not finished."""
    note = {"release": release.id, "methods": release.manifest.methods, "rows": rows}
    store.write(NOTE, json.dumps(note, indent=1).encode())


def sweep_batch(address: str, release: str, out: str, task: pa.Table) -> pa.Table:
    """The kernel: sweep the metrics of the task, write a file of each table, and say how many rows each has."""
    (opened, groups), store, number = _opened(address, release), open_store(out), task["number"][0].as_py()
    rows = observations_of(opened.store, opened.id).of_metrics(task["metric"].to_pylist())
    found: defaultdict[str, list[Rows]] = defaultdict(list)
    for cube in cubes(rows):
        for name, part in _swept(opened, groups, cube):
            found[name].append(part)
    counts = dict.fromkeys(TABLES, 0)
    for name, parts in found.items():
        store.write(f"{name}/{number:04}.parquet", parquet(parts))
        counts[name.partition("/")[0]] += sum(part.height for part in parts)
    return pl.DataFrame(counts).to_arrow()


def _swept(release: Release, groups: Groups, cube: Cube) -> Iterator[tuple[str, Rows]]:
    """The rows of one cube of metrics that share their periods, each with the name of its table."""
    for scheme, members in groups.schemes:
        placed = placed_groups(release, cube, members)
        if placed:
            yield f"figures/{slug(scheme)}", figures(cube, scheme, placed)
            yield f"standings/{slug(scheme)}", standings(cube, scheme, placed)
        for everyone in placed.values() if scheme == "all" else ():
            yield "changes", changes(everyone)
            yield "trends", trends(everyone)
    yield "neighbours", neighbours(release, cube, groups.neighbours, groups.owners)


@lru_cache(maxsize=1)
def _opened(address: str, release: str) -> tuple[Release, Groups]:
    """Open the release once in each process."""
    opened = open_release(address, release=release)
    return opened, groups_of(opened)
