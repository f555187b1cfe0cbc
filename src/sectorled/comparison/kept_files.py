"""Large files of a release: made once, kept on disk, whole or not at all."""

import shutil
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pyarrow.parquet as pq
from django.conf import settings

from sectorled.comparison.selectors.beside import records_version
from sectorled.comparison.selectors.downloads import rows_of_release, rows_of_standings
from sectorled.platform.entity_tags import entity_tag
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.packing import pack
from sectorled.warehouse.sweep import sweep

ROWS_IN_GROUP = 100_000  # of a Parquet file: what a reader holds in memory at once


def package_file(release: Release) -> Path:
    """The release as a data package in a zip; `sectorled load package` reads it back to the same figures."""
    return _kept(release, "package", "zip", lambda path: _zip_package(release, path))


def observations_file(release: Release) -> Path:
    """Every figure of the release with all that belongs to it, what councils say now included."""
    return _kept(release, "observations", f"{files_version()}.parquet", lambda path: _write_observations(release, path))


def standings_file(release: Release) -> Path:
    """Where every figure of the release stands among the councils of each scheme; this takes minutes to make."""
    return _kept(release, "standings", f"{files_version()}.parquet", lambda path: _write_standings(release, path))


def standings_kept(release: Release) -> Path | None:
    """The same where it was made already."""
    path = _place(release, "standings", f"{files_version()}.parquet")
    return path if path.exists() else None


def files_version() -> str:
    """What changes with the replies that stand beside figures, and with the software."""
    return entity_tag(records_version()).strip('"')


def _place(release: Release, name: str, ending: str) -> Path:
    folder: Path = settings.FILES / "downloads" / release.id
    return folder / f"{name}.{ending}"


def _kept(release: Release, name: str, ending: str, make: Callable[[Path], None]) -> Path:
    """The file, made where it is not there; earlier versions of it go."""
    wanted = _place(release, name, ending)
    folder = wanted.parent
    if wanted.exists():
        return wanted
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{name}.", dir=folder) as under_way:
        part = Path(under_way) / wanted.name
        make(part)
        earlier = [path for path in folder.glob(f"{name}.*") if path != wanted]
        part.replace(wanted)
    for path in earlier:
        path.unlink(missing_ok=True)  # a reader who has it open keeps it
    return wanted


def _zip_package(release: Release, path: Path) -> None:
    """Without the times of the day in it, so that the same release gives the same bytes."""
    folder = path.with_suffix("")
    pack(release, folder)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        for file in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(f"release-{release.id}/{file.name}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            with file.open("rb") as source, zipped.open(entry, "w") as target:
                shutil.copyfileobj(source, target)
            file.unlink()


def _write_observations(release: Release, path: Path) -> None:
    _write(rows_of_release(release), path)


def _write_standings(release: Release, path: Path) -> None:
    folder = path.with_suffix("")
    sweep(release.store.address, str(folder), release=release.id)
    swept = (pl.read_parquet(file) for file in sorted(folder.glob("standings/*/*.parquet")))
    words = (part.with_columns(pl.col(pl.Enum).cast(pl.String)) for part in swept)
    _write(rows_of_standings(release, words), path)


def _write(parts: Iterator[pl.DataFrame], path: Path) -> None:
    """A Parquet file of parts of which only one is in memory at once."""
    tables = (part.to_arrow() for part in parts)
    first = next(tables)
    with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
        for table in chain([first], tables):
            writer.write_table(table, ROWS_IN_GROUP)
