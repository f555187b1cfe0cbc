"""`python -m bench [--only PART] [--sizes 1,8,24] [--runs 2] [--folder var/bench]`: measure and write the page."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import page
from bench.files import demo_seconds, file_seconds
from bench.reading import site_rows
from bench.reads import read_times
from bench.series import exact_trend_seconds
from bench.surveys import surveying
from bench.sweeps import compare_sweeps


def main() -> None:
    """Measure, print, and write docs/benchmarks.md."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure one part; the others stay on the page as they were")
    parser.add_argument("--sizes", default="1,8,24", help="millions of observations")
    parser.add_argument("--runs", type=int, default=2, help="how often each sweep is run")
    parser.add_argument("--folder", type=Path, default=Path("var/bench"), help="where warehouses are made, and kept")
    args = parser.parse_args()
    sections: dict[str, str] = {}
    for name, part in PARTS.items():
        if args.only in (None, name):
            sections |= part(args)
    print(page.write(sections, datetime.now(UTC).date()))


def sweeping(args: argparse.Namespace) -> dict[str, str]:
    """The full sweep beside its yardsticks, building and reading at each size, and the exact trend."""
    sizes = sorted(int(size) for size in args.sizes.split(","))
    builds = {f"{size} million": _warehouse(args.folder / f"{size}", size) for size in sizes}
    reads = read_times(args.folder / f"{sizes[-1]}")
    measured = [compare_sweeps(args.folder / f"{size}", size, args.folder / "out", args.runs) for size in sizes]
    rows = [[name, found["seconds"], round(found["megabytes"])] for name, found in builds.items()]
    return {
        "The full sweep": page.sweeps(measured),
        f"Reading from {sizes[-1]} million observations": page.pairs(["", "milliseconds, median"], reads),
        "Building a release": page.table(["", "seconds", "megabytes"], rows),
        "Short series through the exact trend test": page.pairs(
            ["100,000 series of 5 to 20 points", "seconds (under 5)"], {"Mann-Kendall": exact_trend_seconds()}
        ),
    }


def publishing(_: argparse.Namespace) -> dict[str, str]:
    """Published files to a published release, and the first answer of the demonstration."""
    files = file_seconds()
    found = {"First answer, everything installed": page.pairs(["`make demo`", "seconds"], demo_seconds())}
    if files:
        found["Published files, loaded and published"] = page.pairs(["", "seconds (each under 10, all 120)"], files)
    return found


def serving(_: argparse.Namespace) -> dict[str, str]:
    """The site on real data, with PostgreSQL."""
    found = site_rows()
    about = "All real files, two workers, PostgreSQL; 20 readers on this machine, a second between pages, for a minute."
    return {"The site": f"{about}\n\n{page.pairs(['', 'measured'], found)}"} if found else {}


PARTS: dict[str, Callable[[argparse.Namespace], dict[str, str]]] = {
    "sweep": sweeping,
    "files": publishing,
    "surveys": surveying,
    "site": serving,
}


def _warehouse(folder: Path, millions: int) -> dict[str, float]:
    """Make it, unless it is there; what the build took."""
    note = folder / "build.json"
    if not note.exists():
        command = [sys.executable, "-m", "bench.warehouse", str(folder), str(millions)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        note.write_text(done.stdout)
    found: dict[str, float] = json.loads(note.read_text())
    return found


if __name__ == "__main__":
    main()
