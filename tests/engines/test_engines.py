"""The engines of one machine answer alike, in order, and take batches only as they need them."""

from collections.abc import Iterator

import pyarrow as pa
import pytest

from sectorled.warehouse.engine import Here, Pool
from tests.engines.kernels import STANDINGS, batches, fails, standings_of_rows


@pytest.fixture(scope="module")
def expected() -> list[pa.Table]:
    """What the kernel says of each batch."""
    return [standings_of_rows(batch).cast(STANDINGS) for batch in batches(7)]


def test_here_answers_each_batch(expected):
    assert list(Here().run(standings_of_rows, batches(7), STANDINGS)) == expected


def test_a_pool_gives_the_same_answers_in_the_same_order(expected):
    assert list(Pool(2).run(standings_of_rows, batches(7), STANDINGS)) == expected


def test_a_pool_takes_batches_only_as_it_needs_them():
    taken = []

    def endless() -> Iterator[pa.Table]:
        while True:
            taken.append(1)
            yield batches(1)[0]

    answers = Pool(1).run(standings_of_rows, endless(), STANDINGS)

    next(answers)
    answers.close()
    assert len(taken) == 3


@pytest.mark.parametrize("engine", [Here(), Pool(1)])
def test_a_kernel_that_fails_fails_the_run(engine):
    with pytest.raises(ZeroDivisionError, match="in a batch of 184 rows"):
        list(engine.run(fails, batches(1), STANDINGS))


@pytest.mark.parametrize("engine", [Here(), Pool(1)])
def test_no_batches_give_no_answers(engine):
    assert list(engine.run(standings_of_rows, [], STANDINGS)) == []
