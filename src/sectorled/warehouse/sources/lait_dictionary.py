"""The dictionary of the Local Authority Interactive Tool as metrics."""

import re
from datetime import date, timedelta

import polars as pl

from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.table_files import TableFile

PUBLISHER = "Department for Education"
LICENCE = "Open Government Licence v3.0"
_POLARITY = {"High": "high", "Low": "low"}  # `-` and NA: no judgement
_PERIOD_TYPES = {
    "Academic Year": "academic year",
    "Financial Year": "financial year",
    "Calendar Year": "calendar year",
    "Annual": "calendar year",
    "Annual (end of Sept)": "instant",
    "Annual - January": "month",
}
_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet's dates
_ENDED = ("Discontinued", "No longer published at Local Authority level")
_COLUMNS = (
    "Measure_code", "Topic", "Measure", "Measure_short", "Polarity", "y_axis_name", "Description", "Last Update",
    "Next Update", "Methodology", "Hyperlink(s)", "dps", "Year_Type", "Data Owner (DO) /Supplier and Contact Details",
)  # fmt: skip


def metric_id(short: str) -> str:
    """The stable id of a measure; `%` is spelt out, because some short names differ in nothing else."""
    return f"lait.{slug(short.replace('%', ' pc '))}"


def metrics(dictionary: TableFile, *, scheme: str | None) -> pl.DataFrame:
    """One metric for each short name, with `short` and `year_type` beside it; `scheme` is its default group scheme."""
    rows = dictionary.numbered().filter(pl.col("Measure_short").is_not_null())
    absent = [c for c in _COLUMNS if c not in rows.columns]
    rows = rows.with_columns(pl.lit(None, pl.String).alias(c) for c in absent)
    rows = rows.with_columns(pl.col(_COLUMNS).str.strip_chars()).with_columns(
        pl.col("Measure_short").map_elements(metric_id, return_dtype=pl.String).alias("metric")
    )
    topics = rows.group_by("metric").agg(pl.col("Topic").unique(maintain_order=True).alias("topics"))
    rows = rows.unique("metric", keep="first", maintain_order=True).join(topics, on="metric", maintain_order="left")
    return _described(rows, scheme)


def _described(rows: pl.DataFrame, scheme: str | None) -> pl.DataFrame:
    unit = pl.col("y_axis_name")
    return rows.select(
        "metric",
        pl.col("Measure_short").alias("short"),
        pl.col("Year_Type").alias("year_type"),
        pl.coalesce("Measure", "Measure_short").alias("label"),
        pl.col("Description").alias("description"),
        unit.alias("unit"),
        unit.map_elements(value_type, return_dtype=pl.String).alias("value_type"),
        unit.map_elements(multiplier, return_dtype=pl.Float64).alias("multiplier"),
        pl.col("Polarity").replace_strict(_POLARITY, default="none").alias("polarity"),
        pl.col("dps").replace("NA", None).alias("decimals"),
        pl.col("Topic").alias("theme"),
        pl.lit(scheme, pl.String).alias("scheme"),
        pl.lit("annual").alias("frequency"),
        pl.col("Year_Type").replace_strict(_PERIOD_TYPES, default=None).alias("period_type"),
        pl.col("Data Owner (DO) /Supplier and Contact Details").replace("0", None).fill_null(PUBLISHER).alias("source"),
        pl.lit(PUBLISHER).alias("publisher"),
        pl.col("Hyperlink(s)").str.extract(r"(https?://\S+)").alias("url"),
        pl.lit(LICENCE).alias("licence"),
        pl.when(pl.col("Next Update").is_in(_ENDED)).then(pl.format("{}.", "Next Update")).alias("caveat"),
        _day("Last Update").alias("last_update"),
        _day("Next Update").alias("next_update"),
        pl.concat_str(
            pl.format("Measure code {}", "Measure_code"),
            pl.when(pl.col("topics").list.len() > 1).then(
                pl.format("also under {}", pl.col("topics").list.slice(1).list.join(", "))
            ),
            "Methodology",
            separator="; ",
            ignore_nulls=True,
        ).alias("note"),
        "file",
        "row",
    )


def _day(column: str) -> pl.Expr:
    """A spreadsheet's serial number as a date; words ("TBC") are no date."""
    return (
        pl.col(column)
        .str.extract(r"^(\d{5})(?:\.\d+)?$")
        .cast(pl.Int64)
        .map_elements(day_of_serial, return_dtype=pl.Date)
    )


def day_of_serial(serial: int) -> date:
    """The date a spreadsheet shows for this number."""
    return _SERIAL_ZERO + timedelta(days=serial)


def value_type(unit: str) -> str | None:
    """What kind of figure a unit speaks of, where it says so plainly."""
    for pattern, kind in _VALUE_TYPES:
        if re.match(pattern, unit, re.IGNORECASE):
            return kind
    return None


_VALUE_TYPES = (
    ("%", "percentage"),
    ("rate per", "crude rate"),
    ("number|total cases|starters|leavers|social workers", "count"),
    ("average", "mean"),
    ("score", "score"),
    ("spend|unit cost", "money"),
)


def multiplier(unit: str) -> float | None:
    """100 of a per cent, 10,000 of a rate per 10,000."""
    if unit.startswith("%"):
        return 100.0
    found = re.match(r"rate per ([\d,]+)", unit, re.IGNORECASE)
    return float(found[1].replace(",", "")) if found and found[1].strip(",") else None
