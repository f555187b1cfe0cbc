"""The full sweep beside hand-written equivalents: interleaved runs, each in its own process, and the same answers."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from bench.measure import OURS

BY_HAND = ("numpy", "polars", "duckdb")
PANDAS = "pandas"
_COUNTED = {  # the columns whose sums must agree
    "standings": ("value", "rank", "rank_share", "band", "mads_from_median"),
    "figures": ("n", "mean", "median", "q1", "q3", "mad", "ratio_of_sums"),
    "neighbours": ("value", "rank", "band", "mads_from_median", "median"),
    "changes": ("value", "previous", "change"),
    "trends": ("p",),
}


@dataclass(frozen=True)
class Sweeps:
    """The sweeps of one size: the best seconds and the most megabytes of each, by name."""

    millions: int
    seconds: dict[str, float]
    megabytes: dict[str, float]

    @property
    def of_best(self) -> float:
        """Our time over that of the best hand-written equivalent."""
        return self.seconds[OURS] / min(self.seconds[name] for name in BY_HAND)

    @property
    def of_pandas(self) -> float:
        """How many times faster than batches of pandas."""
        return self.seconds[PANDAS] / self.seconds[OURS]


def compare_sweeps(warehouse: Path, millions: int, folder: Path, runs: int) -> Sweeps:
    """Sweep by each in turn, some times over; raises AssertionError where two do not answer the same."""
    seconds: dict[str, list[float]] = {}
    megabytes: dict[str, float] = {}
    expected: dict[str, float] = {}
    for run in range(runs):
        for name in (OURS, *BY_HAND, *([PANDAS] if run == 0 else [])):
            out = folder / name
            shutil.rmtree(out, ignore_errors=True)
            found = _measured(name, warehouse, out)
            print(f"{millions} million by {name}: {found['seconds']:.1f} seconds", file=sys.stderr, flush=True)
            seconds.setdefault(name, []).append(found["seconds"])
            megabytes[name] = max(megabytes.get(name, 0.0), found["megabytes"])
            if run == 0:
                expected = expected or sums(out)
                check(name, expected, sums(out))
            shutil.rmtree(out)
    return Sweeps(millions, {name: min(times) for name, times in seconds.items()}, megabytes)


def _measured(name: str, warehouse: Path, out: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.measure", name, str(warehouse), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def sums(out: Path) -> dict[str, float]:
    """The number of rows and the sum of each column of each table."""
    found: dict[str, float] = {}
    for table, columns in _COUNTED.items():
        rows = pl.scan_parquet(f"{out}/{table}/**/*.parquet")
        values = (
            rows.select(pl.len().cast(pl.Float64), pl.col(columns).cast(pl.Float64).sum()).collect().row(0, named=True)
        )
        found |= {f"{table}.{name}": float(value) for name, value in values.items()}
    return found


def check(name: str, expected: dict[str, float], found: dict[str, float]) -> None:
    """Whether a yardstick did the same work."""
    for key, value in expected.items():
        if abs(found[key] - value) > 1e-6 * max(1.0, abs(value)):
            raise AssertionError(f"{name} answers {found[key]} for {key}, not {value}")
