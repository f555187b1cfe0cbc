"""Make the warehouse of a size, in a process of its own: `python -m bench.warehouse FOLDER MILLIONS`."""

import json
import resource
import sys
import time

from bench.sector import AT, fill
from sectorled.warehouse.release.build import build
from sectorled.warehouse.store import open_store


def main(folder: str, millions: int) -> None:
    """Load and build; print how long the build took and how much memory it needed at most."""
    store = open_store(folder)
    fill(store, millions * 1_000_000)
    began = time.perf_counter()
    build(store, at=AT)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
