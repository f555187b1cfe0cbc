"""Any table (CSV, XLSX, ODS, Parquet, JSON) of which a mapping says what its columns mean.

Without a mapping of the user's, the mappings we ship are tried, by file name.  An area that the register does not know
is refused, with names spelt alike; what a mapping leaves out is counted, not refused.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import polars as pl

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.cells import numbers, with_status
from sectorled.warehouse.files import Files
from sectorled.warehouse.gss import kind_of, nation_of
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.period_labels import read_periods
from sectorled.warehouse.sources.reading import located
from sectorled.warehouse.sources.repeats import settled
from sectorled.warehouse.table_files import ENDINGS, TableFile, read_table
from sectorled.warehouse.table_mapping import NUMBERS, TableMapping, mapping_of, shipped
from sectorled.warehouse.tables import empty
from sectorled.warehouse.tidy import InputError, Refusal, Tidy, tidied

_SEPARATOR = ", "  # between the parts of a metric's name


@dataclass(frozen=True, slots=True)
class _Part:
    """What one table brings."""

    observations: pl.DataFrame
    metrics: pl.DataFrame
    areas: pl.DataFrame
    refusals: list[Refusal]
    unknown: dict[str, int]
    notes: list[str]


def read(files: Files, known: KnownAreas, mapping: Path | None = None) -> Tidy:
    """Read every table that the mapping, or a shipped mapping, fits."""
    pairs, rest = _pairs(files, mapping)
    if not pairs:
        raise InputError(
            f"{files.name}: no mapping fits. Make one with: sectorled propose-mapping FILE, and load with --mapping."
        )
    parts = [_part(table, how, known) for table, how in pairs]
    left = [f"No mapping fits, so left: {', '.join(rest[:10])}."] if rest else []

    def joined(tables: list[pl.DataFrame]) -> pl.DataFrame:
        return pl.concat(tables, how="diagonal_relaxed")

    return tidied(
        {
            "observations": joined([part.observations for part in parts]),
            "metrics": joined([part.metrics for part in parts]).unique("metric", keep="first", maintain_order=True),
            "areas": joined([part.areas for part in parts]).unique("code", keep="first", maintain_order=True),
        },
        rows_read=sum(table.rows_read for table, _ in pairs),
        refusals=[refusal for part in parts for refusal in part.refusals],
        unknown_areas=dict(sum((Counter(part.unknown) for part in parts), Counter[str]())),
        notes=[*dict.fromkeys(note for part in parts for note in part.notes), *left],
        dataset="mapped/" + "+".join(sorted({how.dataset for _, how in pairs})),
    )


def _pairs(files: Files, mapping: Path | None) -> tuple[list[tuple[TableFile, TableMapping]], list[str]]:
    """Each table with the mapping that fits it, and the names of tables that none fits."""
    pairs, rest = [], []
    given = [_given(mapping)] if mapping else shipped()
    for name in (name for name in files.names() if name.lower().endswith(ENDINGS)):
        how = next((how for how in given if how.fits(name)), None)
        if how is None:
            rest.append(name)
            continue
        table = read_table(files, name, sheet=how.sheet, header_row=how.header_row)
        lacking = [column for column in how.needed() if column not in table.frame.columns]
        if lacking:
            raise InputError(
                f"{name}: no column {lacking[0]!r}, which the mapping names. It has: {_list(table.frame.columns)}."
            )
        pairs.append((table, how))
    return pairs, rest


def _given(mapping: Path) -> TableMapping:
    try:
        return mapping_of(mapping.name, mapping.read_bytes())
    except OSError as error:
        raise InputError(f"{mapping}: cannot be read ({error.strerror}). Check the name.") from error


def _list(columns: list[str]) -> str:
    return ", ".join(columns)[:300]


def _part(table: TableFile, how: TableMapping, known: KnownAreas) -> _Part:
    rows, notes = _without_left_out(table, how)
    long = _named(_long(rows, how), how)
    long, refusals = read_periods(long, "period", hint=how.period.get("hint"), by="metric")
    code, name = ("area_code" if how.column("area") else None), ("area_name" if how.column("area_name") else None)
    long, unknown, remarks = located(long, known, code=code, name=name)
    refusals += _unknown_areas(long.filter(pl.col("area").is_null()), known)
    long = with_status(long.filter(pl.col("area").is_not_null()), how.status)
    for column in (c for c in NUMBERS if c in long.columns):
        long = numbers(long, column)
    policies = {
        f"{slug(how.dataset)}.{slug(str(m.get('metric', c)))}": m["repeated"]
        for c, m in how.metrics.items()
        if "repeated" in m
    }
    long, several = settled(long, policies)
    areas = long.select("area", *([name] if name else [])).unique("area", keep="first", maintain_order=True)
    return _Part(
        long,
        _metrics(long, how),
        _areas(areas, name) if known.empty else empty("areas"),
        [*table.refusals, *refusals, *several],
        unknown,
        [*table.notes, *notes, *remarks],
    )


def _areas(areas: pl.DataFrame, name: str | None) -> pl.DataFrame:
    """While no register is loaded, the areas as the table calls them."""
    return areas.select(
        pl.col("area").alias("code"),
        pl.col(name or "area").alias("name"),
        pl.col("area").map_elements(kind_of, return_dtype=pl.String).alias("kind"),
        pl.col("area").map_elements(nation_of, return_dtype=pl.String).alias("nation"),
    )


def _without_left_out(table: TableFile, how: TableMapping) -> tuple[pl.DataFrame, list[str]]:
    rows, notes = table.numbered(), list[str]()
    for column, values in how.leave_out.items():
        unwanted = pl.any_horizontal(_like(column, pattern) for pattern in values)
        kept = rows.filter(~unwanted.fill_null(value=False))
        notes.append(f"{table.file}: {rows.height - kept.height} rows left out by the mapping ({column}).")
        rows = kept
    return rows, notes


def _like(column: str, pattern: str) -> pl.Expr:
    """Whether cells are this text, or begin with what stands before its final `*`."""
    text = _cell(column).cast(pl.String)
    return text.str.starts_with(pattern[:-1]) if pattern.endswith("*") else text == pattern


def _cell(column: str) -> pl.Expr:
    """A column of the table; `numbered` has put another name to `file` and `row`."""
    return pl.col(f"{column} (column)" if column in ("file", "row") else column)


def _long(rows: pl.DataFrame, how: TableMapping) -> pl.DataFrame:
    """One row a value, under our column names; `_parts` holds what names the metric."""
    roles = {"area": "area_code", "area_name": "area_name", "status": "status", "note": "note"}
    roles |= {n: n for n in NUMBERS} | ({"value": "value"} if how.shape == "long" else {})
    if how.shape != "periods":
        roles |= {"period": "period"}
    chosen = [_cell(column).alias(new) for role, new in roles.items() if (column := how.column(role))]
    chosen += [_cell(column).cast(pl.String).alias(f"_metric {i}") for i, column in enumerate(how.listed("metric"))]
    chosen += [text.alias(f"_about {f}") for f, text in _about(how).items()]
    index = rows.select("file", "row", *chosen)
    if how.shape == "long":
        return index
    spread = list(how.metrics) if how.shape == "wide" else how.listed("periods")
    variable = "_metric column" if how.shape == "wide" else "period"
    values = rows.select(_cell(column).cast(pl.String).alias(column) for column in spread)
    return pl.concat(
        [index.with_columns(pl.lit(column).alias(variable), values[column].alias("value")) for column in spread]
    )


def _about(how: TableMapping) -> dict[str, pl.Expr]:
    """The fields of a metric that columns tell; a unit by the text of a column goes before that in its own."""
    told = {f: _cell(column).cast(pl.String) for f, column in how.about_columns.items()}
    if how.units:
        by = [
            _cell(column).cast(pl.String).replace_strict(units, default=None, return_dtype=pl.String)
            for column, units in how.units.items()
        ]
        told["unit"] = pl.coalesce(*by, told.get("unit", pl.lit(None, pl.String)))
    return told


def _named(long: pl.DataFrame, how: TableMapping) -> pl.DataFrame:
    """With `metric` and `label`, and the period where no column of the table tells it."""
    if how.shape == "wide":
        named = {column: str(about.get("metric", column)) for column, about in how.metrics.items()}
        labels = {column: str(about.get("label", named[column])) for column, about in how.metrics.items()}
        long = long.with_columns(
            pl.col("_metric column").replace_strict(named).alias("_name"),
            pl.col("_metric column").replace_strict(labels).alias("label"),
        )
        fixed = {column: str(about["period"]) for column, about in how.metrics.items() if "period" in about}
        told = pl.col("_metric column").replace_strict(fixed, default=None, return_dtype=pl.String)
    else:
        parts = [c for c in long.columns if c.startswith("_metric ")]
        name = (
            pl.concat_str(parts, separator=_SEPARATOR, ignore_nulls=True).str.strip_chars().replace("", None)
            if parts
            else pl.lit(how.about.get("label", how.dataset))
        )
        long = long.with_columns(name.alias("_name")).with_columns(_label(parts).alias("label"))
        told = pl.lit(None, pl.String)
    column = pl.col("period").cast(pl.String) if "period" in long.columns else pl.lit(None, pl.String)
    ids = _ids(long["_name"].drop_nulls().unique().sort().to_list(), how.dataset)
    return long.with_columns(
        pl.coalesce(told, column, pl.lit(how.period.get("label"), pl.String)).alias("period"),
        pl.col("_name").replace_strict(ids, default=None, return_dtype=pl.String).alias("metric"),
    )


def _label(parts: list[str]) -> pl.Expr:
    """The first part of a name ("Fuel poverty") where it is that of one metric only, else the whole."""
    whole = pl.col("_name")
    if not parts:
        return whole
    first = pl.col(parts[0]).str.strip_chars().replace("", None)
    alone = whole.n_unique().over(parts[0]) == 1
    return pl.when(alone).then(pl.coalesce(first, whole)).otherwise(whole)


def _ids(names: list[str], dataset: str) -> dict[str, str]:
    """A stable id for each name; names that differ only in marks get a checksum of their spelling."""
    ids = {name: f"{slug(dataset)}.{slug(name)}" for name in names}
    shared = {i for i, n in Counter(ids.values()).items() if n > 1}
    return {name: f"{i}-{crc32(name.encode()):08x}" if i in shared or i.endswith(".") else i for name, i in ids.items()}


def _metrics(long: pl.DataFrame, how: TableMapping) -> pl.DataFrame:
    """One row a metric: what the mapping says of all, of the column, and what columns of the table tell."""
    told = [
        pl.col(c).drop_nulls().first().alias(c.removeprefix("_about ")) for c in long.columns if c.startswith("_about ")
    ]
    column = [pl.col("_metric column").first()] if how.shape == "wide" else []
    rows = long.group_by("metric", maintain_order=True).agg(pl.col("label").first(), *told, *column)
    described = [_metric(row, how) for row in rows.drop_nulls("metric").iter_rows(named=True)]
    return pl.DataFrame(described, infer_schema_length=None) if described else empty("metrics")


def _metric(row: dict[str, Any], how: TableMapping) -> dict[str, Any]:
    about = how.metrics.get(row.pop("_metric column", ""), {})
    known = {k: v for k, v in row.items() if v is not None}
    own = {k: v for k, v in about.items() if k not in ("metric", "period", "repeated")}
    return {k: str(v) for k, v in (how.about | known | own | {"metric": row["metric"]}).items()}


def _unknown_areas(lost: pl.DataFrame, known: KnownAreas) -> list[Refusal]:
    """One refusal a row, each with the names that are spelt alike."""
    called = "area_name" if "area_name" in lost.columns else "area_code"
    advice = {text: _advice(known.suggest(text)) for text in lost[called].cast(pl.String).drop_nulls().unique()}
    return [
        Refusal(
            file,
            row,
            "area",
            text,
            "the register has no such area, or its code and name belong to two different areas",
            advice.get(text or "", _advice([])),
        )
        for file, row, text in lost.select("file", "row", pl.col(called).cast(pl.String)).iter_rows()
    ]


def _advice(suggestions: list[str]) -> str:
    return f"Did you mean {' or '.join(suggestions)}?" if suggestions else "Use the code and the name of the register."
