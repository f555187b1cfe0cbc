"""The observations of a release, gathered from its loads: whole metrics, some hundred thousand rows at a time."""

from collections import Counter
from collections.abc import Iterator

import polars as pl
import pyarrow.parquet as pq

from sectorled.warehouse.layout import COLUMNS, as_frame
from sectorled.warehouse.loads import LoadReport
from sectorled.warehouse.progress import Progress, counted, unseen
from sectorled.warehouse.release.lay_out import ROWS_IN_FILE, together
from sectorled.warehouse.release.merge import Merged, from_parts
from sectorled.warehouse.store import Store


class Gathered:
    """The observations of several loads under their newest area codes; of two for the same cell the newer load's."""

    def __init__(self, store: Store, loads: list[LoadReport], merged: Merged, progress: Progress = unseen) -> None:
        self._merged = merged
        with_rows = [report.load for report in loads if report.counts.get("observations")]
        self._parts = [_Part(store, load) for load in counted(with_rows, "gathering loads", progress)]
        self._rows: dict[str, Counter[str]] = {"metric": Counter(), "area": Counter()}
        for part in self._parts:
            for key, counter in self._rows.items():
                counter.update(part.rows_by[key])

    def metrics(self) -> list[str]:
        """Every metric of which there is a row, in order."""
        return sorted(self._rows["metric"])

    def rows_by_area(self) -> dict[str, int]:
        """Every area, and at most how many rows it has."""
        totals: Counter[str] = Counter()
        for area, rows in self._rows["area"].items():
            totals[self._merged.recodes.get(area, area)] += rows
        return dict(totals)

    def applied_to(self, areas: pl.DataFrame) -> dict[str, str]:
        """For each metric the kinds of area that any source gives a row for, whatever its status."""
        kinds = areas.select(pl.col("code").alias("area"), "kind").drop_nulls()
        recoded = pl.col("area").cast(pl.String).replace(self._merged.recodes)
        pairs = [part.pairs.select(pl.col("metric").cast(pl.String), recoded) for part in self._parts]
        none = pl.DataFrame(schema={"metric": pl.String, "kind": pl.String})
        found = pl.concat([none, *(pair.join(kinds, on="area").select("metric", "kind").unique() for pair in pairs)])
        words = found.group_by("metric").agg(pl.col("kind").unique().sort().str.join("; "))
        return dict(words.iter_rows())

    def batches(self) -> Iterator[pl.DataFrame]:
        """All rows in order of metric, in steps of whole metrics."""
        metrics = self.metrics()
        lots = together([self._rows["metric"][metric] for metric in metrics], ROWS_IN_FILE)
        for _, keys in pl.DataFrame({"metric": metrics, "lot": lots}).group_by("lot", maintain_order=True):
            yield self._of(keys["metric"].to_list())

    def _of(self, metrics: list[str]) -> pl.DataFrame:
        rows = pl.concat([self._under_new_codes(part.of(metrics)) for part in self._parts])
        newest = rows.unique(["metric", "area", "period"], keep="last", maintain_order=True)
        return from_parts(newest, self._merged.tables["metrics"])

    def _under_new_codes(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of old codes first: where one load has a cell under both codes, the one under the new code counts."""
        old = pl.col("area").is_in(list(self._merged.recodes))
        if not rows.select(old.any()).item():
            return rows
        return pl.concat([rows.filter(old), rows.filter(~old)]).with_columns(
            pl.col("area").replace(self._merged.recodes)
        )


class _Part:
    """The observations of one load, in order of metric; opened anew for each step, so that nothing is held."""

    def __init__(self, store: Store, load: str) -> None:
        self._store, self._load = store, load
        with self._opened() as file:
            rows = as_frame(file.read(columns=["metric", "area"]))
            groups = [file.metadata.row_group(i).column(0).statistics for i in range(file.num_row_groups)]
        self.rows_by = {key: dict(rows[key].value_counts().iter_rows()) for key in rows.columns}
        self.pairs = rows.unique().cast(pl.Categorical)
        self._ranges = [(group.min, group.max) for group in groups]

    def _opened(self) -> pq.ParquetFile:
        source = self._store.files.open_input_file(self._store.path(f"loads/{self._load}/observations.parquet"))
        return pq.ParquetFile(source)

    def of(self, metrics: list[str]) -> pl.DataFrame:
        """All rows of some metrics, given in order."""
        wanted = [i for i, (low, high) in enumerate(self._ranges) if low <= metrics[-1] and high >= metrics[0]]
        with self._opened() as file:
            rows = as_frame(file.read_row_groups(wanted))
        return rows.filter(pl.col("metric").is_in(metrics)).with_columns(load=pl.lit(self._load)).select(COLUMNS)
