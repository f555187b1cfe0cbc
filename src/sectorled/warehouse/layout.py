"""How observations lie in a release: the same rows by metric and by area, so that a page reads only what it shows.

Both orders are plain Parquet.  A row group holds whole metrics, or whole areas; by area the latest period of each
metric is kept apart from the earlier ones.  A small index says in which file and row group each metric and area lies:
the cost of reading grows with what is read and not with the release.
"""

import io
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

import polars as pl
import pyarrow as pa
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


class Place(NamedTuple):
    """Where the rows of a metric or area lie: `rows` of them from `start` in a row group of a file."""

    file: str
    row_group: int
    start: int
    rows: int


@dataclass(frozen=True)
class Observations:
    """The observations of one release, and where those of each metric and area lie in them."""

    store: Store
    release: str
    metrics: dict[str, Place]
    latest: dict[str, Place]
    earlier: dict[str, Place]

    def of_metrics(self, metrics: Iterable[str], columns: Iterable[str] = FIGURES) -> pa.Table:
        """All rows of some metrics, words as dictionaries, in order of metric, period and area."""
        return self._at([self.metrics[name] for name in sorted(set(metrics)) if name in self.metrics], list(columns))

    def of_areas(
        self, areas: Iterable[str], *, latest_only: bool = False, columns: Iterable[str] = FIGURES
    ) -> pa.Table:
        """All rows of some areas, or those of each metric's latest period; words as dictionaries."""
        parts = [self.latest] if latest_only else [self.latest, self.earlier]
        wanted = sorted(set(areas))
        return self._at([part[name] for part in parts for name in wanted if name in part], list(columns))

    def batches(self) -> list[list[str]]:
        """The metrics as they lie together in files: what one step of a sweep reads at once."""
        by_file = groupby(self.metrics.items(), key=lambda item: item[1].file)
        return [[metric for metric, _ in items] for _, items in by_file]

    def _at(self, places: list[Place], columns: list[str]) -> pa.Table:
        if not places:
            return pa.schema([_FIELDS[name] for name in columns]).empty_table()
        by_file = [list(found) for _, found in groupby(sorted(places), key=lambda place: place.file)]
        with ThreadPoolExecutor(_READERS) as readers:
            tables = list(readers.map(lambda found: self._read(found, columns), by_file))
        return pa.concat_tables([table.select(columns) for table in tables]).unify_dictionaries()

    def _read(self, places: list[Place], columns: list[str]) -> pa.Table:
        """The rows at some places, in order, of one file."""
        path = self.store.path(f"releases/{self.release}/{FOLDER}/{places[0].file}.parquet")
        groups = sorted({place.row_group for place in places})
        with self.store.files.open_input_file(path) as source:
            words = [name for name in WORDS if name in columns]
            parquet = pq.ParquetFile(source, read_dictionary=words, pre_buffer=not self.store.is_folder)
            table = parquet.read_row_groups(groups, columns=columns)
            sizes = [parquet.metadata.row_group(group).num_rows for group in groups]
        if sum(place.rows for place in places) == table.num_rows:
            return table
        begins = dict(zip(groups, accumulate(sizes, initial=0), strict=False))
        return pa.concat_tables([table.slice(begins[place.row_group] + place.start, place.rows) for place in places])


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
    places: dict[str, dict[str, Place]] = {part: {} for part in ("metric", "latest", "earlier")}
    for part, key, *place in index.select("part", "key", *Place._fields).iter_rows():
        places[part][key] = Place(*place)
    return Observations(store, release, places["metric"], places["latest"], places["earlier"])


def as_frame(table: pa.Table) -> pl.DataFrame:
    """The rows as a Polars frame with plain text columns."""
    frame = pl.from_arrow(table)
    if not isinstance(frame, pl.DataFrame):
        raise TypeError(f"a table was expected, not {type(frame).__name__}")
    return frame.with_columns(pl.col(name).cast(pl.String) for name in WORDS if name in frame.columns)
