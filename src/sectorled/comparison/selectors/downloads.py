"""Rows of figures as downloads give them: no figure without its unit, period, status, source, caveat and reply."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from sectorled.analysis.periods import parse_iso
from sectorled.comparison.selectors.beside import replies_of
from sectorled.publishing.plain_text import harmless, plain_text
from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.status import COUNTED

NUMBERS = ("value", "numerator", "denominator", "lower", "upper")
STORED = ("metric", "area", "period", *NUMBERS, "status", "note")
ABOUT = ("label", "unit", "multiplier", "polarity", "source", "publisher", "licence", "caveat")
COLUMNS = (
    "metric", "label", "area", "name", "period", "period_spoken", "period_start", "period_end", "value", "unit",
    "status", "numerator", "denominator", "multiplier", "lower", "upper", "polarity", "note", "source", "publisher",
    "licence", "caveat", "release", "reply", "value_id",
)  # fmt: skip

STANDING_COLUMNS = (
    "metric", "label", "area", "name", "scheme", "group", "period", "period_spoken", "period_start", "period_end",
    "value", "unit", "status", "rank", "of", "rank_share", "band", "mads_from_median", "polarity", "source",
    "publisher", "licence", "caveat", "release", "reply", "value_id",
)  # fmt: skip
_KEY = ("metric", "area", "period")


def rows_of_metric(release: Release, metric: str) -> pl.DataFrame:
    """A metric in all areas and periods, in order of period and area."""
    name = str(release.metric(metric)["metric"])
    rows = as_frame(observations_of(release.store, release.id).of_metrics([name], STORED))
    return _complete(rows, _Beside(release)).sort("period_start", "period_end", "area")


def rows_of_council(release: Release, area: str) -> pl.DataFrame:
    """A council on all metrics and periods, in order of metric and period."""
    code = release.area(area)
    rows = as_frame(observations_of(release.store, release.id).of_areas([code], columns=STORED))
    return _complete(rows, _Beside(release)).sort("metric", "period_start", "period_end")


def rows_of_release(release: Release) -> Iterator[pl.DataFrame]:
    """All rows, in parts of which each is small, in order of metric, period and area."""
    stored, beside = observations_of(release.store, release.id), _Beside(release)
    for batch in stored.batches():
        yield _complete(as_frame(stored.of_metrics(batch, STORED)), beside)


def rows_of_standings(release: Release, swept: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The standings that a sweep found, each with the status of its figure and all that belongs to it."""
    stored, beside = observations_of(release.store, release.id), _Beside(release)
    for rows in swept:
        figures = as_frame(stored.of_metrics(rows["metric"].unique(), (*_KEY, "status")))
        standing = rows.with_columns(of=(pl.col("rank") / pl.col("rank_share")).round().cast(pl.Int32))
        joined = standing.join(figures, on=_KEY, how="left", maintain_order="left")
        yield _with_what_belongs(joined, beside).select(STANDING_COLUMNS)


def as_csv(rows: pl.DataFrame) -> bytes:
    """CSV in UTF-8 with the byte-order mark that Excel needs; no text that a spreadsheet would run as a formula."""
    words = [name for name, kind in rows.schema.items() if kind == pl.String]
    safe = rows.with_columns(_harmless(rows[name]) for name in words)
    return b"\xef\xbb\xbf" + safe.write_csv(line_terminator="\r\n").encode()


class _Beside:
    """The small tables that are put beside the figures of a release."""

    def __init__(self, release: Release) -> None:
        self.release = release.id
        self.names = release.table("areas").select(area="code", name="name")
        self.metrics = release.table("metrics").select("metric", *ABOUT)
        said = [(area, metric, text) for (area, metric), text in replies_of(release).items()]
        schema = {"area": pl.String, "metric": pl.String, "reply": pl.String}
        self.replies = pl.DataFrame(said, schema=schema, orient="row")


def _complete(rows: pl.DataFrame, beside: _Beside) -> pl.DataFrame:
    """Rows as stored, with all that belongs to a figure beside them; a withheld number is not told."""
    counted = pl.col("status").is_in(list(COUNTED))
    told = rows.with_columns(pl.when(counted).then(pl.col(name)) for name in NUMBERS)
    return _with_what_belongs(told, beside).select(COLUMNS)


def _with_what_belongs(rows: pl.DataFrame, beside: _Beside) -> pl.DataFrame:
    spans: list[dict[str, Any]] = [
        {"period": text, "period_spoken": p.spoken, "period_start": p.start, "period_end": p.end}
        for text in rows["period"].unique().sort()
        for p in [parse_iso(text)]
    ]
    schema = {"period": pl.String, "period_spoken": pl.String, "period_start": pl.Date, "period_end": pl.Date}
    return (
        rows.join(pl.DataFrame(spans, schema=schema), on="period", how="left", maintain_order="left")
        .join(beside.names, on="area", how="left", maintain_order="left")
        .join(beside.metrics, on="metric", how="left", maintain_order="left")
        .join(beside.replies, on=["area", "metric"], how="left", maintain_order="left")
        .with_columns(release=pl.lit(beside.release))
        .with_columns(value_id=pl.concat_str("release", "metric", "area", "period", separator="/"))
    )


def _harmless(column: pl.Series) -> pl.Series:
    safe = {text: harmless(plain_text(text)) for text in column.unique().drop_nulls()}
    return column.replace_strict(safe, default=None, return_dtype=pl.String) if safe else column
