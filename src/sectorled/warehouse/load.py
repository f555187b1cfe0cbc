"""Load a publisher's file: read it with the module for its kind, check it, and keep it unless rows were refused.

Files of a publisher whose quirks we know are kept without their refused rows; what a person prepared (a data package, a
mapped table) is kept only whole, unless the refusals are accepted.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path

import polars as pl

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.loads import LoadReport, every_load, keep, report_of, table
from sectorled.warehouse.progress import Progress, unseen
from sectorled.warehouse.sources import KINDS, recognise
from sectorled.warehouse.store import Store
from sectorled.warehouse.tables import empty
from sectorled.warehouse.tidy import InputError, Refusal, Tidy

PREPARED = ("package", "mapped")  # kinds that a person prepared, and can correct
SHOWN = 20  # refusals that an error message lists


class RefusedError(InputError):
    """Rows were refused in a file that is only taken whole; nothing was kept."""

    def __init__(self, message: str, refusals: Sequence[Refusal]) -> None:
        super().__init__(message)
        self.refusals = refusals


def load(
    store: Store,
    kind: str,
    place: str | Path,
    *,
    at: datetime,
    accept_refusals: bool = False,
    adds: bool = False,
    again: bool = False,
    mapping: Path | None = None,
    progress: Progress = unseen,
) -> LoadReport:
    """Load a file, folder, zip or https address of a kind (`auto` recognises it); known content changes nothing."""
    with Files.open(place) as files:
        kind = _kind(files, kind)
        if mapping and kind != "mapped":
            raise InputError(f"{files.name}: --mapping is for a mapped table, not for {kind}. Leave it out.")
        digest = _digest(files, kind, mapping)
        before = report_of(store, digest[:16])
        if before and not again:
            return replace(before, new=False)
        source, options = import_module(KINDS[kind]), {"mapping": mapping} if mapping else {}
        files.tell(progress)
        tidy: Tidy = source.read(files, known_areas(store), **options)
        if tidy.refusals and kind in PREPARED and not accept_refusals:
            raise RefusedError(_refused(files.name, tidy), tidy.refusals)
        return keep(store, tidy, kind=kind, file=files.name, sha256=digest, at=at, adds=adds)


def known_areas(store: Store) -> KnownAreas:
    """The areas that the loads so far have named."""
    loads = every_load(store)
    areas, names, successions = (
        pl.concat([empty(name), *(table(store, report.load, name) for report in loads)], how="diagonal_relaxed")
        for name in ("areas", "names", "successions")
    )
    return KnownAreas(areas.unique("code", keep="first", maintain_order=True), names, successions)


def _kind(files: Files, kind: str) -> str:
    if kind != "auto":
        return kind
    found = recognise(files)
    if found is None:
        raise InputError(
            f"{files.name}: not a file of a kind we know ({', '.join(KINDS)}). "
            "Describe it with: sectorled propose-mapping FILE, then load it as mapped."
        )
    return found


def _digest(files: Files, kind: str, mapping: Path | None) -> str:
    """The hash of what came in: contents, and names where there is more than one."""
    names = files.names()
    total = hashlib.sha256(kind.encode())
    for name in names:
        if len(names) > 1:
            total.update(name.encode())
        total.update(hashlib.sha256(files.read(name)).digest())
    if mapping:
        with Files.open(mapping) as described:
            total.update(described.read(described.names()[0]))
    return total.hexdigest()


def _refused(name: str, tidy: Tidy) -> str:
    lines = [str(refusal) for refusal in tidy.refusals[:SHOWN]]
    more = len(tidy.refusals) - len(lines)
    if more > 0:
        lines.append(f"... and {more} more.")
    rows = "row was" if len(tidy.refusals) == 1 else "rows were"
    last = "Nothing was loaded. Correct the rows, or load the others with --accept-refusals."
    return "\n".join([f"{name}: {len(tidy.refusals)} {rows} refused.", *lines, last])
