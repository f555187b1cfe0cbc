"""A worker that is killed leaves nothing half-done that readers see; its page says so, and offers to begin anew."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from tests.warehouse.small_package import TABLES, write

AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.slow
def test_a_worker_killed_while_it_reads_makes_or_publishes(tmp_path):
    store = open_store(str(tmp_path / "warehouse"))
    load(store, "package", write(tmp_path / "small"), at=AT)
    publish(store, build(store, at=AT).release, at=AT)
    write(tmp_path / "newer", observations=TABLES["observations"] + "m1,X01,2024/25,8,,,\n")
    given = {
        "DJANGO_SETTINGS_MODULE": "tests.stewardship.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'records.sqlite3'}",
        "SHARED_WAREHOUSE": store.address,
        "SHARED_FILES": str(tmp_path / "files"),
        "SECTORLED_LOG_LEVEL": "ERROR",
    }

    ran = subprocess.run(
        [sys.executable, "-m", "tests.stewardship.victim"],
        env=os.environ | given,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.splitlines() == [  # what the page says, loads and publications
        "stopped offered 1 1",
        "stopped offered 2 1",
        "stopped offered 2 1",
        "going missing 2 2",
    ]
