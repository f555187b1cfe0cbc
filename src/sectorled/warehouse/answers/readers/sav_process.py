"""Reads an SPSS file in a process of its own: a broken file can bring the C library down, and takes nothing with it.

Run with the file's place; the answer on standard output is a line of JSON, then the cells as Arrow.  Memory
and processor time are limited, so that a few kilobytes cannot claim the machine.
"""

import io
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat

from sectorled.warehouse.tidy import InputError

MAX_CELLS = 2_000_000_000
_MEMORY_BYTES, _TIMES_SIZE = 4 << 30, 100  # of memory: for the libraries, and for each byte of the file
_CPU_SECONDS, _BYTES_A_SECOND = 60, 100_000
_AGAIN = "Save it anew in SPSS or PSPP, or export it as CSV with a codebook."
_METADATA = (
    "file_label",
    "column_names",
    "column_labels",
    "variable_value_labels",
    "missing_ranges",
    "variable_measure",
    "original_variable_types",
    "mr_sets",
)


def read_sav(name: str, content: bytes) -> tuple[pl.DataFrame, dict[str, Any]]:
    """The cells (numbers, dates as seconds since 1582, texts) and the metadata; every failure is an InputError."""
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-m", "sectorled.warehouse.answers.readers.sav_process", file.name]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own module
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2] if done.returncode == 1 else ""
        raise InputError(f"{name}: cannot be read as an SPSS file ({why[:200] or 'it is damaged'}). {_AGAIN}")
    about, _, cells = done.stdout.partition(b"\n")
    return pl.read_ipc_stream(io.BytesIO(cells)), json.loads(about)


def parsed(place: str) -> bytes:
    """What the process answers of a file."""
    about = pyreadstat.read_sav(place, metadataonly=True, user_missing=True, output_format="polars")[1]
    if (about.number_rows or 0) * (about.number_columns or 0) > MAX_CELLS:
        raise ValueError(f"it claims {about.number_rows:,} respondents of {about.number_columns:,} variables")
    options: dict[str, Any] = {"disable_datetime_conversion": True, "output_format": "polars"}
    frame, meta = pyreadstat.read_sav(place, user_missing=True, **options)
    found = {field: getattr(meta, field) for field in _METADATA}
    found["variable_value_labels"] = {  # codes that are numbers cannot be keys of JSON
        column: list(labels.items()) for column, labels in found["variable_value_labels"].items()
    }
    cells = io.BytesIO()
    frame.write_ipc_stream(cells)
    return json.dumps(found).encode() + b"\n" + cells.getvalue()


def main(place: str) -> int:
    """Write the answer, or the reason why there is none."""
    size = Path(place).stat().st_size if Path(place).exists() else 0
    limits = {
        resource.RLIMIT_AS: _MEMORY_BYTES + _TIMES_SIZE * size,
        resource.RLIMIT_CPU: _CPU_SECONDS + size // _BYTES_A_SECOND,
    }
    for limit, most in limits.items():
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hard < 0 else min(most, hard), hard))
    try:
        answer = parsed(place)
    except Exception as error:
        print(error or type(error).__name__, file=sys.stderr)  # noqa: T201 - the parent reads it
        return 1
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
