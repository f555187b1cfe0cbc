"""A small release with everything a sweep must get right: mergers, families, neighbours, blanks, ties, polarities."""

from pathlib import Path

import numpy as np
import polars as pl

from sectorled.warehouse.loads import keep
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from sectorled.warehouse.tidy import tidied
from tests.warehouse.release.little import at

AREAS = [f"X{i:02}" for i in range(1, 29)]
YEARS = [f"{year}-04-01/P1Y" for year in range(2014, 2024)]
CALENDAR = [f"{year}-01-01/P1Y" for year in range(2015, 2022)]
METRICS = {  # polarity, value type, target, has parts, periods
    "high": ("high", "mean", None, False, YEARS),
    "low": ("low", "percentage", None, True, YEARS),
    "none": ("none", "count", None, False, CALENDAR),
    "target": ("target", "percentage", 50.0, True, YEARS),
}


def published(folder: Path) -> str:
    """The address of a warehouse with one release published."""
    store = open_store(str(folder))
    tables = {
        "areas": _areas(),
        "successions": pl.DataFrame(
            {"predecessor": ["X01", "X02"], "successor": ["X03", "X03"], "date": "2019-04-01", "kind": "merger"}
        ),
        "metrics": _metrics(),
        "groups": _groups(),
        "members": _members(),
        "observations": _observations(np.random.default_rng(3)),
    }
    tidy = tidied(tables, rows_read=tables["observations"].height, dataset="places")
    assert not tidy.refusals
    keep(store, tidy, kind="little", file="places.csv", sha256="1" * 64, at=at(1))
    publish(store, build(store, at=at(1)).release, at=at(1))
    return store.address


def _areas() -> pl.DataFrame:
    """Two areas end and one begins on the same day."""
    first, last = dict.fromkeys(AREAS), dict.fromkeys(AREAS)
    first["X03"] = last["X01"] = last["X02"] = "2019-04-01"
    return pl.DataFrame(
        {
            "code": AREAS,
            "name": [f"Council {code}" for code in AREAS],
            "kind": ["unitary", "district"] * 14,
            "region": ["North", "South", "South", "South"] * 7,
            "start": list(first.values()),
            "end": list(last.values()),
        },
        schema_overrides={"start": pl.String, "end": pl.String},
    )


def _metrics() -> pl.DataFrame:
    rows = [
        (name, name, p, kind, target, target, 100.0 if parts else None)
        for name, (p, kind, target, parts, _) in METRICS.items()
    ]
    names = ["metric", "label", "polarity", "value_type", "target_low", "target_high", "multiplier"]
    return pl.DataFrame(rows, schema=names, orient="row")


def _groups() -> pl.DataFrame:
    families = pl.DataFrame({"group": ["p1", "p2"], "scheme": "place", "kind": "family", "owner": None})
    near = pl.DataFrame({"group": [f"near-{c}" for c in AREAS], "scheme": "near", "kind": "neighbours", "owner": AREAS})
    return pl.concat([families, near], how="vertical_relaxed")


def _members() -> pl.DataFrame:
    """Families overlap in no area; the neighbours of each are the nine after it, which brings old and new together."""
    rows = [(f"p{1 + (i > 15)}", code) for i, code in enumerate(AREAS)]
    rows += [(f"near-{code}", AREAS[(i + j) % len(AREAS)]) for i, code in enumerate(AREAS) for j in range(1, 10)]
    return pl.DataFrame(rows, schema=["group", "area"], orient="row")


def _observations(rng: np.random.Generator) -> pl.DataFrame:
    """Values with ties; blanks in every tenth cell; the merged areas and their successor overlap in some cells."""
    rows = []
    for metric, (_, _, _, parts, periods) in METRICS.items():
        for period in periods:
            for code in AREAS:
                if rng.random() < 0.1:
                    rows.append((metric, code, period, None, None, None, rng.choice(["missing", "suppressed"])))
                    continue
                above = float(rng.integers(20, 80))
                rows.append((metric, code, period, above, above if parts else None, 100.0 if parts else None, "final"))
    names = ["metric", "area", "period", "value", "numerator", "denominator", "status"]
    return pl.DataFrame(rows, schema=names, orient="row", schema_overrides=dict.fromkeys(names[3:6], pl.Float64))
