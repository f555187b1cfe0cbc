"""Run the command as a person would, in this process: exit code, standard output and standard error."""

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

from sectorled.cli.__main__ import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def sectorled(*words: object, warehouse: Path | None = None) -> Ran:
    """`sectorled WORDS --warehouse WAREHOUSE`."""
    out, err = io.StringIO(), io.StringIO()
    place = [] if warehouse is None else ["--warehouse", str(warehouse)]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main([str(word) for word in words] + place)
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Ran(code, out.getvalue(), err.getvalue())
