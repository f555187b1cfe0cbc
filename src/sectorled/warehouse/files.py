"""Files as publishers hand them over: a path, a folder, a zip, a gz or an https address, as named readable members.

Nothing is unpacked to disk.  Sizes, ratios and names are checked before anything is read, so that a hostile archive
costs a message and not the machine.
"""

import gzip
import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import BinaryIO, Self

from sectorled.warehouse.download import Download, download
from sectorled.warehouse.progress import Progress, unseen
from sectorled.warehouse.tidy import InputError

_CHUNK = 1 << 20
_LONGEST_NAME = 255
_PACKED = (".zip", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz")
_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENT_MARKS = {"[Content_Types].xml", "mimetype"}  # what makes a zip a spreadsheet and not an archive
# what the libraries raise on damaged archives, whatever they document
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one collection may hold: members, bytes once unpacked, how many times smaller it may have been packed."""

    members: int = 10_000
    total_bytes: int = 1 << 30
    ratio: int = 200
    ratio_from_bytes: int = 1 << 24
    download: Download = field(default_factory=Download)


class Files:
    """Named members that can be read; `with Files.open(place) as files`.  Every failure is an InputError."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self._limits = limits
        self._members: dict[str, Callable[[], bytes]] = {}
        self._sizes: dict[str, int] = {}
        self._streams = ExitStack()
        self._told: Progress = unseen
        self._begun: set[str] = set()

    @classmethod
    def open(cls, place: str | Path, limits: Limits | None = None) -> Self:
        """Open a path or address.  A gz loses its ending; the members of a zip in a folder are named `a.zip/member`."""
        files = cls(str(place).rstrip("/").rpartition("/")[2] or str(place), limits or Limits())
        try:
            files._fill(place)
        except BaseException:
            files._streams.close()
            raise
        return files

    def _fill(self, place: str | Path) -> None:
        if "://" in str(place):
            self.name, content = download(str(place), self._limits.download)
            self._add(self.name, io.BytesIO(content), len(content))
            return
        path = Path(place)
        try:
            if path.is_dir():
                self._add_folder(path)
            else:
                self._add_path(path.name, path)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(f"{place}: cannot be read ({reason}). Check the name and your permission.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._streams.close()

    def names(self) -> list[str]:
        """The members in alphabetical order, with forward slashes."""
        return sorted(self._members)

    def tell(self, progress: Progress) -> None:
        """Tell, from now on, how many members were read before the one that is asked for."""
        self._told, self._begun = progress, set()

    def read(self, name: str) -> bytes:
        """The whole content of one member, unpacked."""
        if name not in self._members:
            raise InputError(
                f"{self.name}: there is no {name} in it. It holds: {', '.join(self.names()[:20]) or 'nothing'}."
            )
        if name not in self._begun:
            self._told("reading files", len(self._begun), len(self._members))
            self._begun.add(name)
        try:
            return self._members[name]()
        except BROKEN_ARCHIVE as error:
            raise InputError(f"{name}: cannot be unpacked ({error}). Fetch the file again.") from error

    def _add_folder(self, folder: Path) -> None:
        for path in folder.rglob("*"):
            relative = path.relative_to(folder)
            if any(part.startswith(".") for part in relative.parts) or (path.is_dir() and not path.is_symlink()):
                continue
            if path.is_symlink():
                raise InputError(f"{relative}: is a link to elsewhere. Put the file itself into the folder.")
            self._add_path(relative.as_posix(), path)

    def _add_path(self, name: str, path: Path) -> None:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{name}: is not a file. Name a file, a folder or an https address.")
        with path.open("rb") as stream:
            head = stream.read(4)
        if head in _ZIP or head.startswith(_GZIP):
            self._add(name, self._streams.enter_context(path.open("rb")), status.st_size)
        else:
            self._member(name, status.st_size, path.read_bytes)

    def _add(self, name: str, stream: BinaryIO, size: int) -> None:
        """A gz, a zip or a plain stream of known size, by its first bytes."""
        head = stream.read(4)
        stream.seek(0)
        if head.startswith(_GZIP):
            plain = name.removesuffix(".gz")
            self._member(plain, 0, partial(self._gunzip, plain, stream))
        elif head in _ZIP and not name.lower().endswith((".xlsx", ".xlsm", ".ods")):
            self._add_archive(name, stream, size)
        else:
            self._member(name, size, partial(_whole, stream))

    def _add_archive(self, name: str, stream: BinaryIO, size: int) -> None:
        try:
            archive = zipfile.ZipFile(stream)
        except BROKEN_ARCHIVE as error:
            raise InputError(f"{name}: is not a whole zip file ({error}). Fetch it again.") from error
        infos = check_archive(archive, name, self._limits)
        if _DOCUMENT_MARKS & {info.filename for info in infos}:
            self._member(name, size, partial(_whole, stream))
            return
        self._streams.enter_context(archive)
        prefix = "" if name == self.name else f"{name}/"
        for info in infos:
            if info.filename.lower().endswith(_PACKED):
                raise InputError(f"{name}: {info.filename} is an archive inside an archive. Unpack it first.")
            self._member(f"{prefix}{info.filename}", info.file_size, partial(archive.read, info))

    def _member(self, name: str, size: int, read: Callable[[], bytes]) -> None:
        if name in self._members:
            raise InputError(f"{self.name}: holds {name} twice. Keep one of them.")
        self._members[name], self._sizes[name] = read, size
        _within(self.name, len(self._members), sum(self._sizes.values()) if size else 0, self._limits)

    def _gunzip(self, name: str, stream: BinaryIO) -> bytes:
        stream.seek(0)
        rest = self._limits.total_bytes - sum(size for other, size in self._sizes.items() if other != name)
        content = gunzip(stream, rest, self._limits, name)
        self._sizes[name] = len(content)
        return content


def _whole(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return stream.read()


def _within(name: str, members: int, total: int, limits: Limits) -> None:
    if members > limits.members:
        raise InputError(f"{name}: holds more than {limits.members:,} files. Load a smaller part of it.")
    if total > limits.total_bytes:
        raise InputError(f"{name}: unpacks to more than {limits.total_bytes >> 20:,} MiB. Load a smaller part of it.")


def gunzip(stream: BinaryIO, most: int, limits: Limits, name: str) -> bytes:
    """Unpack a gz, stopping at `most` bytes or at a ratio that only a bomb has."""
    parts: list[bytes] = []
    unpacked = 0
    with gzip.GzipFile(fileobj=stream) as packed:
        while part := packed.read(_CHUNK):
            unpacked += len(part)
            parts.append(part)
            if unpacked > most or (unpacked > limits.ratio_from_bytes and unpacked > stream.tell() * limits.ratio):
                raise InputError(f"{name}: unpacks to more than is allowed. Load a smaller part of it.")
    return b"".join(parts)


def check_archive(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """The members of a zip that may be read; InputError where a name climbs out or a size or ratio is too large."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    for info in infos:
        _check_name(name, info)
        if info.flag_bits & 1:
            raise InputError(f"{name}: {info.filename} has a password. Save it without one.")
        if info.file_size > max(limits.ratio_from_bytes, info.compress_size * limits.ratio):
            raise InputError(f"{name}: {info.filename} unpacks to more than is allowed. Load a smaller part of it.")
    _within(name, len(infos), sum(info.file_size for info in infos), limits)
    return infos


def _check_name(name: str, info: zipfile.ZipInfo) -> None:
    path = PurePosixPath(info.filename)
    climbs = path.is_absolute() or ".." in path.parts or "\\" in info.orig_filename or ":" in info.filename
    if climbs or not info.filename.isprintable() or len(info.filename) > _LONGEST_NAME:
        raise InputError(f"{name}: the member {info.filename[:80]!r} does not stay inside. Pack the files anew.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise InputError(f"{name}: {info.filename} is a link to elsewhere. Pack the file itself.")
