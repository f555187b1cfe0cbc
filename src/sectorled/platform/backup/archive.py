"""The archive: a zip whose last entry lists every other with its size and hash.  What is read is taken for hostile."""

import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sectorled.warehouse.tidy import InputError

MANIFEST = "manifest.json"
FORMAT = 1
PARTS = ("records", "files", "warehouse")
_NAME = re.compile(r"(records|files|warehouse)(/[^/\\\x00-\x1f]+)+")
_MANIFEST_BYTES = 256 * 1024 * 1024
_PIECE_BYTES = 1 << 20
_REMEDY = "Nothing was restored. Use another archive."


class Writer:
    """Adds entries one after the other, and the manifest at the end."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries: dict[str, dict[str, Any]] = {}

    @contextmanager
    def entry(self, name: str) -> Iterator["HashedEntry"]:
        """An entry to write to."""
        with self._archive.open(name, "w", force_zip64=True) as stream:
            hashed = HashedEntry(stream)
            yield hashed
        self._entries[name] = {"bytes": hashed.size, "sha256": hashed.digest.hexdigest()}

    def close(self, facts: dict[str, Any]) -> None:
        """Write the manifest: the facts given, and every entry."""
        told = {"format": FORMAT} | facts | {"entries": self._entries}
        self._archive.writestr(MANIFEST, json.dumps(told, indent=1, sort_keys=True))


class HashedEntry:
    """Counts and hashes what goes through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.size, self.digest = stream, 0, hashlib.sha256()

    def write(self, piece: bytes) -> None:
        """Bytes of the entry."""
        self._stream.write(piece)
        self.size += len(piece)
        self.digest.update(piece)


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A new archive for the owner's eyes only; it has its name once it is whole.  InputError where there is one."""
    if path.exists():
        raise InputError(f"{path} is there already. Choose another name: a backup is never written over.")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with (
            os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ):
            yield Writer(archive)
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)


class Reader:
    """An archive whose every entry was checked against the manifest before the first is used."""

    def __init__(self, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
        self._archive, self.manifest = archive, manifest

    def names(self, part: str) -> list[str]:
        """The entries of a part, without its name, in order."""
        start = f"{part}/"
        return sorted(name.removeprefix(start) for name in self.manifest["entries"] if name.startswith(start))

    def open(self, part: str, name: str) -> IO[bytes]:
        """The bytes of an entry."""
        return self._archive.open(f"{part}/{name}")


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open an archive and check it whole; InputError, before anything is written, where it is damaged or hostile."""
    with path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
            manifest = _manifest(archive, path)
            _check_names(archive, manifest["entries"], path)
            for name, told in manifest["entries"].items():
                _check_content(archive, name, told, path)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise InputError(f"{path} is no archive of ours, or it is damaged ({error}). {_REMEDY}") from error
        yield Reader(archive, manifest)


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    if MANIFEST not in archive.namelist() or archive.getinfo(MANIFEST).file_size > _MANIFEST_BYTES:
        raise InputError(f"{path} has no list of what is in it: it is no backup, or was not finished. {_REMEDY}")
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        sound = manifest["format"] == FORMAT and all(
            isinstance(told["bytes"], int) and isinstance(told["sha256"], str) for told in manifest["entries"].values()
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: the list of what is in it cannot be read. {_REMEDY}") from error
    if not sound:
        raise InputError(f"{path} was made by another version of this software. Restore it with that version.")
    return manifest


def _check_names(archive: zipfile.ZipFile, entries: dict[str, Any], path: Path) -> None:
    """Each entry once, all of them listed, none outside its folder."""
    names = [name for name in archive.namelist() if name != MANIFEST]
    if len(names) != len(set(names)) or set(names) != set(entries):
        raise InputError(f"{path} holds other entries than its list says: it was changed. {_REMEDY}")
    for name in names:
        if not _NAME.fullmatch(name) or {".", ".."} & set(name.split("/")):
            raise InputError(f"{path} holds an entry that leads out of its folder ({name[:80]!r}). {_REMEDY}")


def _check_content(archive: zipfile.ZipFile, name: str, told: dict[str, Any], path: Path) -> None:
    """The size and the hash that the list says; no more than that is unpacked."""
    size, digest = 0, hashlib.sha256()
    if archive.getinfo(name).file_size == told["bytes"]:
        with archive.open(name) as stream:
            while piece := stream.read(_PIECE_BYTES):
                size += len(piece)
                digest.update(piece)
    if size != told["bytes"] or digest.hexdigest() != told["sha256"]:
        raise InputError(f"{path}: {name} is not what was backed up. {_REMEDY}")
