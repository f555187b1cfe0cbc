"""A worker that is killed leaves the published release as it was; its page says so, and offers to begin anew."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import history, publish
from sectorled.warehouse.store import open_store
from tests.warehouse.small_package import TABLES, write

AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.slow
def test_a_worker_killed_while_it_makes_a_release(tmp_path):
    store = open_store(str(tmp_path / "warehouse"))
    load(store, "package", write(tmp_path / "small"), at=AT)
    before = build(store, at=AT).release
    publish(store, before, at=AT)
    more = TABLES["observations"] + "m1,X01,2024/25,8,,,\n"
    load(store, "package", write(tmp_path / "more", observations=more), at=AT)
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
        timeout=180,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    stopped, offered, after = ran.stdout.split()
    assert (stopped, offered) == ("stopped", "offered")
    assert [entry.release for entry in history(store)] == [before, after]
    assert before != after
