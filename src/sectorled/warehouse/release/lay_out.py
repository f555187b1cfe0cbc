"""Write the observations of a release in both orders, batch by batch, within bounded memory.

Each batch holds all rows of its metrics.  It becomes one file by metric at once, and is set aside in slices of areas;
when all batches are through, each slice of areas becomes one file by area.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from sectorled.analysis.periods import parse_iso
from sectorled.warehouse.layout import COLUMNS, FOLDER, INDEX, TYPES, WORDS, Place, as_frame
from sectorled.warehouse.loads import parquet
from sectorled.warehouse.progress import Progress, unseen
from sectorled.warehouse.status import COUNTED

ROWS_IN_FILE = 500_000  # what a step of a build or a sweep holds in memory at once
ROWS_IN_GROUP = 4_096  # smaller metrics and areas share a row group: each costs about a kilobyte to describe
_PART, _SLICE = "its part", "its slice"  # no column of a release has a blank in its name
_NUMBERS = [name for name, dtype in TYPES.items() if dtype == pl.Float64]
_INDEX = {"part": pl.String, "key": pl.String, **dict(zip(Place._fields, (pl.String, *[pl.Int64] * 3), strict=True))}

Write = Callable[[str, bytes], None]


def lay_out(
    batches: Iterable[pl.DataFrame], area_rows: dict[str, int], write: Write, progress: Progress = unseen
) -> int:
    """Write both orders and their index; how many rows there were.

    `batches` are in order of metric; `area_rows` says of every area about how many rows it has.
    """
    slices = _slices(area_rows)
    index: list[tuple[Any, ...]] = []
    total = laid = 0
    with TemporaryDirectory(prefix="sectorled-") as aside:
        for number, batch in enumerate(batches):
            total += batch.height
            by_metric = batch.with_columns(pl.lit("metric").alias(_PART)).sort("metric", "period", "area")
            index += _file(f"by-metric-{number:04}", by_metric, "metric", write)
            _set_aside(Path(aside) / f"{number:04}.parquet", by_metric.with_columns(_part()), slices)
        for number, rows in enumerate(_slices_set_aside(Path(aside))):
            progress("laying out areas", laid, len(area_rows))
            laid += rows["area"].n_unique()
            by_area = rows.sort(_PART, "area", "metric", "period", descending=[True, False, False, False])
            index += _file(f"by-area-{number:04}", by_area, "area", write)
        progress("laying out areas", len(area_rows), len(area_rows))
    write(INDEX, parquet(pl.DataFrame(index, schema=_INDEX, orient="row")))
    return total


def together(sizes: Iterable[int], limit: int, kinds: Iterable[str] = repeat("")) -> list[int]:
    """Put consecutive things of one kind together until they reach `limit`; the number of the lot each is in."""
    lots: list[int] = []
    held, before = limit, ""
    for size, kind in zip(sizes, kinds, strict=False):
        starts = held >= limit or kind != before
        lots.append((lots[-1] if lots else -1) + starts)
        held, before = size + (0 if starts else held), kind
    return lots


def _slices(area_rows: dict[str, int]) -> dict[str, int]:
    """Area to the number of the slice, and so of the file, that it lies in."""
    areas = sorted(area_rows)
    return dict(zip(areas, together([area_rows[area] for area in areas], ROWS_IN_FILE), strict=True))


def _part() -> pl.Expr:
    """`latest` in each metric's latest period with a counted value, else `earlier`; the order of time is by end."""
    end = pl.col("period").map_batches(_last_days, return_dtype=pl.String)
    counted = pl.col("status").is_in(list(COUNTED)) & pl.col("value").is_not_null()
    latest = pl.coalesce(end.filter(counted).max().over("metric"), end.max().over("metric"))
    return pl.when(end == latest).then(pl.lit("latest")).otherwise(pl.lit("earlier")).alias(_PART)


def _last_days(periods: pl.Series) -> pl.Series:
    """Text that sorts as periods do: by end, then start, then length."""
    known = {text: (period := parse_iso(text)) and f"{period.end} {period.start} {text}" for text in periods.unique()}
    return periods.replace_strict(known, return_dtype=pl.String)


def _set_aside(path: Path, rows: pl.DataFrame, slices: dict[str, int]) -> None:
    """One row group for each slice of areas, so that a slice can be read back alone."""
    number = pl.col("area").replace_strict(slices, return_dtype=pl.Int32)
    parts = rows.with_columns(number.alias(_SLICE)).partition_by(_SLICE, as_dict=True, include_key=False)
    blank = rows.clear()
    with pq.ParquetWriter(path, _arrow(blank).schema, compression="lz4") as writer:
        for n in range(max(slices.values()) + 1):
            part = _arrow(parts.get((n,), blank))
            writer.write_table(part, row_group_size=max(part.num_rows, 1))


def _slices_set_aside(folder: Path) -> Iterator[pl.DataFrame]:
    parts = [pq.ParquetFile(path) for path in sorted(folder.glob("*.parquet"))]
    for n in range(parts[0].num_row_groups if parts else 0):
        yield pl.concat([as_frame(part.read_row_group(n)) for part in parts])


def _file(name: str, rows: pl.DataFrame, key: str, write: Write) -> list[tuple[Any, ...]]:
    """Write one file whose row groups hold whole keys, and never two parts; the index of what lies where."""
    runs = rows.group_by(_PART, key, maintain_order=True).len("rows")
    lots = pl.Series("row_group", together(runs["rows"], ROWS_IN_GROUP, runs[_PART]), pl.Int64)
    start = (pl.col("rows").cum_sum() - pl.col("rows")).over("row_group")
    runs = runs.with_columns(lots).with_columns(start.alias("start"), pl.lit(name).alias("file"))
    sizes = runs.group_by("row_group", maintain_order=True).agg(pl.col("rows").sum())["rows"]
    table, written, buffer = _arrow(rows.select(COLUMNS)), 0, io.BytesIO()
    layout = {"compression": "lz4", "use_dictionary": WORDS, "use_byte_stream_split": _NUMBERS}
    with pq.ParquetWriter(buffer, table.schema, **layout) as writer:
        for size in sizes:
            writer.write_table(table.slice(written, size), row_group_size=size)
            written += size
    write(f"{FOLDER}/{name}.parquet", buffer.getvalue())
    return runs.select(_PART, key, *Place._fields).rows()


def _arrow(rows: pl.DataFrame) -> pa.Table:
    return rows.to_arrow(compat_level=pl.CompatLevel.oldest())
