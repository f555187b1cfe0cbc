"""Settings of every test."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from hypothesis import settings

from sectorled.demonstration.package import write_package
from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from tests.people import factories

pytest_plugins = ["tests.chromium"]  # one browser for whoever needs it

# a slow machine is no failed property; the suite's own limit on time is kept elsewhere
settings.register_profile("sectorled", deadline=None)
settings.load_profile("sectorled")


@pytest.fixture(autouse=True)
def _empty_cache():
    """What one test left in the cache, as that a file is being made, is nothing to the next."""
    cache.clear()


@pytest.fixture(scope="session")
def fictional(tmp_path_factory):
    """The fictional sector in a warehouse, both releases published: its address and the ids of the two."""
    folder = tmp_path_factory.mktemp("fictional")
    address, releases = str(folder / "warehouse"), []
    for number in (1, 2):
        package = folder / f"package-{number}"
        write_package(package, release=number)
        at = datetime(2026, 11, number, tzinfo=UTC)
        store = open_store(address)
        load(store, "package", str(package), at=at)
        releases.append(build(store, at=at).release)
        publish(store, releases[-1], at=at)
    return address, releases


@pytest.fixture
def sector(fictional, settings):
    """The site reads the fictional sector, which nobody may publish into."""
    settings.WAREHOUSE = fictional[0]
    return fictional


@pytest.fixture
def resident(db):
    """A member of the public with an account and no role."""
    return factories.user("resident@example.org", name="Resident")


@pytest.fixture
def officer(db):
    """The performance officer of Amberfold."""
    return factories.with_role("officer@example.org", "officer", factories.council())


@pytest.fixture
def leader(db):
    """The leader of Amberfold."""
    return factories.with_role("leader@example.org", "leader", factories.council())


@pytest.fixture
def other_officer(db):
    """The performance officer of another council."""
    return factories.with_role("other@example.org", "officer", factories.council(factories.OTHER, "Another council"))


@pytest.fixture
def steward(db):
    """The data steward of the sector body."""
    return factories.with_role("steward@example.org", "steward", factories.body())


@pytest.fixture
def administrator(db):
    """An administrator at the sector body."""
    return factories.with_role("administrator@example.org", "administrator", factories.body())
