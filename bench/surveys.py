"""Survey tables at full size: in one process and in a pool, and beside R's `survey` for the same tables."""

import json
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench import page
from bench.surveys_measure import BREAKS, QUESTIONS, answers_for_r, fill

MILLION = 1_000_000
ALIKE = 1e-6  # relative, what tables must agree on with R
SAME = 1e-12  # and among engines, where sums of batches are added in the same order
MOST_SECONDS, MOST_OF_TEN, MOST_MEGABYTES, MOST_RAKING, LEAST_OF_R = 3, 40, 4096, 1, 100
HERE, POOLED, TENFOLD = "1 million, one process", "1 million, a pool of two", "10 million, one process"
R_SCRIPT = Path(__file__).with_name("surveys.R")
ABOUT = (
    "Forty tables: ten questions by four breaks, each with per cents, errors, intervals and Rao and Scott's test, from "
    "stored answers in 10 strata and 2,000 clusters."
)
Found = dict[str, Any]


def surveying(args: Namespace) -> dict[str, str]:
    """Forty tables at 1 and 10 million respondents; raises AssertionError where answers differ."""
    small, large = (_warehouse(args.folder / f"surveys-{millions}", millions * MILLION) for millions in (1, 10))
    found = {
        HERE: min((_measured(small, 1) for _ in range(args.runs)), key=lambda one: float(one["seconds"])),
        POOLED: _measured(small, 2),
        TENFOLD: _measured(large, 1),
    }
    check("a pool", _every(found[HERE]["tables"]), _every(found[POOLED]["tables"]), SAME)
    return {"Survey tables": _section(found, _by_r(small, found[HERE]["tables"]))}


def _warehouse(folder: Path, respondents: int) -> Path:
    if not folder.is_dir():
        fill(folder, respondents)
    return folder


def _measured(folder: Path, workers: int) -> Found:
    command = [sys.executable, "-m", "bench.surveys_measure", str(folder), str(workers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: Found = json.loads(done.stdout)
    print(f"{folder.name}, {workers} at once: {found['seconds']:.2f} seconds", file=sys.stderr, flush=True)
    return found


def _by_r(folder: Path, ours: Sequence[Mapping[str, list[float]]]) -> float | None:
    """R's processor time for all tables; None where R or its package is not here.

    R makes the tables of one question by every break; the ten questions are alike, so that its time for these counts
    ten times, and its time to make the design once.
    """
    if shutil.which("Rscript") is None:
        return None
    out = folder / "by-r.json"
    answers_for_r(folder, folder / "answers.csv")
    command = ["Rscript", str(R_SCRIPT), str(folder / "answers.csv"), str(out), *BREAKS]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        return None
    found: Found = json.loads(out.read_text())
    for place, table in enumerate(found["tables"]):
        mine = ours[place * QUESTIONS]
        for name in ("shares", "errors", "test"):
            check(f"R, {table['break']}, {name}", mine[name], table[name], ALIKE)
    return float(found["made"] + QUESTIONS * sum(table["processor"] for table in found["tables"]))


def _every(tables: Sequence[Mapping[str, list[float]]]) -> list[float]:
    return [value for table in tables for values in table.values() for value in values]


def check(who: str, ours: Sequence[float], theirs: Sequence[float], most: float) -> None:
    """Whether somebody else's figures are ours, to a relative difference."""
    if not np.allclose(theirs, ours, rtol=most, atol=most * most):
        raise AssertionError(f"{who}: other figures than ours in one process.")


def _section(found: Mapping[str, Found], by_r: float | None) -> str:
    rows: list[page.Row] = [
        [name, float(one["seconds"]), float(one["processor"]), round(one["megabytes"])] for name, one in found.items()
    ]
    if by_r is not None:
        rows.append(["1 million, R's survey", "", by_r, ""])
    here, tenfold = found[HERE], found[TENFOLD]
    table = page.table(["", "seconds", "processor", "megabytes"], rows)
    pooled = "A pool gives the same figures; so does Spark, in a test."
    raked = f"three margins raked in {here['raking']:.2f} seconds (under {MOST_RAKING})"
    memory = f"{tenfold['megabytes']:,.0f} MB (under {MOST_MEGABYTES:,})"
    lines = [
        f"1 million: {here['seconds']:.2f} seconds (under {MOST_SECONDS}); {raked}. {pooled}",
        f"10 million: {tenfold['seconds']:.1f} seconds (under {MOST_OF_TEN}), {memory}.",
        _beside_r(here["processor"], by_r),
    ]
    return "\n\n".join([ABOUT, table, "\n".join(f"- {line}" for line in lines)])


def _beside_r(ours: float, by_r: float | None) -> str:
    if by_r is None:
        return "R's `survey` is not installed here, so its time was not taken."
    return (
        f"R needs {by_r / ours:.0f} times the processor time (at least {LEAST_OF_R}) for the same figures, which agree "
        f"to {ALIKE:g}. R was timed on the four tables of one question, times ten for the ten questions, which are "
        "alike; reading the file is left out, and its intervals are those of means, which cost it less than the logit "
        "intervals that ours are."
    )
