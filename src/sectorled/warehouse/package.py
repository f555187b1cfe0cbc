"""Write tables as a data package: `datapackage.json` and one CSV or Parquet a table, as `load package` reads them."""

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from sectorled.warehouse.tables import TABLES

_FRICTIONLESS: dict[type[pl.DataType], str] = {
    pl.String: "string",
    pl.Date: "date",
    pl.Int64: "integer",
    pl.Float64: "number",
}


def write_package(
    tables: Mapping[str, pl.DataFrame | Iterable[pl.DataFrame]],
    folder: Path,
    *,
    name: str,
    title: str,
    licence: str,
    form: str = "csv",
) -> None:
    """Write a folder that reads back to the same figures and definitions.  `form` is csv or parquet.

    A table may come in parts, at least one, of which only one is in memory at once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table, content in tables.items():
        parts = iter([content] if isinstance(content, pl.DataFrame) else content)
        first = next(parts)
        columns = [c for c in TABLES[table].columns if c in first.columns]
        _write((part.select(columns) for part in chain([first], parts)), folder / f"{table}.{form}", form)
        resources.append(resource(table, columns, form))
    descriptor = {
        "name": name,
        "title": title,
        "profile": "tabular-data-package",
        "licenses": [{"name": licence}],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _write(parts: Iterable[pl.DataFrame], path: Path, form: str) -> None:
    if form == "csv":
        with path.open("wb") as file:
            for number, part in enumerate(parts):
                part.write_csv(file, include_header=number == 0)
        return
    writer = None
    for part in parts:
        rows = part.to_arrow()
        writer = writer or pq.ParquetWriter(path, rows.schema, compression="zstd")
        writer.write_table(rows)
    if writer:
        writer.close()


def resource(table: str, columns: list[str], form: str) -> dict[str, Any]:
    """One resource of the descriptor with its schema."""
    about = TABLES[table]
    fields = []
    for column in columns:
        field: dict[str, Any] = {"name": column, "type": _FRICTIONLESS[about.columns[column]]}
        limits: dict[str, Any] = {"required": True} if column in about.required else {}
        limits |= {"enum": list(about.choices[column])} if column in about.choices else {}
        fields.append(field | ({"constraints": limits} if limits else {}))
    media = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}[form]
    return {
        "name": table.replace("_", "-"),
        "path": f"{table}.{form}",
        "profile": "tabular-data-resource",
        "mediatype": media,
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": list(about.key)},
    }
