"""Where releases lie: a folder or an object store, behind the same few verbs.

A file appears whole or not at all: in a folder it is written beside its place, flushed and renamed; an object store
puts objects atomically by itself.  What belongs together is made visible by writing its manifest last.
"""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pyarrow as pa
from pyarrow import fs

HALF_WRITTEN = re.compile(r"\..+\.\d+")  # the name of a file until it is whole: .NAME.PROCESS
_LOCK = ".writing"
_LONGEST_WAIT_SECONDS = 600.0  # longer than any load, build or publication takes
_POLL_SECONDS = 0.05


class StoreError(Exception):
    """The store cannot be reached or used; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Store:
    """A root in a file system.  Names are relative to it, with forward slashes."""

    address: str
    files: fs.FileSystem = field(repr=False, compare=False)
    root: str = field(repr=False, compare=False)

    @property
    def is_folder(self) -> bool:
        """Whether this is a folder on this machine."""
        return isinstance(self.files, fs.LocalFileSystem)

    def path(self, name: str) -> str:
        """The full path of `name` in the file system; of the root where the name is blank."""
        return f"{self.root}/{name}" if name else self.root

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return bool(self.files.get_file_info(self.path(name)).type == fs.FileType.File)

    def read(self, name: str) -> bytes:
        """The bytes of a file; FileNotFoundError where there is none."""
        with self.files.open_input_file(self.path(name)) as stream:
            return bytes(stream.read())

    def write(self, name: str, content: bytes) -> None:
        """Write a file atomically: readers see the old content or the new, after a power cut as well."""
        if not self.is_folder:
            with self.files.open_output_stream(self.path(name)) as stream:
                stream.write(content)
            return
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
        _flush_folder(target.parent)

    def names(self, folder: str) -> list[str]:
        """The files directly in a folder by name, sorted; none where there is no such folder."""
        return [i.base_name for i in self._listed(folder) if i.is_file and not i.base_name.startswith(".")]

    def folders(self, name: str) -> list[str]:
        """The names of the folders directly under `name`, sorted."""
        return [i.base_name for i in self._listed(name) if i.type == fs.FileType.Directory]

    def every_file(self, folder: str) -> list[fs.FileInfo]:
        """Every file under a folder, at any depth, half-written ones included."""
        return [info for info in self._listed(folder, recursive=True) if info.is_file]

    def remove(self, name: str) -> None:
        """Remove a file, or a folder and everything in it."""
        if self.exists(name):
            self.files.delete_file(self.path(name))
        else:
            self.files.delete_dir(self.path(name))

    def _listed(self, folder: str, *, recursive: bool = False) -> list[fs.FileInfo]:
        selector = fs.FileSelector(self.path(folder), allow_not_found=True, recursive=recursive)
        return sorted(self.files.get_file_info(selector), key=lambda info: str(info.path))

    @contextmanager
    def writing(self, what: str, *, wait_seconds: float = _LONGEST_WAIT_SECONDS) -> Iterator[None]:
        """Be the only writer: a second one waits its turn, readers never do.

        In a folder this is a lock on a file that names its owner; the system lets go of it when the owner dies, however
        it dies.  Object stores have no locks: there nothing is ever overwritten with other content (names follow from
        what went in, publications are separate objects), so that two writers at once cost work but no harm.
        """
        if not self.is_folder:
            yield
            return
        path = Path(self.path(_LOCK))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+") as lock:
            _wait_for(lock, wait_seconds)
            lock.truncate(0)
            lock.write(f"{what} by process {os.getpid()} on {os.uname().nodename}")
            lock.flush()
            yield


def _wait_for(lock: IO[str], seconds: float) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                lock.seek(0)
                raise StoreError(f"The warehouse is in use ({lock.read()}). Try again when that is done.") from None
            time.sleep(_POLL_SECONDS)
        else:
            return


def _flush_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_store(address: str) -> Store:
    """Open a folder, or a bucket and prefix such as `s3://bucket/prefix?endpoint_override=...`."""
    try:
        if "://" in address:
            files, root = fs.FileSystem.from_uri(address)
        else:
            files, root = fs.LocalFileSystem(), str(Path(address).absolute())
    except (pa.ArrowInvalid, OSError) as error:
        raise StoreError(
            f"{address}: cannot be used as a warehouse ({error}). Give a folder or an s3:// address."
        ) from error
    return Store(address if "://" in address else root, files, root.rstrip("/"))
