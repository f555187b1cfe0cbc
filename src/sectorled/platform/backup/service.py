"""Back up and restore.  A restore fills an empty place or leaves it empty."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from sectorled.platform.backup import records
from sectorled.platform.backup.archive import Reader, Writer, reading, writing
from sectorled.warehouse.store import HALF_WRITTEN, Store, open_store
from sectorled.warehouse.tidy import InputError

MADE_AGAIN = frozenset({"pages", "downloads", "cache"})  # folders of files that the site makes again when missing
STAGE = ".restoring"  # where files lie until all of them are there
POINTERS = "published/"  # written last: until then no reader sees a release
_PIECE_BYTES = 1 << 20
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Place:
    """What is backed up, and where it is restored to."""

    files: Path
    warehouse: Store


def place() -> Place:
    """What the settings name."""
    return Place(Path(settings.FILES), open_store(settings.WAREHOUSE))


def back_up(path: Path, *, at: datetime, say: Say) -> None:
    """Write records, files and warehouse into one archive; the site may go on working meanwhile.

    Records are those of one moment.  Files are named by records and releases never change, so that what is added while
    they are copied is too much at worst, never too little.
    """
    here = place()
    with writing(path) as writer:
        say("Records ...")
        records.write(writer)
        say("Files ...")
        for name in _files_of(here.files):
            with (
                suppress(FileNotFoundError),  # it was removed meanwhile
                (here.files / name).open("rb") as file,
                writer.entry(f"files/{name}") as entry,
            ):
                while piece := file.read(_PIECE_BYTES):
                    entry.write(piece)
        say("Warehouse ...")
        _write_warehouse(here.warehouse, writer)
        facts = {"made": at.isoformat(), "software": version("sectorled"), "migrations": records.migrations()}
        writer.close(facts)


def restore(path: Path, *, say: Say) -> None:
    """Fill an empty place from an archive.  InputError, and an empty place as before, where that cannot be."""
    here = place()
    say("Checking the archive ...")
    with reading(path) as reader:
        records.check_fits(reader)
        _clear_stages(here)
        _check_empty(here)
        records.set_up()
        try:
            with transaction.atomic():
                say("Records ...")
                records.read(reader)
                say("Files ...")
                _stage_files(reader, here.files)
                say("Warehouse ...")
                _stage_warehouse(reader, here.warehouse)
                _unstage(here)
        except BaseException:
            _clear(here)
            raise
    cache.clear()


def _files_of(folder: Path) -> list[str]:
    found = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sorted(name for name in map(Path.as_posix, found) if _is_kept(name))


def _is_kept(name: str) -> bool:
    """Never what the site makes again: it believes what it made, so that none of it may come from an archive."""
    first = name.partition("/")[0]
    return first not in MADE_AGAIN and not first.startswith(".")


def _names_of(store: Store) -> list[str]:
    """The files of a warehouse; locks and half-written ones are left out."""
    start = f"{store.root}/"
    names = [str(info.path).removeprefix(start) for info in store.every_file("")]
    return [name for name in names if not name.startswith(".") and not HALF_WRITTEN.fullmatch(name.split("/")[-1])]


def _write_warehouse(store: Store, writer: Writer) -> None:
    for name in _names_of(store):
        with store.files.open_input_stream(store.path(name)) as stream, writer.entry(f"warehouse/{name}") as entry:
            while piece := stream.read(_PIECE_BYTES):
                entry.write(bytes(piece))


def _check_empty(here: Place) -> None:
    full = {
        "the database of records": not records.is_empty(),
        str(here.files): bool(_files_of(here.files)),
        here.warehouse.address: bool(_names_of(here.warehouse)),
    }
    if any(full.values()):
        named = " and ".join(name for name, is_full in full.items() if is_full)
        raise InputError(f"Not empty: {named}. An archive is restored into an empty place only. Nothing was changed.")


def _stage_files(reader: Reader, folder: Path) -> None:
    for name in filter(_is_kept, reader.names("files")):
        target = folder / STAGE / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with reader.open("files", name) as source, target.open("xb") as file:
            shutil.copyfileobj(source, file, _PIECE_BYTES)


def _stage_warehouse(reader: Reader, store: Store) -> None:
    """In a folder beside what readers see; in an object store, which cannot rename, at once but the pointers last."""
    stage = f"{STAGE}/" if store.is_folder else ""
    for name in sorted(reader.names("warehouse"), key=lambda name: (name.startswith(POINTERS), name)):
        with reader.open("warehouse", name) as source:
            store.write(f"{stage}{name}", source.read())


def _unstage(here: Place) -> None:
    """The last step before the records are committed: a rename for each folder."""
    roots = [here.files, Path(here.warehouse.root)] if here.warehouse.is_folder else [here.files]
    for root in roots:
        for staged in sorted((root / STAGE).glob("*"), key=lambda path: path.name == POINTERS.strip("/")):
            staged.rename(root / staged.name)
    _clear_stages(here)


def _clear(here: Place) -> None:
    """Everything that this restore put into a place that was empty."""
    _clear_stages(here)
    for child in here.files.glob("*"):
        if _is_kept(child.name):
            shutil.rmtree(child) if child.is_dir() else child.unlink()
    for name in _names_of(here.warehouse):
        here.warehouse.remove(name)


def _clear_stages(here: Place) -> None:
    shutil.rmtree(here.files / STAGE, ignore_errors=True)
    if here.warehouse.is_folder:
        shutil.rmtree(Path(here.warehouse.root) / STAGE, ignore_errors=True)
