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


def demo_seconds() -> dict[str, float]:
    """Seconds from the command to the first answer and to the end, everything installed, and of a second start."""
    found = {}
    with TemporaryDirectory() as folder:
        for start in ("first", "second"):
            began = time.perf_counter()
            command = [sys.executable, "-m", "sectorled", "demo", "--warehouse", f"{folder}/warehouse", "--no-pages"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as demo:
                for _ in demo.stdout or ():  # its first line is the answer
                    found.setdefault(f"{start} start, to the answer (under 5)", time.perf_counter() - began)
            found[f"{start} start, with its brief and report"] = time.perf_counter() - began
    return found


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "sectorled", *arguments], capture_output=True, check=False)
