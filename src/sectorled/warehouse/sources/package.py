"""The data package that any user can write: `datapackage.json` and CSV or Parquet resources, one a table.

Layouts of hexagons (HexJSON) that lie beside them are kept for the maps.

Columns we do not know are kept as notes.  Rows that cannot be read, or that point to a metric, area or group that
nobody named, are refused.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.period_labels import read_periods
from sectorled.warehouse.sources import hexmaps
from sectorled.warehouse.sources.reading import members
from sectorled.warehouse.status import WITHHELD
from sectorled.warehouse.table_files import TableFile, read_table
from sectorled.warehouse.tables import TABLES
from sectorled.warehouse.tidy import InputError, Refusal, Tidy, refuse, tidied

DESCRIPTOR = "datapackage.json"
# what each column points to, beyond what the warehouse knows already
_POINTS_TO = {
    ("observations", "metric"): ("metrics", "metric"),
    ("observations", "area"): ("areas", "code"),
    ("members", "group"): ("groups", "group"),
    ("members", "area"): ("areas", "code"),
    ("names", "area"): ("areas", "code"),
    ("groups", "owner"): ("areas", "code"),
    ("basket_members", "metric"): ("metrics", "metric"),
    ("basket_members", "basket"): ("baskets", "basket"),
    ("successions", "predecessor"): ("areas", "code"),
    ("successions", "successor"): ("areas", "code"),
}


def read(files: Files, known: KnownAreas) -> Tidy:
    """Read every table that the package describes."""
    place, descriptor = _descriptor(files)
    raw: dict[str, pl.DataFrame] = {}
    refusals: list[Refusal] = []
    notes: list[str] = []
    for resource in descriptor["resources"]:
        name, paths = _resource(files.name, resource)
        if name not in TABLES:
            notes.append(f"Resource {name!r} is no table we know and was left.")
            continue
        if name in raw:
            raise InputError(f"{files.name}: {DESCRIPTOR} names {name} twice. Give one resource with a list of paths.")
        frames = [_frame(files, f"{place}{path}", name, refusals, notes) for path in paths]
        raw[name] = pl.concat(frames, how="diagonal_relaxed")
    if "observations" not in raw and "areas" not in raw:
        raise InputError(f"{files.name}: {DESCRIPTOR} names neither observations nor areas. Add them to its resources.")
    rows_read = sum(frame.height for frame in raw.values()) + len(refusals)
    raw = {name: _pointing_somewhere(name, frame, raw, known, refusals) for name, frame in raw.items()}
    dataset = f"package/{slug(str(descriptor.get('name') or files.name))}"
    maps = hexmaps.read(files, known) if members(files, hexmaps.PATTERN) else None
    return tidied(
        raw,
        rows_read=rows_read,
        refusals=[*refusals, *(maps.refusals if maps else ())],
        notes=notes,
        assets=maps.assets if maps else {},
        dataset=dataset,
    )


def _descriptor(files: Files) -> tuple[str, dict[str, Any]]:
    found = sorted((name for name in files.names() if name.rsplit("/", 1)[-1] == DESCRIPTOR), key=len)
    if not found:
        raise InputError(f"{files.name}: has no {DESCRIPTOR}. A data package is a folder or zip that holds one.")
    try:
        text = files.read(found[0]).decode("utf-8-sig")
        descriptor = json.loads(text, object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{found[0]}: is not sound JSON ({error}). Correct it there.") from error
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list) or not all(isinstance(resource, dict) for resource in resources):
        raise InputError(f"{found[0]}: has no list of resources. Each resource has a name and a path.")
    return found[0].removesuffix(DESCRIPTOR), descriptor


def _each_key_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """The object; ValueError where a key stands twice, which JSON readers settle each in their own way."""
    twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
    if twice:
        raise ValueError(f"the key {twice[0]!r} stands twice in one object")
    return dict(pairs)


def _resource(file: str, resource: dict[str, Any]) -> tuple[str, list[str]]:
    name, path = resource.get("name"), resource.get("path")
    given = path if isinstance(path, list) else [path]
    paths = [p.removeprefix("./") for p in given if isinstance(p, str)]
    if not isinstance(name, str) or not paths or len(paths) < len(given):
        raise InputError(f"{file}: a resource of {DESCRIPTOR} lacks its name or path. Give it both.")
    return name.replace("-", "_").lower(), paths


def _frame(files: Files, path: str, name: str, refusals: list[Refusal], notes: list[str]) -> pl.DataFrame:
    if path not in files.names():
        raise InputError(
            f"{files.name}: {DESCRIPTOR} names {path}, which is not there. Add the file or correct its path."
        )
    table = read_table(files, path)
    refusals += table.refusals
    notes += table.notes
    frame = _in_small_letters(table, name).numbered()
    frame = _strange_columns_noted(frame, name)
    if name == "observations" and "period" in frame.columns:
        frame, why = read_periods(frame, "period")
        refusals += why
    return frame


def _in_small_letters(table: TableFile, name: str) -> TableFile:
    """The table with `Value` called `value`; InputError where two columns then have a name that we know."""
    names = {column: column.strip().lower() for column in table.frame.columns}
    for column in TABLES[name].columns:
        if sum(n in (column, f"{column} (2)") for n in names.values()) > 1:
            raise InputError(f"{table.file}: has more than one column {column}. Keep one of them.")
    times = Counter(names.values())
    return replace(table, frame=table.frame.rename({c: n if times[n] == 1 else c for c, n in names.items()}))


def _strange_columns_noted(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    strange = [c for c in frame.columns if c not in TABLES[name].columns and c not in ("row", "file")]
    if not strange:
        return frame
    said = [pl.concat_str(pl.lit(f"{c}: "), pl.col(c).cast(pl.String)) for c in strange]
    own = [pl.col("note").cast(pl.String)] if "note" in frame.columns else []
    note = pl.concat_str([*own, *said], separator="; ", ignore_nulls=True).replace("", None)
    if "status" in frame.columns:  # what is withheld in one column must not come out by another
        status = pl.col("status").cast(pl.String).str.strip_chars().str.to_lowercase()
        note = pl.when(status.is_in(WITHHELD)).then(own[0] if own else None).otherwise(note)
    return frame.with_columns(note.alias("note")).drop(strange)


def _pointing_somewhere(
    name: str, frame: pl.DataFrame, raw: dict[str, pl.DataFrame], known: KnownAreas, refusals: list[Refusal]
) -> pl.DataFrame:
    for (table, column), (target, key) in _POINTS_TO.items():
        if table != name or column not in frame.columns or not _can_tell(target, key, raw, known):
            continue
        there = raw[target][key].cast(pl.String).str.strip_chars() if target in raw else pl.Series([], dtype=pl.String)
        text = frame[column].cast(pl.String).str.strip_chars()
        bad = (~text.is_in(there.implode()) & text.is_not_null() & (text != "")).fill_null(value=False)
        if key == "code":
            elsewhere = {code for code in text.filter(bad).unique() if code in known}
            bad &= ~text.is_in(list(elsewhere))
        what = key if key != "code" else "area"
        frame, why = refuse(frame, bad, column, f"no such {what} in the package", f"Add it to {target}, or correct it.")
        refusals += why
    return frame


def _can_tell(target: str, key: str, raw: dict[str, pl.DataFrame], known: KnownAreas) -> bool:
    """Whether we know all that a row may point to: the package holds the table, or a register of areas was loaded."""
    return key in raw[target].columns if target in raw else key == "code" and not known.empty
