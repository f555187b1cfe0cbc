"""One world, its figures and its two releases, made once for all tests of this folder."""

import pytest

from sectorled.demonstration.figures import figures
from sectorled.demonstration.metrics import catalogue
from sectorled.demonstration.package import SEED, tables
from sectorled.demonstration.world import make_world


@pytest.fixture(scope="session")
def world():
    return make_world(SEED)


@pytest.fixture(scope="session")
def metrics():
    return catalogue()


@pytest.fixture(scope="session")
def made(world, metrics):
    return figures(world, metrics)


@pytest.fixture(scope="session")
def first(world):
    return tables(world, 1)


@pytest.fixture(scope="session")
def second(world):
    return tables(world, 2)
