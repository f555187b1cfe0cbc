"""Parquet from anywhere, read by a process beside this one (`parquet_process`) that a broken file may end."""

import atexit
import io
import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import polars as pl

from sectorled.warehouse.tidy import InputError


class _Reader:
    """The process beside this one: started when it is first needed, and again after a file has ended it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._one_at_a_time = threading.Lock()

    def ask(self, name: str, place: Path) -> str | None:
        """What was wrong with a file, or an empty text; None where reading it ended the process."""
        with self._one_at_a_time:
            if self._process is None or self._process.poll() is not None:
                self.stop()
                self._process = self._started()
            asking, answering = self._process.stdin, self._process.stdout
            try:
                print(json.dumps({"name": name, "place": str(place)}), file=asking, flush=True)
                line = answering.readline() if answering else ""
            except BrokenPipeError:
                line = ""
            if line:
                return str(json.loads(line))
            self.stop()
            return None

    def stop(self) -> None:
        """End the process, if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    @staticmethod
    def _started() -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "sectorled.warehouse.parquet_process"]
        return subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )


_READER = _Reader()
atexit.register(_READER.stop)


def read_parquet(name: str, content: bytes) -> pl.DataFrame:
    """The cells: numbers as numbers, everything else as text; every failure is an InputError."""
    with tempfile.TemporaryDirectory(prefix="sectorled-") as folder:
        place = Path(folder) / "table.parquet"
        place.write_bytes(content)
        wrong = _READER.ask(name, place)
        if wrong is None:
            raise InputError(f"{name}: cannot be read (it is damaged). Fetch the file again.")
        if wrong:
            raise InputError(wrong)
        return pl.read_ipc(io.BytesIO(place.with_name("table.parquet.arrow").read_bytes()))
