"""A sector of any size for the bench: 400 councils, 20 financial years, as many metrics as make up the observations."""

from datetime import UTC, datetime

import numpy as np
import polars as pl

from sectorled.warehouse.loads import keep
from sectorled.warehouse.store import Store
from sectorled.warehouse.tables import TABLES, empty
from sectorled.warehouse.tidy import Tidy

AREAS, YEARS, NEIGHBOURS, FAMILIES = 400, 20, 15, 20
METRICS_IN_LOAD = 125  # a million observations
KINDS = ("district", "unitary", "metropolitan district", "London borough")
POLARITIES = ("high", "low", "none", "target")
AT = datetime(2026, 1, 1, tzinfo=UTC)
_CODES = [f"E{i:08}" for i in range(AREAS)]
_PERIODS = [f"{2005 + i}-04-01/P1Y" for i in range(YEARS)]


def fill(store: Store, observations: int, *, seed: int = 2026) -> None:
    """Keep loads of a million observations each until there are `observations`."""
    rng = np.random.default_rng(seed)
    for number in range(observations // (METRICS_IN_LOAD * AREAS * YEARS)):
        tables = {name: empty(name) for name in TABLES} | _load(rng, number)
        if number == 0:
            tables |= _places(rng)
        rows = tables["observations"].height
        tidy = Tidy(tables, rows_read=rows, dataset=f"part-{number}")
        keep(store, tidy, kind="bench", file=f"part-{number}", sha256=f"{number:064x}"[::-1], at=AT)


def _load(rng: np.random.Generator, number: int) -> dict[str, pl.DataFrame]:
    names = [f"bench.metric-{number:03}-{i:03}" for i in range(METRICS_IN_LOAD)]
    polarity = [POLARITIES[i % 4] for i in range(METRICS_IN_LOAD)]
    target = [50.0 if p == "target" else None for p in polarity]
    metrics = pl.DataFrame(
        {
            "metric": names,
            "label": names,
            "polarity": polarity,
            "target_low": target,
            "target_high": target,
            "multiplier": 100.0,
            "value_type": "percentage",
            "method": [None if i % 2 else "bands" for i in range(METRICS_IN_LOAD)],
            "scheme": "all",
        }
    )
    return {"metrics": _whole("metrics", metrics), "observations": _observations(rng, names)}


def _observations(rng: np.random.Generator, names: list[str]) -> pl.DataFrame:
    """Rates with parts, every third metric with intervals; one cell in a hundred is missing or suppressed."""
    shape = (len(names), YEARS, AREAS)
    denominator = np.broadcast_to(rng.integers(1_000, 100_000, (len(names), 1, AREAS)), shape).astype(float).ravel()
    level = rng.normal(50, 10, (len(names), 1, AREAS)) + np.cumsum(rng.normal(0, 1, shape), axis=1)
    numerator = np.round(np.clip(level, 1, 99).ravel() / 100 * denominator)
    value = numerator / denominator * 100
    half = 196 * np.sqrt(value / 100 * (1 - value / 100) / denominator)
    half[np.broadcast_to(np.arange(len(names))[:, None, None] % 3 > 0, shape).ravel()] = np.nan
    status = rng.choice(["final", "missing", "suppressed"], value.size, p=[0.99, 0.005, 0.005])
    frame = pl.DataFrame(
        {
            "metric": np.repeat(names, YEARS * AREAS),
            "area": np.tile(_CODES, len(names) * YEARS),
            "period": np.tile(np.repeat(_PERIODS, AREAS), len(names)),
            "value": value,
            "numerator": numerator,
            "denominator": denominator,
            "lower": value - half,
            "upper": value + half,
            "status": status,
            "file": "bench.csv",
            "row": np.arange(2, value.size + 2, dtype=np.uint32),
        }
    )
    numbers = pl.col(pl.Float64)
    frame = frame.with_columns(pl.when(pl.col("status") == "final").then(numbers).fill_nan(None))
    return frame.with_columns(note=pl.lit(None, pl.String)).select(*TABLES["observations"].columns, "file", "row")


def _places(rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    areas = pl.DataFrame(
        {
            "code": _CODES,
            "name": _CODES,
            "kind": [KINDS[i % 4] for i in range(AREAS)],
            "region": [f"Region {i % 9}" for i in range(AREAS)],
            "nation": "England",
        }
    )
    families = [f"family-{i % FAMILIES:02}" for i in range(AREAS)]
    near = [[_CODES[j] for j in rng.permutation(AREAS)[: NEIGHBOURS + 1] if j != i][:NEIGHBOURS] for i in range(AREAS)]
    own = [f"neighbours-{code}" for code in _CODES]
    groups = pl.concat(
        [
            pl.DataFrame({"group": sorted(set(families)), "scheme": "family", "kind": "family", "owner": None}),
            pl.DataFrame({"group": own, "scheme": "neighbours", "kind": "neighbours", "owner": _CODES}),
        ],
        how="vertical_relaxed",
    )
    members = pl.concat(
        [
            pl.DataFrame({"group": families, "area": _CODES}),
            pl.DataFrame({"group": own, "area": near}).explode("area"),
        ]
    )
    return {name: _whole(name, frame) for name, frame in (("areas", areas), ("groups", groups), ("members", members))}


def _whole(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """With every column of the table, blank where it is not given."""
    return pl.concat([empty(name), frame], how="diagonal_relaxed").select(*TABLES[name].columns)
