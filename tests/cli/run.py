"""Run the command as a person would, in this process: exit code, standard output and standard error."""

import contextlib
import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sectorled.cli.__main__ import main
from tests.warehouse import small_package


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


def answered(warehouse: Path, *words: object) -> Any:
    """The answer as JSON; the command must succeed."""
    ran = sectorled(*words, "--format", "json", warehouse=warehouse)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def published(folder: Path, *options: str, **tables: str) -> Path:
    """A warehouse with the small package, some of its tables changed, loaded and published."""
    package, warehouse = small_package.write(folder / "package", **tables), folder / "warehouse"
    for words in (("load", "package", package, *options), ("publish",)):
        ran = sectorled(*words, warehouse=warehouse)
        assert ran.code == 0, ran.err
    return warehouse


def standing(answer: Any, area: str) -> Any:
    """The row of one area in the answer's only group."""
    (group,) = answer["groups"]
    (found,) = [row for row in group["areas"] if row["area"] == area]
    return found


def hashes(folder: Path) -> dict[Path, str]:
    """Every file of a warehouse with its SHA-256; the lock says who wrote last and is left out."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != ".writing"]
    return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def refused(warehouse: Path, package: Path, *said: str) -> None:
    """Loading the package ends with code 3 and a message that says all this, and changes no byte of the warehouse."""
    before = hashes(warehouse)

    ran = sectorled("load", "package", package, warehouse=warehouse)

    assert ran.code == 3, ran.err
    assert ran.out == ""
    assert [words for words in said if words not in ran.err] == [], ran.err
    assert hashes(warehouse) == before
