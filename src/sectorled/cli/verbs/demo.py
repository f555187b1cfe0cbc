"""Set everything up and serve it: the fictional demonstration sector, or the real files in a folder."""

import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from sectorled.cli.output import say
from sectorled.cli.progress import progress
from sectorled.cli.verbs.demo_parts import ANSWER
from sectorled.demonstration.metrics import PUBLISHED
from sectorled.demonstration.package import write_package
from sectorled.warehouse.load import load
from sectorled.warehouse.queries.open import open_release
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish, published
from sectorled.warehouse.sources import to_load
from sectorled.warehouse.store import Store, open_store
from sectorled.warehouse.tidy import InputError

EXAMPLE = "sectorled demo"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `demo`."""
    parser.add_argument("--data", type=Path, help="a folder with real files (default: the fictional sector)")
    parser.add_argument("--once", action="store_true", help="fetch three pages, print how long they took, and stop")
    parser.add_argument("--no-pages", action="store_true", help="stop after the first answer and its documents")
    parser.add_argument("--port", type=int, default=8000, help="where to serve (default: 8000)")


def run(args: Namespace) -> int:
    """Load and publish; print the first answer with its source, and where the brief and the report lie."""
    began = time.monotonic()
    store = open_store(args.warehouse)
    if args.data:
        _real(store, args.data)
    else:
        _fictional(store)
    release = published(store)
    folder = Path(args.warehouse).parent / "reports" / release
    _opened(args, folder)
    print((folder / ANSWER).read_text("utf-8"), end="")  # noqa: T201 - the answer
    for path in sorted(path for path in folder.iterdir() if path.name != ANSWER):
        print(path)  # noqa: T201 - the answer
    say(f"Release {release}, {time.monotonic() - began:.1f} seconds. Ask more: sectorled --help")
    return 0 if args.no_pages else _serve(args)


def _opened(args: Namespace, folder: Path) -> None:
    """The answer and the documents, made once; what draws them takes seconds to import, so it is called by name."""
    if (folder / ANSWER).is_file():
        return
    surveys = None if args.data else folder.parents[1] / "surveys"
    opening = import_module("sectorled.cli.verbs.demo_parts.opening")
    with progress("Writing the brief and the reports") as told:
        opening.write_opening(open_release(args.warehouse), folder, surveys=surveys, progress=told)


def _serve(args: Namespace) -> int:
    """The site, in a process of its own; it says itself what it does."""
    command = [sys.executable, "-m", "sectorled", "serve", "--demonstration", "--warehouse", str(args.warehouse)]
    command += ["--port", str(args.port), *(["--once"] if args.once else [])]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own command


def _fictional(store: Store) -> None:
    """Both releases of the fictional sector, so that there is something that changed."""
    with tempfile.TemporaryDirectory() as folder:
        for number, day in sorted(PUBLISHED.items()):
            with progress(f"Fictional sector, release {number} of {len(PUBLISHED)}") as told:
                at = datetime.combine(day, datetime.min.time(), UTC)
                write_package(Path(folder) / "package", release=number)
                if load(store, "package", Path(folder) / "package", at=at, progress=told).new:
                    publish(store, build(store, at=at, progress=told).release, at=at, progress=told)


def _real(store: Store, folder: Path) -> None:
    """Every file of a kind we know, then one release."""
    if not folder.is_dir():
        raise InputError(f"{folder}: is no folder. Give the folder with the publishers' files.")
    now = datetime.now(UTC)
    entries = to_load(folder)
    for path in (path for kind, path in entries if kind is None):
        say(f"{path.name}: not a file of figures that we know, so left.")
    known = [(kind, path) for kind, path in entries if kind is not None]
    if not known:
        raise InputError(f"{folder}: holds no file of a kind we know.")
    for number, (kind, path) in enumerate(known, 1):
        with progress(f"Loading {path.name}, {number} of {len(known)}") as told:
            report = load(store, kind, path, at=now, progress=told)
        if report.new:
            say(f"{path.name}: {report.rows_kept:,} observations kept, {report.rows_refused:,} rows refused.")
    say("Building the release.")
    with progress("Building the release") as told:
        publish(store, build(store, at=now, progress=told).release, at=now, progress=told)
