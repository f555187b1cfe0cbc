"""Real published files, from the file to a published release, and the first answer of the demonstration."""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def file_seconds() -> dict[str, float]:
    """Seconds to load and publish each known file into a warehouse of its own, and all of them into one."""
    if not SHARED.is_dir():
        return {}
    places = sorted(place for place in SHARED.iterdir() if place.is_dir())
    found = {}
    with TemporaryDirectory() as folder:
        for place in places:
            seconds = _load_and_publish(f"{folder}/{place.name}", [place])
            if seconds is not None:
                found[place.name] = seconds
        known = [place for place in places if place.name in found]
        everything = _load_and_publish(f"{folder}/all", known)
        if everything is not None:
            found["all of them"] = everything
    return found


def _load_and_publish(warehouse: str, places: list[Path]) -> float | None:
    """Seconds; None where a file is not of a kind we know."""
    began = time.perf_counter()
    for place in places:
        if _run("load", "auto", str(place), "--warehouse", warehouse).returncode:
            return None
    return time.perf_counter() - began if _run("publish", "--warehouse", warehouse).returncode == 0 else None


def demo_seconds() -> float | None:
    """Seconds from the command to the first answer, everything installed; None where there is no demonstration."""
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        done = _run("demo", "--warehouse", folder, "--once")
        return time.perf_counter() - began if done.returncode == 0 else None


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "sectorled", *arguments], capture_output=True, check=False)
