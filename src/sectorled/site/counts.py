"""What limits count: a cache in files that forgets what has ended, and nothing else."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

SWEPT = ".swept"
SWEEP_SECONDS = 60


class Counts(FileBasedCache):
    """Never full: Django's own drops entries by chance, so that a caller could push out what is counted of another."""

    _dir: str  # this and what follows is Django's, and missing in its stubs
    _key_to_file: Callable[..., str]
    _list_cache_files: Callable[[], list[str]]
    _is_expired: Callable[[IO[bytes]], bool]
    _write_content: Callable[..., None]

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Add a key that is not there: of several who do so at the same moment one."""
        if self.has_key(key, version):
            return False
        with NamedTemporaryFile(dir=self._dir) as file:
            self._write_content(file, timeout, value)
            file.flush()
            try:
                os.link(file.name, self._key_to_file(key, version))
            except FileExistsError:
                return False
        return True

    def _cull(self) -> None:
        """Once a minute, remove what has ended."""
        mark = Path(self._dir, SWEPT)
        if mark.exists() and time.time() - mark.stat().st_mtime < SWEEP_SECONDS:
            return
        mark.touch()
        for name in self._list_cache_files():
            try:
                with Path(name).open("rb") as file:
                    self._is_expired(file)
            except FileNotFoundError:  # another process was faster
                continue
