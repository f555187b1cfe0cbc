"""Write tables as a data package: `datapackage.json` and one CSV or Parquet a table, as `load package` reads them."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from sectorled.warehouse.tables import TABLES

_FRICTIONLESS: dict[type[pl.DataType], str] = {
    pl.String: "string",
    pl.Date: "date",
    pl.Int64: "integer",
    pl.Float64: "number",
}


def write_package(
    tables: dict[str, pl.DataFrame], folder: Path, *, name: str, title: str, licence: str, form: str = "csv"
) -> None:
    """Write a folder that reads back to the same figures and definitions.  `form` is csv or parquet."""
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table, frame in tables.items():
        columns = [c for c in TABLES[table].columns if c in frame.columns]
        if form == "csv":
            frame.select(columns).write_csv(folder / f"{table}.csv")
        else:
            frame.select(columns).write_parquet(folder / f"{table}.parquet", compression="zstd")
        resources.append(resource(table, columns, form))
    descriptor = {
        "name": name,
        "title": title,
        "profile": "tabular-data-package",
        "licenses": [{"name": licence}],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n", "utf-8")


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
