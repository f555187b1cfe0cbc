"""On a real standalone cluster of two workers the answers are those of this process."""

from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sectorled.warehouse.engine import Here, Spark
from sectorled.warehouse.sweep import sweep
from tests.engines.cluster import cluster
from tests.engines.kernels import STANDINGS, batches, standings_of_rows
from tests.warehouse.sweep.places import published

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="Spark is in its own environment: make spark")
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


def test_spark_gives_the_answers_of_this_process_in_the_same_order(session):
    here = list(Here().run(standings_of_rows, batches(7), STANDINGS))

    there = list(Spark(session, at_once=4).run(standings_of_rows, batches(7), STANDINGS))

    assert there == here


def test_the_work_is_done_by_both_workers(session):
    assert session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 3  # two executors and the driver


def test_a_sweep_on_the_cluster_writes_what_a_sweep_here_writes(session, tmp_path):
    warehouse = published(tmp_path / "warehouse")

    here = sweep(warehouse, str(tmp_path / "here"))
    there = sweep(warehouse, str(tmp_path / "there"), engine=Spark(session, at_once=2))

    assert here == there
    written = sorted((tmp_path / "here").rglob("*.parquet"))
    assert written
    for path in written:
        assert_frame_equal(
            pl.read_parquet(path), pl.read_parquet(tmp_path / "there" / path.relative_to(tmp_path / "here"))
        )
