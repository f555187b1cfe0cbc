"""Where work runs: in this process, in a pool of processes, or on a Spark cluster.  Nothing else in the house knows.

A kernel takes one batch, an Arrow table, and gives one.  The engines give the same answers in the same order; a kernel
that runs elsewhere must be importable there, and whatever it reads (a warehouse) must be reachable from there.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice, pairwise
from multiprocessing import get_context
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

Kernel = Callable[[pa.Table], pa.Table]
BATCH, PLACE = "its batch", "its place"  # columns that travel with the rows on a cluster
_SPARK_TYPES = {
    pa.string(): "string",
    pa.int64(): "bigint",
    pa.int32(): "int",
    pa.int8(): "tinyint",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    pa.date32(): "date",
}


class Engine(Protocol):
    """Runs a kernel over batches; the answers come in the order of the batches."""

    def run(self, kernel: Kernel, batches: Iterable[pa.Table], schema: pa.Schema) -> Iterator[pa.Table]:
        """The kernel's answers, each with `schema`; batches are taken as they are needed, never all at once."""


@dataclass(frozen=True, slots=True)
class Here:
    """In this process, one batch after the other."""

    def run(self, kernel: Kernel, batches: Iterable[pa.Table], schema: pa.Schema) -> Iterator[pa.Table]:
        """See Engine."""
        return (kernel(batch).cast(schema) for batch in batches)


@dataclass(frozen=True, slots=True)
class Pool:
    """In some processes on this machine; they are spawned, because threads do not survive a fork."""

    workers: int

    def run(self, kernel: Kernel, batches: Iterable[pa.Table], schema: pa.Schema) -> Iterator[pa.Table]:
        """See Engine."""
        ahead: deque[Future[pa.Table]] = deque()
        remaining = iter(batches)
        with ProcessPoolExecutor(self.workers, mp_context=get_context("spawn")) as pool:
            ahead.extend(pool.submit(kernel, batch) for batch in islice(remaining, 2 * self.workers))
            while ahead:
                answer = ahead.popleft().result()
                ahead.extend(pool.submit(kernel, batch) for batch in islice(remaining, 1))
                yield answer.cast(schema)


@dataclass(frozen=True, slots=True)
class Spark:
    """On the cluster of a Spark session, whose Python has this package; `at_once` batches are under way together."""

    session: Any
    at_once: int = 64

    def run(self, kernel: Kernel, batches: Iterable[pa.Table], schema: pa.Schema) -> Iterator[pa.Table]:
        """See Engine."""
        for name, value in {"shuffle.partitions": str(self.at_once), "adaptive.enabled": "false"}.items():
            self.session.conf.set(f"spark.sql.{name}", value)  # else small batches run together, one after the other
        remaining = enumerate(batches)

        def numbered(rows: pa.Table) -> pa.Table:  # Spark reads from the hints of a plain function what it takes
            return _numbered_answer(kernel, schema, rows)

        while some := [_numbered(batch, number) for number, batch in islice(remaining, self.at_once)]:
            rows = self.session.createDataFrame(pa.concat_tables(some))
            found = rows.groupBy(BATCH).applyInArrow(numbered, _ddl(_with_places(schema))).toArrow()
            found = found.sort_by([(BATCH, "ascending"), (PLACE, "ascending")])
            ends = np.searchsorted(found[BATCH].to_numpy(), [table[BATCH][0].as_py() for table in some], side="right")
            for start, end in pairwise([0, *ends.tolist()]):
                yield found.slice(start, end - start).select(schema.names).cast(schema)


def _with_places(schema: pa.Schema) -> pa.Schema:
    return schema.append(pa.field(BATCH, pa.int64())).append(pa.field(PLACE, pa.int64()))


def _numbered(rows: pa.Table, number: int) -> pa.Table:
    """With the number of its batch and of each row, for a shuffle keeps no order; Spark knows no dictionaries."""
    plain = [f.with_type(f.type.value_type) if pa.types.is_dictionary(f.type) else f for f in rows.schema]
    numbers = {BATCH: np.full(rows.num_rows, number), PLACE: np.arange(rows.num_rows)}
    table = rows.cast(pa.schema(plain))
    for name, column in numbers.items():
        table = table.append_column(name, pa.array(column, pa.int64()))
    return table


def _numbered_answer(kernel: Kernel, schema: pa.Schema, rows: pa.Table) -> pa.Table:
    """Runs on a worker."""
    number = rows[BATCH][0].as_py()
    batch = rows.sort_by(PLACE).drop_columns([BATCH, PLACE])
    return _numbered(kernel(batch).cast(schema), number)


def _ddl(schema: pa.Schema) -> str:
    return ", ".join(f"`{field.name}` {_SPARK_TYPES[field.type]}" for field in schema)
