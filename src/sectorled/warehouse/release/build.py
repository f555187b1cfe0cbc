"""Build a release: merge the loads, lay the figures out, and write a manifest with the hash of everything, last."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import polars as pl

from sectorled.warehouse.layout import lay_out
from sectorled.warehouse.loads import LoadReport, current, every_load, parquet
from sectorled.warehouse.release.merge import merge, observations
from sectorled.warehouse.store import Store
from sectorled.warehouse.tidy import InputError

METHODS = {"layout": 1, "standing": 1, "trend": 1, "intervals": 1, "certainty": 1, "baskets": 1}  # raise on any change


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is made of.  `files` maps each file to its SHA-256; the id is a hash of inputs, methods and files."""

    release: str
    built: str
    methods: dict[str, int]
    inputs: list[dict[str, Any]]
    files: dict[str, str]
    counts: dict[str, int]
    unreviewed: list[str]


def build(store: Store, *, at: datetime) -> Manifest:
    """Build a release from the current loads; the same loads give the same release again."""
    loads = current(every_load(store))
    if not loads:
        raise InputError("Nothing has been loaded yet. Load a file first: sectorled load KIND FILE.")
    release = _identity(loads)
    existing = manifest_of(store, release)
    if existing:
        return existing
    merged = merge(store, loads)
    figures = observations(store, loads, merged)
    content = {f"{name}.parquet": parquet(frame) for name, frame in merged.tables.items()}
    content |= lay_out(figures) | _assets(store, loads)
    hashes = {}
    for name, data in sorted(content.items()):
        store.write(f"releases/{release}/{name}", data)
        hashes[name] = hashlib.sha256(data).hexdigest()
    manifest = Manifest(
        release=release,
        built=at.isoformat(),
        methods=METHODS,
        inputs=[_input(report) for report in loads],
        files=hashes,
        counts={name: frame.height for name, frame in merged.tables.items()} | {"observations": figures.height},
        unreviewed=_unreviewed(merged.tables["metrics"]),
    )
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False)
    store.write(f"releases/{release}/manifest.json", text.encode())
    return manifest


def manifest_of(store: Store, release: str) -> Manifest | None:
    """The manifest of a release, or None where it was never finished."""
    name = f"releases/{release}/manifest.json"
    return Manifest(**json.loads(store.read(name))) if store.exists(name) else None


def _identity(loads: list[LoadReport]) -> str:
    what = json.dumps([METHODS, [(report.load, report.adds) for report in loads]])
    return hashlib.sha256(what.encode()).hexdigest()[:12]


def _input(report: LoadReport) -> dict[str, Any]:
    kept = ("load", "kind", "dataset", "file", "sha256", "at", "rows_read", "rows_kept", "rows_refused")
    return {key: getattr(report, key) for key in kept}


def _assets(store: Store, loads: list[LoadReport]) -> dict[str, bytes]:
    return {f"assets/{name}": store.read(f"loads/{r.load}/assets/{name}") for r in loads for name in r.assets}


def _unreviewed(metrics: pl.DataFrame) -> list[str]:
    return metrics.filter(pl.col("polarity") == "none", pl.col("reviewer").is_null())["metric"].to_list()
