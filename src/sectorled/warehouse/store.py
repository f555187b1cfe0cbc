"""Where releases lie: a folder or an object store, behind the same few verbs.

A file appears whole or not at all: in a folder it is written beside its place, flushed and renamed; an object store puts
objects atomically by itself.  What belongs together is made visible by writing its manifest last.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import fs


class StoreError(Exception):
    """The store cannot be reached or used; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Store:
    """A root in a file system.  Paths are relative to it, with forward slashes."""

    files: fs.FileSystem
    root: str

    @property
    def is_folder(self) -> bool:
        """Whether this is a folder on this machine."""
        return isinstance(self.files, fs.LocalFileSystem)

    def path(self, name: str) -> str:
        """The full path of `name` in the file system."""
        return f"{self.root}/{name}"

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return bool(self.files.get_file_info(self.path(name)).type == fs.FileType.File)

    def read(self, name: str) -> bytes:
        """The bytes of a file; FileNotFoundError where there is none."""
        with self.files.open_input_file(self.path(name)) as stream:
            return bytes(stream.read())

    def write(self, name: str, content: bytes) -> None:
        """Write a file atomically: readers see the old content or the new."""
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

    def folders(self, name: str) -> list[str]:
        """The names of the folders directly under `name`, sorted."""
        selector = fs.FileSelector(self.path(name), allow_not_found=True)
        found = self.files.get_file_info(selector)
        return sorted(info.base_name for info in found if info.type == fs.FileType.Directory)

    def remove(self, name: str) -> None:
        """Remove a folder and everything in it."""
        self.files.delete_dir(self.path(name))


def open_store(address: str) -> Store:
    """Open a folder, or a bucket and prefix such as `s3://bucket/prefix?endpoint_override=...`."""
    try:
        if "://" in address:
            files, root = fs.FileSystem.from_uri(address)
        else:
            files, root = fs.LocalFileSystem(), str(Path(address).absolute())
    except (pa.ArrowInvalid, OSError) as error:
        raise StoreError(f"{address}: cannot be used as a warehouse ({error}). Give a folder or an s3:// address.") from error
    return Store(files, root.rstrip("/"))
