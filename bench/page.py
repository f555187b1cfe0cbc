"""The page that the bench writes: what was measured, beside what was asked for, and on which machine."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench.measure import OURS
from bench.sweeps import BY_HAND, PANDAS, Sweeps

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
MOST_MEGABYTES, MOST_OF_BEST, LEAST_OF_PANDAS, MOST_GROWTH = 1536, 1.2, 2.5, 30
LIBRARIES = ("numpy", "polars", "pyarrow", "duckdb", "pandas")

Row = Sequence[object]


def machine() -> str:
    """Processor, cores, memory and versions."""
    model = next((x.partition(":")[2].strip() for x in _lines("/proc/cpuinfo") if x.startswith("model name")), "")
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    cores = f"{os.cpu_count()} cores, {gibibytes:.0f} GiB"
    return f"{model or platform.machine()}, {cores}; Python {platform.python_version()}, {versions}."


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def table(header: Row, rows: Sequence[Row]) -> str:
    """A Markdown table; numbers to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(_shown(cell) for cell in line)} |" for line in lines)


def _shown(cell: object) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)


def sweeps(measured: Sequence[Sweeps]) -> str:
    """The sweep beside its equivalents, with the ratios that are asked for."""
    names = (OURS, *BY_HAND, PANDAS)
    rows: list[Row] = []
    for found in measured:
        rows.append([f"{found.millions} million, seconds", *(found.seconds[name] for name in names)])
        rows.append([f"{found.millions} million, megabytes", *(round(found.megabytes[name]) for name in names)])
    text = [table(["", *names], rows), ""]
    text += [
        f"- {found.millions} million: {found.of_best:.2f} times the best by hand (at most {MOST_OF_BEST}), "
        f"{found.of_pandas:.1f} times faster than pandas (at least {LEAST_OF_PANDAS}), "
        f"{found.megabytes[OURS]:,.0f} MB (under {MOST_MEGABYTES:,})."
        for found in measured
    ]
    if len(measured) > 1:
        first, last = measured[0], measured[-1]
        growth = last.seconds[OURS] / first.seconds[OURS]
        text.append(
            f"- From {first.millions} to {last.millions} million: {growth:.1f} times as long (at most {MOST_GROWTH})."
        )
    return "\n".join(text)


def pairs(header: Row, values: Mapping[str, float]) -> str:
    """A table of names and numbers."""
    return table(header, [[name, value] for name, value in values.items()])


def write(sections: Mapping[str, str], day: date) -> str:
    """Put these sections into the page, each with its day; those not measured this time stay as they were."""
    about = (
        "Written by `make bench` (`python -m bench --only surveys` measures one part). Every yardstick runs in a "
        "process of its own, ours and the others in turn, on the same files, and must give the same answers; the best "
        "time of each is shown."
    )
    earlier = PAGE.read_text("utf-8").split("\n## ")[1:] if PAGE.exists() else []
    kept = {title: text.strip() for title, _, text in (part.partition("\n") for part in earlier)}
    measured = {title: f"{text}\n\nMeasured on {day.day} {day:%B %Y}." for title, text in sections.items()}
    parts = ["# Benchmarks", about, machine(), *(f"## {name}\n\n{text}" for name, text in (kept | measured).items())]
    page = "\n\n".join(parts) + "\n"
    PAGE.write_text(page, "utf-8")
    return page
