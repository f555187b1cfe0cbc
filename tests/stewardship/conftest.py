"""A warehouse that tests may publish into, and a steward who is signed in."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from tests.warehouse.small_package import write


@pytest.fixture
def warehouse(tmp_path, settings):
    """The site reads a small sector of ten councils, whose first release is published: its store."""
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    settings.FILES = tmp_path / "files"
    store = open_store(settings.WAREHOUSE)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    load(store, "package", write(tmp_path / "small"), at=at)
    publish(store, build(store, at=at).release, at=at)
    return store


@pytest.fixture
def desk(client, steward, warehouse, django_capture_on_commit_callbacks):
    """The steward's browser, with a worker that takes up what is asked for before the answer comes."""
    client.force_login(steward)

    def working(method):
        def asked(*args, **kwargs):
            with django_capture_on_commit_callbacks(execute=True):
                return method(*args, **kwargs)

        return asked

    client.post = working(client.post)
    return client


@pytest.fixture
def zipped():
    """Makes a zip of named contents."""

    def make(**members):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name.replace("__", "."), content)
        return buffer.getvalue()

    return make
