"""Batches and kernels that every engine must answer alike; importable on the workers of a cluster."""

import numpy as np
import pyarrow as pa

from sectorled.analysis.standing import Judgement, Polarity, place
from sectorled.analysis.words import distance_words

AREAS = 23
STANDINGS = pa.schema(
    [
        ("cell", pa.int64()),
        ("area", pa.string()),
        ("value", pa.float64()),
        ("rank", pa.int32()),
        ("joint", pa.bool_()),
        ("band", pa.int8()),
        ("mads_from_median", pa.float64()),
        ("words", pa.string()),
    ]
)


def batches(count: int, cells: int = 8, *, seed: int = 1) -> list[pa.Table]:
    """Some batches of dense cells with ties and blanks; each of another size, and one with words as a dictionary."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(count):
        n = (cells + number) * AREAS
        value = np.where(rng.random(n) < 0.2, np.nan, np.round(rng.normal(50, 10, n), number % 3))
        names = pa.array([f"X{i % AREAS:02}" for i in range(n)]).dictionary_encode()
        value = pa.array(value, mask=np.isnan(value))
        made.append(pa.table({"cell": np.repeat(np.arange(n // AREAS), AREAS), "area": names, "value": value}))
    return made


def standings_of_rows(rows: pa.Table) -> pa.Table:
    """Rows of (cell, area, value) in, their standings out: null where there is none."""
    value = rows["value"].to_numpy().reshape(-1, AREAS)
    _, found = place(value, Judgement.uniform(len(value), Polarity.HIGH))
    flat = {name: getattr(found, name).ravel() for name in ("rank", "joint", "band", "mads_from_median")}
    absent = np.isnan(value).ravel()
    columns = {name: pa.array(array, mask=absent | (array != array)) for name, array in flat.items()}
    words = [distance_words(found, i, j) for i in range(len(value)) for j in range(AREAS)]
    return pa.table(
        {
            "cell": rows["cell"],
            "area": rows["area"].cast(pa.string()),
            "value": rows["value"],
            **columns,
            "words": words,
        }
    )


def fails(rows: pa.Table) -> pa.Table:
    """Always."""
    raise ZeroDivisionError(f"in a batch of {rows.num_rows} rows")
