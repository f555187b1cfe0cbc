"""Back up and restore: every row of every table and every file, into either database; an empty place or none."""

import json
import signal
import subprocess
import sys
import zipfile

import pytest

from sectorled.platform.backup.archive import MANIFEST, writing
from tests import postgres
from tests.cli.run import published
from tests.platform.installation import Installation, in_sqlite


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A filled installation and its archive."""
    here = in_sqlite(tmp_path_factory.mktemp("source") / "installation")
    here.fill()
    published(here.folder)
    ran = here.sectorled("back-up", here.folder / "all.zip")
    assert ran.returncode == 0, ran.stderr
    return here


@pytest.fixture
def empty(tmp_path):
    return in_sqlite(tmp_path / "empty")


def is_empty(place):
    """No file, and no row but those that setting up makes."""
    tables = [line for line in place.rows().splitlines() if line and not line.startswith("  ")]
    made = ("django_content_type:", "auth_permission:")
    return not place.contents() and all(line.endswith(": 0") or line.startswith(made) for line in tables)


def kept(place):
    """What a backup keeps of the files of an installation."""
    return {name: content for name, content in place.contents().items() if not name.startswith("files/pages/")}


@pytest.mark.slow
def test_every_row_and_file_comes_back(source, empty):
    ran = empty.sectorled("restore", source.folder / "all.zip")

    assert ran.returncode == 0, ran.stderr
    assert empty.rows() == source.rows()
    assert kept(empty) == kept(source)
    assert len(kept(source)) > 15
    assert not list(empty.folder.rglob(".restoring"))
    health = empty.run(
        "-c", "import django; django.setup(); from tests.platform import filled; print(filled.next_number())"
    )
    assert health.stdout.strip() == "4", health.stderr


@pytest.mark.slow
def test_records_move_from_one_database_to_the_other_and_back(source, tmp_path):
    binaries = postgres._binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.cluster(binaries) as address:
        (tmp_path / "postgres").mkdir()
        there = Installation(tmp_path / "postgres", address)
        moved = there.sectorled("restore", source.folder / "all.zip")
        assert moved.returncode == 0, moved.stderr
        assert there.rows() == source.rows()
        again = there.sectorled("back-up", tmp_path / "again.zip")
        assert again.returncode == 0, again.stderr
    back = in_sqlite(tmp_path / "back")
    back.sectorled("restore", tmp_path / "again.zip")

    assert back.rows() == source.rows()
    assert kept(back) == kept(source)


@pytest.mark.slow
def test_a_place_that_is_not_empty_is_left_as_it_is(source, empty):
    empty.fill()
    before, files = empty.rows(), empty.contents()

    ran = empty.sectorled("restore", source.folder / "all.zip")

    assert ran.returncode == 3
    assert "Not empty: the database of records and" in ran.stderr
    assert (empty.rows(), empty.contents()) == (before, files)


@pytest.mark.slow
def test_a_backup_is_for_the_owner_alone_and_never_written_over(source):
    archive = source.folder / "all.zip"
    before = archive.read_bytes()

    ran = source.sectorled("back-up", archive)

    assert archive.stat().st_mode & 0o777 == 0o600
    assert ran.returncode == 3
    assert "is there already" in ran.stderr
    assert archive.read_bytes() == before
    assert [path.name for path in source.folder.glob(".all*")] == []


@pytest.mark.slow
def test_an_archive_of_another_version_is_refused_before_anything_is_written(source, empty, tmp_path):
    changed = rewritten(source.folder / "all.zip", tmp_path, manifest={"migrations": ["people.0001_initial", "x.1"]})

    ran = empty.sectorled("restore", changed)

    assert ran.returncode == 3
    assert "another version" in ran.stderr
    assert is_empty(empty)


@pytest.mark.slow
def test_a_row_that_breaks_a_rule_of_the_database_leaves_the_place_empty(source, empty, tmp_path):
    name = "records/people.role.jsonl"
    with zipfile.ZipFile(source.folder / "all.zip") as archive:
        rows = archive.read(name).replace(b'"kind": "officer"', b'"kind": "steward"')
    changed = rewritten(source.folder / "all.zip", tmp_path, {name: rows})

    ran = empty.sectorled("restore", changed)

    assert ran.returncode != 0
    assert is_empty(empty)


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_a_restore_that_is_stopped_leaves_the_place_empty_and_the_next_one_fills_it(source, empty, stop):
    assert empty.run("-m", "django", "migrate", "-v0").returncode == 0
    code = (
        "import sys, time; from sectorled.platform.backup import service\n"
        "service._unstage = lambda place: (print('staged', flush=True), time.sleep(60))\n"
        "from sectorled.cli.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    script = empty.folder.parent / "restore.py"
    script.write_text("import django; django.setup()\n" + code)
    process = started(empty, script, source.folder / "all.zip")
    assert process.stdout.readline() == "staged\n"

    process.send_signal(stop)
    process.wait(timeout=30)
    process.stdout.close()

    assert process.returncode != 0
    assert is_empty(empty)
    assert empty.sectorled("restore", source.folder / "all.zip").returncode == 0
    assert empty.rows() == source.rows()


def started(place, script, archive):
    """The restore in a process that can be stopped."""
    environment = place.run("-c", "import os, json; print(json.dumps(dict(os.environ)))").stdout
    command = [sys.executable, str(script), "restore", str(archive)]
    return subprocess.Popen(
        command, env=json.loads(environment), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def rewritten(archive, folder, entries=None, manifest=None):
    """The archive with other content, and a manifest that agrees with it."""
    target = folder / "changed.zip"
    with zipfile.ZipFile(archive) as old, writing(target) as writer:
        for name in old.namelist():
            if name != MANIFEST:
                with writer.entry(name) as entry:
                    entry.write((entries or {}).get(name, old.read(name)))
        facts = json.loads(old.read(MANIFEST))
        del facts["entries"]
        writer.close(facts | (manifest or {}))
    return target
