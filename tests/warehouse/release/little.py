"""Loads of a few rows, made without a file, for tests of what happens to loads after."""

from datetime import UTC, datetime, timedelta

import polars as pl

from sectorled.warehouse.loads import LoadReport, keep
from sectorled.warehouse.store import Store
from sectorled.warehouse.tidy import Tidy, tidied

AT = datetime(2026, 1, 1, tzinfo=UTC)
AREAS = [f"X{i:02}" for i in range(1, 13)]
YEARS = [f"{year}-04-01/P1Y" for year in range(2018, 2024)]


def at(day: int) -> datetime:
    """Noon some days after the first."""
    return AT + timedelta(days=day, hours=12)


def tidy(
    *,
    plus: float = 0.0,
    metrics: int = 2,
    dataset: str = "little",
    definitions: pl.DataFrame | None = None,
    **changed: pl.DataFrame,
) -> Tidy:
    """Some metrics with values that rise by area and year; `plus` is added to the values of the latest year."""
    names = [f"m{i}" for i in range(1, metrics + 1)]
    rows = [
        (m, a, y, 10.0 * i + j + k + (plus if y == YEARS[-1] else 0.0))
        for i, m in enumerate(names)
        for j, y in enumerate(YEARS)
        for k, a in enumerate(AREAS)
    ]
    raw = {
        "areas": pl.DataFrame(
            {"code": AREAS, "name": [f"Council {a}" for a in AREAS], "kind": "unitary", "region": ["N", "S"] * 6}
        ),
        "metrics": pl.DataFrame({"metric": names, "label": names, "polarity": ["high", "low"] * (metrics // 2)}),
        "observations": pl.DataFrame(rows, schema=["metric", "area", "period", "value"], orient="row"),
    }
    raw |= {} if definitions is None else {"metrics": definitions}
    return tidied(raw | changed, rows_read=len(rows), dataset=dataset)


def load(store: Store, number: int, **how: object) -> LoadReport:
    """Keep load `number`: the same number with the same content is the same load."""
    content: Tidy = tidy(**how)  # type: ignore[arg-type] # the options of `tidy`, handed through
    return keep(
        store, content, kind="little", file=f"{number}.csv", sha256=f"{number:x}".rjust(64, "0")[::-1], at=at(number)
    )
