"""The fictional sector in a warehouse, both releases published, made once."""

from datetime import UTC, datetime

import pytest

from sectorled.demonstration.package import write_package
from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store


@pytest.fixture(scope="session")
def fictional(tmp_path_factory):
    """The address of the warehouse, and the ids of its two releases."""
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
