"""ONS Explore Local Statistics: a zip of CSVs with metadata, or the folder with catalogue, neighbours and shapes.

Periods are ISO 8601 already.  Status codes: x not available, u unreliable, z not applicable, c confidential; anything
else in that column is a remark and is kept as a note.  Polarity is not given: it comes from our own catalogue.
"""

import re
from datetime import date
from typing import Any

import polars as pl

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.gss import kind_of, nation_of
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.sources.reading import as_published
from sectorled.warehouse.table_files import load_json, read_csv
from sectorled.warehouse.tidy import InputError, Tidy, tidied

STATUS = {"x": "missing", "u": "estimated", "z": "not applicable", "c": "suppressed"}
LICENCE = "Open Government Licence v3.0"
PUBLISHER = "Office for National Statistics"
NEIGHBOURS = ("global", "economic", "demographic")
_COLUMNS = {"areacd": "area", "observation": "value", "lci_95": "lower", "uci_95": "upper"}


def read(files: Files, known: KnownAreas) -> Tidy:
    """Read the zip or the folder.  Areas are taken as the publisher codes them."""
    csvs = [name for name in files.names() if re.search(r"([\w-]+)/\1\.csv$", name)]
    frames = [frame for name in csvs if (frame := _observations(files, name)) is not None]
    if not frames:
        raise InputError(
            f"{files.name}: no data sets of Explore Local Statistics found. Give its zip of CSVs, or the folder."
        )
    rows = pl.concat(frames, how="diagonal_relaxed")
    with as_published(files.name):
        raw = {"observations": rows, "metrics": _metrics(files, rows), "areas": _areas(rows)}
        raw |= _geography(files, raw["areas"]) | _groups(files)
    skipped = len(csvs) - len(frames)
    notes = [f"{skipped} data set(s) without indicators left out (small areas of Northern Ireland)."] if skipped else []
    shapes = [name for name in files.names() if name.rsplit("/", 1)[-1] == "topo.json"]
    assets = {"boundaries.json": files.read(shapes[0])} if shapes else {}
    return tidied(raw, rows_read=rows.height, notes=notes, assets=assets, dataset="ons-els")


def metric_id(indicator: str) -> str:
    """The stable id of an indicator, from the publisher's own code for it."""
    return f"ons-els.{slug(indicator)}"


def _observations(files: Files, name: str) -> pl.DataFrame | None:
    frame = read_csv(files.read(name), name)
    frame = frame.rename({column: column.strip().lower() for column in frame.columns})
    if not {"areacd", "indicator", "period", "observation"} <= set(frame.columns):
        return None
    frame = frame.with_columns(
        pl.lit(None, pl.String).alias(c) for c in (*STATUS_COLUMNS, *_COLUMNS) if c not in frame.columns
    )
    code = pl.col("status").str.strip_chars()
    ids = {indicator: metric_id(indicator) for indicator in frame["indicator"].drop_nulls().unique()}
    remark = pl.when(code.is_in(list(STATUS))).then(pl.format("publisher's code {}", code)).otherwise(code)
    unsure = pl.when(pl.col("value").is_not_null() & pl.col("notes").str.contains("unreliable")).then(
        pl.lit("estimated")
    )
    named = frame.filter(pl.col("areacd").str.to_lowercase() != NO_CODE)
    return named.rename(_COLUMNS).select(
        pl.col("indicator").replace_strict(ids, default=None).alias("metric"),
        "indicator", "areanm", "unit", "measure", "area", "period", "value", "lower", "upper",
        pl.coalesce(code.replace_strict(STATUS, default=None), unsure).alias("status"),
        pl.concat_str([remark, pl.col("notes")], separator=". ", ignore_nulls=True).replace("", None).alias("note"),
        pl.lit(name.rsplit("/", 1)[-1]).alias("file"),
        "row",
    )  # fmt: skip


NO_CODE = "na"  # stands where an area (a Scottish city region) has no code: nothing to keep its figures under
IN_NO_CLUSTER = "[x]"  # a place too unlike all others: no family of its own
STATUS_COLUMNS = ("status", "notes", "unit", "measure", "areanm")


def _json(files: Files, ending: str) -> Any:
    for name in files.names():
        if name.rsplit("/", 1)[-1] == ending:
            return load_json(name, files.read(name))
    return None


def _metrics(files: Files, rows: pl.DataFrame) -> pl.DataFrame:
    """One row an indicator: from the metadata beside each CSV, refined by the catalogue where there is one."""
    described = _described_beside(files) | {
        e["code"]: _from_catalogue(e) for e in _json(files, "indicator_metadata.json") or ()
    }
    seen = rows.group_by("indicator", maintain_order=True).agg(
        pl.col("metric").first(),
        pl.col("unit").first(),
        pl.col("measure").first(),
        pl.col("lower").is_not_null().any().alias("ci"),
    )
    return pl.DataFrame(
        [_metric(row, described.get(row["indicator"], {})) for row in seen.iter_rows(named=True)],
        infer_schema_length=None,
    )


def _metric(row: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    unit = about.get("subText") or row["unit"] or row["measure"]
    return {
        "metric": row["metric"],
        "label": about.get("label") or row["indicator"],
        "description": about.get("longDescription") or about.get("subtitle"),
        "unit": unit,
        "value_type": "percentage" if (unit or "").startswith("%") else None,
        "decimals": about.get("decimalPlaces"),
        "theme": about.get("topic"),
        "source": about.get("sourceOrg") or PUBLISHER,
        "publisher": PUBLISHER,
        "url": about.get("sourceURL"),
        "licence": LICENCE,
        "caveat": about.get("caveats"),
        "frequency": about.get("frequency"),
        "last_update": about.get("updated"),
        "method": "interval" if row["ci"] else None,
    }


def _described_beside(files: Files) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in files.names():
        if not re.search(r"([\w-]+)/\1\.json$", name):
            continue
        about = load_json(name, files.read(name), strict=False).get("ess-beta-metadata", {})
        shared = about.get("shared", {})
        entries = {
            code: shared | entry for code, entry in about.items() if isinstance(entry, dict) and code != "shared"
        }
        found |= entries or {name.rsplit("/", 2)[-2]: about, about.get("label", ""): about}
    return found


def _from_catalogue(entry: dict[str, Any]) -> dict[str, Any]:
    source = (entry.get("source") or [{}])[0]
    return entry | {
        "longDescription": entry.get("description"),
        "caveats": "\n\n".join(entry.get("note") or []) or None,
        "subText": entry.get("suffix") or entry.get("subText") or entry.get("unit"),
        "sourceOrg": source.get("name"),
        "sourceURL": source.get("href"),
    }


def _areas(rows: pl.DataFrame) -> pl.DataFrame:
    named = rows.filter(pl.col("area").is_not_null()).unique("area", keep="first", maintain_order=True)
    return named.select(
        pl.col("area").alias("code"),
        pl.col("areanm").fill_null(pl.col("area")).alias("name"),
        pl.col("area").map_elements(kind_of, return_dtype=pl.String).alias("kind"),
        pl.col("area").map_elements(nation_of, return_dtype=pl.String, skip_nulls=False).alias("nation"),
    )


def _geography(files: Files, areas: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Regions, parents and lives from the hierarchy; a council under a new code but the same name was re-coded."""
    geo: dict[str, dict[str, Any]] = _json(files, "geo-metadata.json") or {}
    if not geo:
        return {}
    regions = {code: g["areanm"] for code, g in geo.items() if code.startswith("E12")}
    rows = [
        {
            "code": code,
            "name": g["areanm"],
            "kind": kind_of(code),
            "region": next((regions[p] for p in g["parents"] if p in regions), None) or nation_of(code),
            "nation": nation_of(code),
            "parent": next(iter(g["parents"]), None),
            "start": date(g["start"], 4, 1) if "start" in g else None,
            "end": date(g["end"] + 1, 4, 1) if "end" in g else None,
        }
        for code, g in geo.items()
    ]
    hierarchy = pl.DataFrame(rows, infer_schema_length=None)
    others = areas.filter(~pl.col("code").is_in(hierarchy["code"].to_list()))
    return {"areas": pl.concat([hierarchy, others], how="diagonal"), "successions": _recodes(geo)}


def _recodes(geo: dict[str, dict[str, Any]]) -> pl.DataFrame:
    ended = {(g["areanm"], code[:3], g["end"] + 1): code for code, g in geo.items() if "end" in g}
    pairs = [
        (ended[key], code, date(g["start"], 4, 1), "recode")
        for code, g in geo.items()
        if "start" in g and "ltla" in g["level"] and (key := (g["areanm"], code[:3], g["start"])) in ended
    ]
    return pl.DataFrame(pairs, schema=["predecessor", "successor", "date", "kind"], orient="row")


def _groups(files: Files) -> dict[str, pl.DataFrame]:
    groups: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    for model in NEIGHBOURS:
        for row in _csv(files, f"{model}-neighbours.csv"):
            owner, group = row["areacd"], f"ons-{model}-{row['areacd']}"
            about = {
                "label": f"Statistical neighbours ({model})",
                "kind": "neighbours",
                "source": PUBLISHER,
                "licence": LICENCE,
            }
            groups.append({"group": group, "scheme": f"neighbours-{model}", "owner": owner} | about)
            members += [{"group": group, "area": row[str(i)], "position": i} for i in range(1, 21) if row.get(str(i))]
    for row in _csv(files, "cluster-allocation.csv"):
        for model in (m for m in NEIGHBOURS if row.get(m) and row[m] != IN_NO_CLUSTER):
            members.append({"group": f"ons-cluster-{model}-{row[model].lower()}", "area": row["areacd"]})
            about = {"label": f"{model.capitalize()} cluster {row[model]}", "kind": "family", "source": PUBLISHER}
            groups.append({"group": members[-1]["group"], "scheme": f"cluster-{model}", "licence": LICENCE} | about)
    if not groups:
        return {}
    return {
        "groups": pl.DataFrame(groups, infer_schema_length=None).unique("group", maintain_order=True),
        "members": pl.DataFrame(members, infer_schema_length=None),
    }


def _csv(files: Files, ending: str) -> list[dict[str, Any]]:
    for name in files.names():
        if name.rsplit("/", 1)[-1] == ending:
            frame = read_csv(files.read(name), name)
            return frame.rename({c: c.strip().lower() for c in frame.columns}).to_dicts()
    return []
