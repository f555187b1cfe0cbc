"""Set everything up and serve it: the fictional demonstration sector, or the real files in a folder."""

import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sectorled.briefing.brief import brief
from sectorled.briefing.comparators import comparators
from sectorled.briefing.headline import headline
from sectorled.briefing.material import gather
from sectorled.briefing.sentences import standing, sureness, travel
from sectorled.cli.output import say
from sectorled.demonstration.metrics import PUBLISHED, PUBLISHER
from sectorled.demonstration.package import write_package
from sectorled.demonstration.surveys.documents import survey_documents
from sectorled.demonstration.surveys.write import write_surveys
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.files import forms, save
from sectorled.warehouse.load import load
from sectorled.warehouse.queries.council import council_view
from sectorled.warehouse.queries.open import Release, open_release
from sectorled.warehouse.queries.series import series
from sectorled.warehouse.queries.shapes import MetricLine
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.sources import to_load
from sectorled.warehouse.store import Store, open_store
from sectorled.warehouse.tidy import InputError

EXAMPLE = "sectorled demo"
SHOWN = ("Amberfold", "fictional.household-recycling")  # the council and metric that the fictional sector opens with
T = TypeVar("T")
IN_REPORT = 4  # measures in the headline report
FORMS = {
    "brief": ("html", "pdf"),
    "headline-report": ("html", "pdf", "docx", "xlsx"),
    "perceptions-deck": ("pptx",),
    "perceptions-report": ("html", "pdf", "docx", "xlsx"),
}


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
    release = open_release(args.warehouse)
    area, line = _first(release, fictional=not args.data)
    print(_answer(release, area, line))  # noqa: T201 - the answer
    folder = Path(args.warehouse).parent / "reports" / release.id
    for path in _documents(release, area, line, folder, None if args.data else folder.parents[1] / "surveys"):
        print(path)  # noqa: T201 - the answer
    say(f"Release {release.id}, {time.monotonic() - began:.1f} seconds. Ask more: sectorled --help")
    return 0 if args.no_pages else _serve(args)


def _serve(args: Namespace) -> int:
    """The site, in a process of its own; it says itself what it does."""
    command = [sys.executable, "-m", "sectorled", "serve", "--demonstration", "--warehouse", str(args.warehouse)]
    command += ["--port", str(args.port), *(["--once"] if args.once else [])]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own command


def _fictional(store: Store) -> None:
    """Both releases of the fictional sector, so that there is something that changed."""
    with tempfile.TemporaryDirectory() as folder:
        for number in _with_progress(sorted(PUBLISHED), "Fictional sector, release {}"):
            day = datetime.combine(PUBLISHED[number], datetime.min.time(), UTC)
            write_package(Path(folder) / "package", release=number)
            if load(store, "package", Path(folder) / "package", at=day).new:
                publish(store, build(store, at=day).release, at=day)


def _real(store: Store, folder: Path) -> None:
    """Every file of a kind we know, then one release."""
    if not folder.is_dir():
        raise InputError(f"{folder}: is no folder. Give the folder with the publishers' files.")
    now = datetime.now(UTC)
    entries = to_load(folder)
    for path in (path for kind, path in entries if kind is None):
        say(f"{path.name}: not a file of figures that we know, so left.")
    known = {path.name: (kind, path) for kind, path in entries if kind is not None}
    if not known:
        raise InputError(f"{folder}: holds no file of a kind we know.")
    for name in _with_progress(list(known), "Loading {}"):
        kind, path = known[name]
        report = load(store, str(kind), path, at=now)
        if report.new:
            say(f"{name}: {report.rows_kept:,} observations kept, {report.rows_refused:,} rows refused.")
    say("Building the release.")
    publish(store, build(store, at=now).release, at=now)


def _with_progress(items: list[T], words: str) -> Iterator[T]:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=len(items))
        for item in items:
            progress.update(task, description=words.format(item))
            yield item
            progress.advance(task)


def _first(release: Release, *, fictional: bool) -> tuple[str, MetricLine]:
    """The council and the metric to begin with."""
    if fictional:
        return SHOWN[0], council_view(release, SHOWN[0], metrics=[SHOWN[1]]).lines[0]
    owners = release.table("groups")["owner"].drop_nulls().unique().to_list()
    areas = sorted((release.area_names[code], code) for code in owners) or sorted(
        (name, code) for code, name in release.area_names.items()
    )
    view = council_view(release, areas[0][1])
    told = [x for x in view.lines if x.standing.rank and x.standing.verdict] or view.lines
    best = next((x for x in told if x.metric in view.stands_out), told[0])
    return view.area, best


def _answer(release: Release, area: str, line: MetricLine) -> str:
    """The first answer: where the council stands, whether chance explains it, which way it goes, and the source."""
    group = release.group(line.group)
    among = comparators(group["kind"], group["label"])
    own = series(release, line.metric, area, group=line.group)
    told = [standing(line, among, name=line.standing.name), sureness(line, tests=1), travel(line, own)]
    words = " ".join(sentence.words for sentence in told if sentence.words)
    return f"{words}\nSource: {line.source}, {line.period_spoken}. Cite as {line.value_id}."


def _documents(release: Release, area: str, line: MetricLine, folder: Path, surveys: Path | None) -> list[Path]:
    """The brief and the headline report of this release, and slides and a report of the fictional survey; made once."""
    if folder.is_dir():
        return sorted(folder.iterdir())
    at = datetime.fromisoformat(release.manifest.built)
    publisher = PUBLISHER if surveys else "Made with sectorled"
    whole = gather(release, area)
    chosen = [line.metric, *(x.metric for x in whole.view.lines if x.standing.rank and x.metric != line.metric)]
    report = headline(gather(release, area, metrics=chosen[:IN_REPORT]), at=at, publisher=publisher)
    documents = {"brief": brief(whole, at=at, publisher=publisher).document, "headline-report": report.document}
    if surveys:
        write_surveys(surveys)
        documents |= survey_documents(surveys, at=at)
    files: dict[str, bytes] = {}
    for name, document in documents.items():
        for form in FORMS[name]:
            try:
                files |= forms(document, name, [form])
            except PublishingError as error:  # the library that makes PDF is not there; the rest is
                say(f"{name}.{form} was not made. {error}")
    under_way = folder.with_name(f".{folder.name}.part")  # so that an interrupted start makes them all again
    save(files, under_way)
    under_way.rename(folder)
    return sorted(folder.iterdir())
