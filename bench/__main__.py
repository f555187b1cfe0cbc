"""`python -m bench [--sizes 1,8,24] [--runs 2] [--folder var/bench]`: measure everything and write the page."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench import page
from bench.files import demo_seconds, file_seconds
from bench.reads import read_times
from bench.series import exact_trend_seconds
from bench.sweeps import compare_sweeps


def main() -> None:
    """Measure, print, and write docs/benchmarks.md."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", default="1,8,24", help="millions of observations")
    parser.add_argument("--runs", type=int, default=2, help="how often each sweep is run")
    parser.add_argument("--folder", type=Path, default=Path("var/bench"), help="where warehouses are made, and kept")
    args = parser.parse_args()
    sizes = sorted(int(size) for size in args.sizes.split(","))
    sections = {
        "Short series through the exact trend test": page.pairs(
            ["100,000 series of 5 to 20 points", "seconds (under 5)"], {"Mann-Kendall": exact_trend_seconds()}
        )
    }
    answer = demo_seconds()
    if answer is not None:
        sections["First answer"] = page.pairs(["", "seconds"], {"`make demo DEMO_ARGS=--once`, installed": answer})
    files = file_seconds()
    if files:
        sections["Published files, loaded and published"] = page.pairs(["", "seconds (each under 10, all 120)"], files)
    builds = {f"{size} million": _warehouse(args.folder / f"{size}", size) for size in sizes}
    rows = [[name, found["seconds"], round(found["megabytes"])] for name, found in builds.items() if found]
    if rows:
        sections["Building a release"] = page.table(["", "seconds", "megabytes"], rows)
    largest = sizes[-1]
    reads = read_times(args.folder / f"{largest}")
    sections[f"Reading from {largest} million observations"] = page.pairs(["", "milliseconds, median"], reads)
    measured = [compare_sweeps(args.folder / f"{size}", size, args.folder / "out", args.runs) for size in sizes]
    sections["The full sweep"] = page.sweeps(measured)
    print(page.write(dict(reversed(sections.items()))))


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
