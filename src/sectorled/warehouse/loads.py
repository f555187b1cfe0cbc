"""Loads: what has come in.  Each is an immutable folder of tidy tables with the report of what was kept and refused.

The folder's name is the hash of what came in, so that the same file again changes nothing, whatever it is called.
"""

import hashlib
import io
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from sectorled.warehouse.store import Store
from sectorled.warehouse.tables import PROVENANCE, TABLES
from sectorled.warehouse.tidy import TRACED, Tidy

_ROWS_IN_GROUP = 65_536
SHOWN_REFUSALS = 1000  # a report names this many rows and counts the rest


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load brought: counts, refusals, areas nobody knows.  A newer load of the same `dataset` replaces it."""

    load: str
    kind: str
    dataset: str
    file: str
    sha256: str
    at: str
    adds: bool
    rows_read: int
    rows_kept: int
    rows_refused: int
    counts: dict[str, int]
    refusals: list[dict[str, Any]]
    unknown_areas: dict[str, int]
    notes: list[str]
    assets: list[str]
    files: dict[str, str]  # each file kept and its SHA-256
    new: bool = field(default=True)


def report_of(store: Store, load: str) -> LoadReport | None:
    """The report of a load, or None where it does not exist or was never finished."""
    name = f"loads/{load}/load.json"
    return LoadReport(**json.loads(store.read(name))) if store.exists(name) else None


def keep(
    store: Store, tidy: Tidy, *, kind: str, file: str, sha256: str, at: datetime, adds: bool = False
) -> LoadReport:
    """Write a load and its report, the report last, so that half a load is never seen."""
    load, files = sha256[:16], _files(tidy)
    counts = {name: frame.height for name, frame in tidy.tables.items() if frame.height}
    report = LoadReport(
        load=load,
        kind=kind,
        dataset=tidy.dataset or kind,
        file=file,
        sha256=sha256,
        at=at.isoformat(),
        adds=adds,
        rows_read=tidy.rows_read,
        rows_kept=tidy["observations"].height,
        rows_refused=len(tidy.refusals),
        counts=counts,
        refusals=[asdict(refusal) for refusal in tidy.refusals[:SHOWN_REFUSALS]],
        unknown_areas=tidy.unknown_areas,
        notes=list(tidy.notes),
        assets=sorted(tidy.assets),
        files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )
    with store.writing("load"):
        _write(store, report, files)
    return report


def _files(tidy: Tidy) -> dict[str, bytes]:
    tables = {name: frame for name, frame in tidy.tables.items() if frame.height}
    if "observations" in tables:  # a build reads a few metrics at a time: they must lie together
        tables["observations"] = tables["observations"].sort("metric", maintain_order=True)
    assets = {f"assets/{name}": content for name, content in tidy.assets.items()}
    return {f"{name}.parquet": parquet(frame) for name, frame in tables.items()} | assets


def _write(store: Store, report: LoadReport, files: dict[str, bytes]) -> None:
    """The report goes first where one is replaced, and comes last, so that it always speaks of the files beside it."""
    folder = f"loads/{report.load}"
    if store.exists(f"{folder}/load.json"):
        store.remove(f"{folder}/load.json")
    for name, content in files.items():
        store.write(f"{folder}/{name}", content)
    store.write(f"{folder}/load.json", json.dumps(asdict(report), indent=1, ensure_ascii=False).encode())


def withdraw(store: Store, load: str) -> None:
    """Take a load out of the next release, and let the one before it stand again; releases already built keep it."""
    with store.writing("withdraw"):
        if store.exists(f"loads/{load}/load.json"):
            store.remove(f"loads/{load}/load.json")
            store.remove(f"loads/{load}")


def every_load(store: Store) -> list[LoadReport]:
    """All finished loads, oldest first."""
    found = [report_of(store, load) for load in store.folders("loads")]
    return sorted((report for report in found if report), key=lambda report: (report.at, report.load))


def current(loads: list[LoadReport]) -> list[LoadReport]:
    """The loads the next release is made of: of each data set the newest, and those that only add to it."""
    kept: dict[str, list[LoadReport]] = {}
    for report in loads:
        kept[report.dataset] = [*kept.get(report.dataset, []), report] if report.adds else [report]
    return sorted((report for reports in kept.values() for report in reports), key=lambda r: (r.at, r.load))


def table(store: Store, load: str, name: str) -> pl.DataFrame:
    """One table of a load; without rows where it brought none."""
    path = f"loads/{load}/{name}.parquet"
    if not store.exists(path):
        traced = {key: PROVENANCE[key] for key in ("file", "row")} if name in TRACED else {}
        return pl.DataFrame(schema={**TABLES[name].columns, **traced})
    return pl.read_parquet(io.BytesIO(store.read(path)))


def parquet(frame: pl.DataFrame) -> bytes:
    """The frame as Parquet, as stored everywhere."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=3, row_group_size=_ROWS_IN_GROUP)
    return buffer.getvalue()
