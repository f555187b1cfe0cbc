"""A release written as a data package; observations go through in batches, so that no release is too large."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.package import write_package
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.tables import TABLES, empty


def pack(release: Release, folder: Path, *, form: str = "csv") -> None:
    """Write every table of the release into a folder that `load package` reads back to the same figures."""
    write_package(
        {name: _observations(release) if name == "observations" else release.table(name) for name in TABLES},
        folder,
        name=f"release-{release.id}",
        title=f"Release {release.id}",
        licence="see the licence of each metric",
        form=form,
    )


def _observations(release: Release) -> Iterator[pl.DataFrame]:
    stored = observations_of(release.store, release.id)
    yield empty("observations")
    for batch in stored.batches():
        yield as_frame(stored.of_metrics(batch, TABLES["observations"].columns))
