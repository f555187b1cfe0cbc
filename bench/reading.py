"""The site on real data: two workers, PostgreSQL, twenty readers who think for a second between pages."""

import os
import random
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np
from tests import postgres

from bench.files import SHARED
from sectorled.cli.verbs.warm import pages
from sectorled.warehouse.queries.open import open_release

READERS, THINK_SECONDS, MINUTE = 20, 1.0, 60.0
REPEATS = 1500
PORT = 8907
ADDRESS = f"http://127.0.0.1:{PORT}"
SLOWEST_SHARE = 95


@dataclass(frozen=True)
class Readers:
    """What the readers of one kind of page met: milliseconds of each page, bytes on the wire, and pages refused."""

    milliseconds: list[float]
    most_bytes: int
    refused: int


def site_rows() -> dict[str, float] | None:
    """Measures by name; None without real files or PostgreSQL."""
    binaries = postgres._binaries()
    if not SHARED.is_dir() or binaries is None:
        return None
    with TemporaryDirectory() as folder, postgres.cluster(binaries) as database, serving(Path(folder), database):
        warehouse = f"{folder}/warehouse"
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "sectorled", "warm", ADDRESS, "--warehouse", warehouse], check=True)
        found = {"making every page once, seconds": time.perf_counter() - began}
        chosen = random.Random(1).sample(list(pages(open_release(warehouse)))[1:], 300)
        met = read(chosen)
        found["pages read in a minute by 20 readers"] = float(len(met.milliseconds))
        found["refused"] = float(met.refused)
        found["HTML, median milliseconds"] = float(np.median(met.milliseconds))
        found["HTML, 95th percentile, milliseconds (under 150)"] = float(np.percentile(met.milliseconds, SLOWEST_SHARE))
        found["largest page, kB on the wire (under 200)"] = met.most_bytes / 1000
        empty, repeat = (each_second(path) for path in ("/empty/", chosen[0]))
        found |= {"an empty view, requests a second": empty, "a repeat view, requests a second": repeat}
        found["repeat beside empty (at least 0.7)"] = repeat / empty
        return found


@contextmanager
def serving(folder: Path, database: str) -> Iterator[None]:
    """All real files published and served by two workers."""
    demo = [sys.executable, "-m", "sectorled", "demo", "--data", str(SHARED), "--no-pages"]
    subprocess.run([*demo, "--warehouse", f"{folder}/warehouse"], check=True, capture_output=True)
    environment = os.environ | {
        "SECTORLED_SECRET_KEY": secrets.token_hex(32),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "bench.site_settings",
        "SECTORLED_FILES": f"{folder}/files",
        "SECTORLED_STATIC": f"{folder}/static",
        "SECTORLED_LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "sectorled", "serve", "--warehouse", f"{folder}/warehouse", "--port", str(PORT)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as site:
        if not any(line.startswith("Open") for line in site.stderr or ()):
            raise RuntimeError("The site did not start.")
        try:
            yield
        finally:
            site.send_signal(signal.SIGINT)


def read(paths: list[str]) -> Readers:
    """Twenty readers for a minute, each with a connection and an order of pages of its own."""
    milliseconds, sizes, refused = list[float](), [0], list[str]()
    until = time.monotonic() + MINUTE

    def reader(seed: int) -> None:
        order = random.Random(seed)
        with httpx.Client(base_url=ADDRESS, headers={"Accept-Encoding": "gzip"}, timeout=60) as client:
            time.sleep(order.random() * THINK_SECONDS)
            while time.monotonic() < until:
                path = order.choice(paths)
                began = time.perf_counter()
                with client.stream("GET", path) as response:
                    size = sum(len(part) for part in response.iter_raw())
                milliseconds.append((time.perf_counter() - began) * 1000)
                sizes.append(size)
                if response.status_code != httpx.codes.OK:
                    refused.append(path)
                time.sleep(THINK_SECONDS)

    threads = [threading.Thread(target=reader, args=[seed]) for seed in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Readers(milliseconds, max(sizes), len(refused))


def each_second(path: str) -> float:
    """Requests a second, one after the other on one connection."""
    with httpx.Client(base_url=ADDRESS, headers={"Accept-Encoding": "gzip"}) as client:
        client.get(path)
        began = time.perf_counter()
        for _ in range(REPEATS):
            client.get(path)
        return REPEATS / (time.perf_counter() - began)
