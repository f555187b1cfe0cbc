"""Fetch every council's and every measure's page of the published release once, so that readers find them made."""

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx

from sectorled.cli.output import say
from sectorled.cli.progress import progress
from sectorled.warehouse.queries.open import Release, exists, open_release
from sectorled.warehouse.release.groups import councils

EXAMPLE = "sectorled warm http://127.0.0.1:8000"
SHOWN = 10  # pages that failed, by name


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `warm`."""
    parser.add_argument("address", help="where the site answers")
    parser.add_argument("--at-once", type=int, default=2, help="pages asked for at once (default: 2)")


def run(args: Namespace) -> int:
    """Fetch; code 1 where a page did not answer, each named."""
    paths = list(pages(open_release(args.warehouse)))
    began = time.monotonic()
    with httpx.Client(base_url=args.address, timeout=120, headers={"Accept-Encoding": "gzip"}) as client:

        def status(path: str) -> int:
            try:
                return client.get(path).status_code
            except httpx.HTTPError:
                return 0

        with ThreadPoolExecutor(args.at_once) as pool, progress("Fetching") as advance:
            found = []
            for done, code in enumerate(pool.map(status, paths), 1):
                found.append((paths[done - 1], code))
                advance("pages", done, len(paths))
    failed = [f"{path} {code or 'no answer'}" for path, code in found if code != httpx.codes.OK]
    for line in failed[:SHOWN]:
        say(line)
    print(f"{len(found) - len(failed)} of {len(found)} pages in {time.monotonic() - began:.0f} s")  # noqa: T201 - the answer
    return 1 if failed else 0


def pages(release: Release) -> Iterator[str]:
    """Home, then the living councils in order of name, then the measures."""
    yield "/"
    areas = councils(release.table("areas")).sort("name", "code").select("code", "start", "end")
    yield from (f"/councils/{code}/" for code, start, end in areas.iter_rows() if exists((start, end), release.built))
    yield from (f"/measures/{metric}/" for metric in release.table("metrics")["metric"].sort())
