"""How observations lie in a release: the same rows by metric and by area, so that a page reads only what it shows.

Both orders are plain Parquet.  A row group holds whole metrics, or whole areas; by area the latest period of each
metric is kept apart from the earlier ones.  A small index says in which file and row group each metric and area lies:
the cost of reading grows with what is read and not with the release.
"""

import io
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sectorled.warehouse.store import Store
from sectorled.warehouse.tables import PROVENANCE, TABLES

FOLDER = "observations"
INDEX = f"{FOLDER}/index.parquet"
TYPES = {**TABLES["observations"].columns, **PROVENANCE}
COLUMNS = list(TYPES)
WORDS = [name for name, dtype in TYPES.items() if dtype == pl.String]  # few distinct values, many rows
FIGURES = ("metric", "area", "period", "value", "numerator", "denominator", "lower", "upper", "status")
_READERS = 2  # files read at once; each reads its columns in threads as well

RowGroup = tuple[str, int]


@dataclass(frozen=True)
class Observations:
    """The observations of one release.  `metrics`, `latest` and `earlier` say in which row groups a key lies."""

    store: Store
    release: str
    metrics: dict[str, RowGroup]
    latest: dict[str, RowGroup]
    earlier: dict[str, RowGroup]

    def of_metrics(self, metrics: Iterable[str], columns: Iterable[str] = FIGURES) -> pa.Table:
        """All rows of some metrics, words as dictionaries, in order of metric, period and area."""
        return self._rows("metric", sorted(set(metrics)), [self.metrics], columns)

    def of_areas(
        self, areas: Iterable[str], *, latest_only: bool = False, columns: Iterable[str] = FIGURES
    ) -> pa.Table:
        """All rows of some areas, or those of each metric's latest period; words as dictionaries."""
        parts = [self.latest] if latest_only else [self.latest, self.earlier]
        return self._rows("area", sorted(set(areas)), parts, columns)

    def batches(self) -> list[list[str]]:
        """The metrics as they lie together in files: what one step of a sweep reads at once."""
        together: defaultdict[str, list[str]] = defaultdict(list)
        for metric, (file, _) in self.metrics.items():
            together[file].append(metric)
        return list(together.values())

    def _rows(self, key: str, wanted: list[str], parts: list[dict[str, RowGroup]], columns: Iterable[str]) -> pa.Table:
        groups: defaultdict[str, set[int]] = defaultdict(set)
        for part in parts:
            for file, group in (part[name] for name in wanted if name in part):
                groups[file].add(group)
        chosen = list(columns)
        if not groups:
            return pa.schema([_FIELDS[name] for name in chosen]).empty_table()
        with ThreadPoolExecutor(_READERS) as readers:
            tables = list(readers.map(lambda item: self._read(item[0], sorted(item[1]), chosen), groups.items()))
        table = pa.concat_tables(tables).unify_dictionaries()
        if set(table[key].chunk(0).dictionary.to_pylist()) <= set(wanted):
            return table
        return table.filter(pc.is_in(table[key], pa.array(wanted)))

    def _read(self, file: str, groups: list[int], columns: list[str]) -> pa.Table:
        path = self.store.path(f"releases/{self.release}/{FOLDER}/{file}.parquet")
        with self.store.files.open_input_file(path) as source:
            words = [name for name in WORDS if name in columns]
            parquet = pq.ParquetFile(source, read_dictionary=words, pre_buffer=not self.store.is_folder)
            return parquet.read_row_groups(groups, columns=columns)


_FIELDS = {
    name: pa.field(
        name,
        pa.dictionary(pa.int32(), pa.string())
        if dtype == pl.String
        else (pa.uint32() if dtype == pl.UInt32 else pa.float64()),
    )
    for name, dtype in TYPES.items()
}


@lru_cache(maxsize=8)
def observations_of(store: Store, release: str) -> Observations:
    """Open the observations of a release; its index is read once, for a release never changes."""
    index = pl.read_parquet(io.BytesIO(store.read(f"releases/{release}/{INDEX}")))
    places: dict[str, dict[str, RowGroup]] = {part: {} for part in ("metric", "latest", "earlier")}
    for part, key, file, group in index.select("part", "key", "file", "row_group").iter_rows():
        places[part][key] = (file, group)
    return Observations(store, release, places["metric"], places["latest"], places["earlier"])


def rows_of_metric(store: Store, release: str, metric: str) -> pl.DataFrame:
    """All observations of a metric with their provenance, in order of period and area."""
    return as_frame(observations_of(store, release).of_metrics([metric], COLUMNS))


def rows_of_areas(store: Store, release: str, areas: Iterable[str], *, latest_only: bool = False) -> pl.DataFrame:
    """All observations of some areas with their provenance, or those of each metric's latest period."""
    found = observations_of(store, release).of_areas(areas, latest_only=latest_only, columns=COLUMNS)
    return as_frame(found).sort("metric", "period", "area")


def as_frame(table: pa.Table) -> pl.DataFrame:
    """The rows as a Polars frame with plain text columns."""
    frame = pl.from_arrow(table)
    if not isinstance(frame, pl.DataFrame):
        raise TypeError(f"a table was expected, not {type(frame).__name__}")
    return frame.with_columns(pl.col(name).cast(pl.String) for name in WORDS if name in frame.columns)
