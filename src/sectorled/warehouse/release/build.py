"""Build a release: merge the loads, lay the figures out, and write a manifest with the hash of everything, last."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from typing import Any

import polars as pl

from sectorled.warehouse.loads import LoadReport, current, every_load, parquet
from sectorled.warehouse.progress import Progress, unseen
from sectorled.warehouse.release.lay_out import lay_out
from sectorled.warehouse.release.leftovers import clear_leftovers
from sectorled.warehouse.release.manifest import METHODS, Manifest, folder_of, manifest_of, write_manifest
from sectorled.warehouse.release.merge import merge
from sectorled.warehouse.release.observations import Gathered
from sectorled.warehouse.release.review import catalogue, undefined
from sectorled.warehouse.store import Store
from sectorled.warehouse.tidy import InputError

__all__ = ["Manifest", "build", "manifest_of"]

_SOFTWARE = ("sectorled", "numpy", "polars", "pyarrow", "scipy")


def build(store: Store, *, at: datetime, progress: Progress = unseen) -> Manifest:
    """Build a release from the current loads; the same loads give the same release again.

    Works in steps of about a million observations, so that its memory does not grow with the release.  Killed at any
    moment it leaves files without a manifest, which nobody reads and the next build clears away.
    """
    with store.writing("build"):
        clear_leftovers(store, at=at)
        loads = current(every_load(store))
        if not loads:
            raise InputError("Nothing has been loaded yet. Load a file first: sectorled load KIND FILE.")
        reviews = catalogue(store)
        release = _identity(loads, reviews)
        if (built := manifest_of(store, release)) is not None:
            return built
        return _build(store, release, loads, reviews, at=at, progress=progress)


def _build(
    store: Store, release: str, loads: list[LoadReport], reviews: pl.DataFrame, *, at: datetime, progress: Progress
) -> Manifest:
    hashes: dict[str, str] = {}

    def write(name: str, content: bytes) -> None:
        store.write(f"{folder_of(release)}/{name}", content)
        hashes[name] = hashlib.sha256(content).hexdigest()

    merged = merge(store, loads, reviews)
    gathered = Gathered(store, loads, merged, progress)
    nameless, unreviewed = undefined(merged.tables["metrics"], gathered.metrics(), reviews)
    metrics = pl.concat([merged.tables["metrics"], nameless], how="diagonal_relaxed")
    tables = merged.tables | {"metrics": _applied(metrics, merged.tables["areas"], gathered)}
    for name, frame in tables.items():
        write(f"{name}.parquet", parquet(frame))
    for name, content in _assets(store, loads).items():
        write(name, content)
    rows = lay_out(_told(gathered, progress), gathered.rows_by_area(), write, progress)
    manifest = Manifest(
        release=release,
        built=at.isoformat(),
        methods=METHODS,
        software={name: version(name) for name in _SOFTWARE},
        inputs=[_input(report) for report in loads],
        files=dict(sorted(hashes.items())),
        counts={name: frame.height for name, frame in tables.items()} | {"observations": rows},
        unreviewed=[*merged.unreviewed, *unreviewed],
        reviews=hashlib.sha256(reviews.write_csv().encode()).hexdigest(),
    )
    write_manifest(store, manifest)
    return manifest


def _told(gathered: Gathered, progress: Progress) -> Iterator[pl.DataFrame]:
    """The batches; of how many measures, is told as each is asked for."""
    done, of = 0, len(gathered.metrics())
    for batch in gathered.batches():
        progress("laying out measures", done, of)
        yield batch
        done += batch["metric"].n_unique()
    progress("laying out measures", of, of)


def _identity(loads: list[LoadReport], reviews: pl.DataFrame) -> str:
    kept = [(report.load, report.adds, report.files) for report in loads]
    what = json.dumps([METHODS, kept, reviews.write_csv()])
    return hashlib.sha256(what.encode()).hexdigest()[:12]


def _input(report: LoadReport) -> dict[str, Any]:
    kept = ("load", "kind", "dataset", "file", "sha256", "at", "rows_read", "rows_kept", "rows_refused", "files")
    return {key: getattr(report, key) for key in kept}


def _assets(store: Store, loads: list[LoadReport]) -> dict[str, bytes]:
    return {f"assets/{name}": store.read(f"loads/{r.load}/assets/{name}") for r in loads for name in r.assets}


def _applied(metrics: pl.DataFrame, areas: pl.DataFrame, gathered: Gathered) -> pl.DataFrame:
    """The metrics, a blank `applies_to` filled with the kinds of area for which anybody ever gave a row."""
    found = gathered.applied_to(areas)
    seen = pl.col("metric").replace_strict(found, default=None, return_dtype=pl.String)
    return metrics.with_columns(pl.col("applies_to").fill_null(seen))
