"""Start the site and its worker: the database brought up to date, static files collected, then pages at an address."""

import hashlib
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import httpx
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections

from sectorled.cli.output import say
from sectorled.councils.releases import release_read
from sectorled.councils.selectors import councils_of
from sectorled.councils.services import project_councils
from sectorled.demonstration.people import AMBERFOLD, PASSWORD, PEOPLE
from sectorled.people.models import User
from sectorled.stewardship.services.announcing import notice_publication
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.store import StoreError
from sectorled.warehouse.tidy import InputError

EXAMPLE = "sectorled serve --demonstration --once"
STARTS_WITHIN_SECONDS = 300  # on a machine that is busy with other things
NOTICE_SECONDS = 60


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `serve`."""
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer (default: 2)")
    parser.add_argument("--once", action="store_true", help="fetch home, a council and a measure, and stop")
    parser.add_argument("--demonstration", action="store_true", help="keep records and the secret beside the warehouse")


def run(args: Namespace) -> int:
    """Prepare, start, and either fetch three pages or stay until stopped."""
    signal.signal(signal.SIGTERM, _stopped)  # so that a service manager's stop ends what was started
    _prepare(demonstration=args.demonstration)
    address = f"http://{args.host}:{args.port}"
    with _running(args, address):
        if args.once:
            return _fetch(address)
        say(f"Open {address} in a browser. Stop with Ctrl-C.")
        _wait()
    return 0


def _prepare(*, demonstration: bool) -> None:
    """The database brought up to date, the councils of the release as rows, static files where they are served."""
    settings.FILES.mkdir(parents=True, exist_ok=True)
    say("Bringing the database up to date.")
    call_command("migrate", verbosity=0)
    release = release_read()
    project_councils(release=release)
    if demonstration and AMBERFOLD in release.area_names:
        _people(release)
    if not settings.FRONTEND.is_dir():
        raise InputError(f"{settings.FRONTEND}: the front end was not built. Run: npm ci && npm run build.")
    _collect()


def _people(release: Release) -> None:
    """Those who sign in to the demonstration; what makes their records takes seconds to import: by name, at first."""
    addresses = [email for email, *_ in PEOPLE]
    if not User.objects.filter(email=addresses[0]).exists():
        import_module("sectorled.demonstration.records").make_records(at=datetime.now(UTC), release=release)
    say(f"Sign in as one of these, with the password {PASSWORD}: {', '.join(addresses)}.")


def _collect() -> None:
    """Static files where they are served; hashing and packing them takes seconds, so only where one has changed."""
    files = [(name, Path(where.path(name)).stat()) for finder in get_finders() for name, where in finder.list([])]
    told = repr(sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in files))
    note = settings.STATIC_ROOT / ".collected"
    digest = hashlib.sha256(told.encode()).hexdigest()
    if not note.exists() or note.read_text() != digest:
        say("Collecting static files.")
        call_command("collectstatic", verbosity=0, interactive=False)
        note.write_text(digest)


@contextmanager
def _running(args: Namespace, address: str) -> Iterator[None]:
    """The server and, once it answers, the worker, while the block runs; both are stopped after it."""
    server = [sys.executable, "-m", "gunicorn", "sectorled.site.wsgi", "--bind", f"{args.host}:{args.port}"]
    server += ["--workers", str(args.workers), "--log-level", "warning", "--max-requests", "20000", "--timeout", "120"]
    worker = [sys.executable, "-m", "django", "db_worker", "--interval", "1", "-v", "0"]
    started = [subprocess.Popen(server)]  # noqa: S603 - our own command
    try:
        _answers(started[0], address)
        started.append(subprocess.Popen(worker))  # noqa: S603 - our own command
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


def _answers(server: "subprocess.Popen[bytes]", address: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            httpx.get(f"{address}/health/", timeout=5).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise InputError(f"The site did not start at {address}. Is the port taken? Choose another with --port.")


def _fetch(address: str) -> int:
    """Home, the first council and its first measure: address, status and time of each; 1 where one did not come."""
    release = release_read()
    council = councils_of(release)[0].code
    metric = release.cube_of_areas([council]).metrics[0]
    failed = False
    for path in ("/", f"/councils/{council}/", f"/measures/{metric}/?council={council}"):
        began = time.perf_counter()
        status = _status(address + path)
        print(f"{address}{path} {status or 'no answer'} {time.perf_counter() - began:.2f} s")  # noqa: T201 - the answer
        failed |= status != httpx.codes.OK
    return 1 if failed else 0


def _status(url: str) -> int:
    """How the page was answered; 0 where it was not."""
    try:
        return httpx.get(url, timeout=60).status_code
    except httpx.HTTPError:
        return 0


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


def _wait() -> None:
    """Stay; see every minute whether a release was published at the command line, and tell people of it."""
    while True:
        try:
            notice_publication(at=datetime.now(UTC))
        except (InputError, StoreError, OSError, DatabaseError) as error:  # it may be there again in a minute
            say(f"Whether a release was published could not be seen: {error}")
        close_old_connections()
        time.sleep(NOTICE_SECONDS)
