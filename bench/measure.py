"""One sweep in a process of its own: `python -m bench.measure NAME WAREHOUSE OUT` prints seconds and megabytes."""

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path

from bench.task import task
from sectorled.warehouse.sweep import sweep

OURS = "sectorled"


def main(name: str, warehouse: Path, out: Path) -> None:
    """Sweep, and print how long it took and how much memory it needed at most."""
    by_hand = import_module(f"bench.by_{name}").sweep if name != OURS else None
    began = time.perf_counter()
    if by_hand:
        by_hand(task(warehouse, out))
    else:
        (release,) = (path.name for path in (warehouse / "releases").iterdir())
        sweep(str(warehouse), str(out), release=release)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
