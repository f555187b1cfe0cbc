"""A site that runs sees by itself what was published at the command line."""

import signal
import sqlite3
import subprocess
import time
from contextlib import contextmanager

import pytest

from tests.cli.run import published, sectorled
from tests.cli.test_serve import command, free_port
from tests.warehouse.small_package import TABLES, write

pytestmark = pytest.mark.slow
NEWER = TABLES["observations"].replace("m1,X01,2023/24,10,,,", "m1,X01,2023/24,99,,,")
WITHIN_SECONDS = 120


@contextmanager
def serving(warehouse):
    """`sectorled serve`, until the block ends."""
    words, environment = command(warehouse, "--port", str(free_port()))
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        assert any(line.startswith("Open") for line in running.stderr)
        yield
        running.send_signal(signal.SIGTERM)
        running.stderr.read()


def noticed(folder, verb):
    """The releases of which the log says this, once there is one."""
    until = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < until:
        with sqlite3.connect(folder / "records.sqlite3") as records:
            found = records.execute("select subject_id from platform_auditevent where verb = ?", [verb]).fetchall()
        if found:
            return [release for (release,) in found]
        time.sleep(0.2)
    return []


def test_what_was_published_while_the_site_was_down_is_noticed_when_it_starts(tmp_path):
    warehouse = published(tmp_path)
    with serving(warehouse):
        before = noticed(tmp_path, "release.found")
    sectorled("load", "package", write(tmp_path / "newer", observations=NEWER), warehouse=warehouse)
    release = sectorled("publish", warehouse=warehouse).out.strip()

    with serving(warehouse):
        after = noticed(tmp_path, "release.published")

    assert (len(before), after) == (1, [release])
    assert before != after
