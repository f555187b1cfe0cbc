"""Restoring in one process: what comes back, and that whatever goes wrong on the way leaves the place empty."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from sectorled.platform.backup import records, service
from sectorled.platform.backup.archive import writing
from sectorled.platform.files import Upload, path_of, store
from sectorled.platform.models import StoredFile
from sectorled.warehouse.tidy import InputError
from tests.cli.run import hashes, published
from tests.people.factories import AT
from tests.platform.filled import dump

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("officer")]
MOMENT = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)


def say(_):
    """Nobody listens."""


@pytest.fixture
def archive(tmp_path, settings):
    """An archive of an installation with a file and a release; the settings then name an empty place."""
    settings.FILES, settings.WAREHOUSE = tmp_path / "files", str(published(tmp_path))
    store(Upload("figures.csv", [b"a,b\n"]), purpose="test", by=None, at=MOMENT)
    (tmp_path / "files" / "pages").mkdir()
    (tmp_path / "files" / "pages" / "kept").write_text("made again")
    service.back_up(tmp_path / "all.zip", at=AT, say=say)
    rows, warehouse = dump(), hashes(tmp_path / "warehouse")
    settings.FILES, settings.WAREHOUSE = tmp_path / "new" / "files", str(tmp_path / "new" / "warehouse")
    call_command("flush", interactive=False, verbosity=0)
    return tmp_path / "all.zip", rows, warehouse


def test_what_was_backed_up_comes_back(archive, tmp_path):
    path, rows, warehouse = archive

    service.restore(path, say=say)

    assert dump() == rows
    assert hashes(tmp_path / "new" / "warehouse") == warehouse
    kept = StoredFile.objects.get()
    assert path_of(kept).read_bytes() == b"a,b\n"
    assert kept.at == MOMENT
    assert not (tmp_path / "new" / "files" / "pages").exists()


@pytest.mark.parametrize("name", ["pages/a.djcache", "cache/a.djcache", "downloads/r/package.zip", ".restoring/a"])
def test_what_the_site_believes_because_it_made_it_never_comes_from_an_archive(archive, tmp_path, name):
    with service.reading(archive[0]) as reader, writing(tmp_path / "hostile.zip") as writer:
        for part in ("records", "files", "warehouse"):
            for entry in reader.names(part):
                with reader.open(part, entry) as source, writer.entry(f"{part}/{entry}") as target:
                    target.write(source.read())
        with writer.entry(f"files/{name}") as target:
            target.write(b"hostile")
        writer.close({key: reader.manifest[key] for key in ("made", "software", "migrations")})

    service.restore(tmp_path / "hostile.zip", say=say)

    assert not (tmp_path / "new" / "files" / name).exists()
    assert path_of(StoredFile.objects.get()).read_bytes() == b"a,b\n"


@pytest.mark.parametrize("step", ["_stage_files", "_stage_warehouse", "_unstage"])
@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()])
def test_a_step_that_fails_leaves_the_place_empty(archive, tmp_path, monkeypatch, step, error):
    def fail(*_):
        getattr(service, f"real{step}")(*_)
        raise error

    monkeypatch.setattr(service, f"real{step}", getattr(service, step), raising=False)
    monkeypatch.setattr(service, step, fail)

    with pytest.raises(type(error)):
        service.restore(archive[0], say=say)

    assert records.is_empty()
    assert [path for path in (tmp_path / "new").rglob("*") if path.is_file() and path.name != ".writing"] == []


def test_a_place_with_one_file_is_not_empty(archive, tmp_path):
    (tmp_path / "new" / "files").mkdir(parents=True)
    (tmp_path / "new" / "files" / "mine").write_text("mine")

    with pytest.raises(InputError, match=r"Not empty: .*new/files"):
        service.restore(archive[0], say=say)

    assert (tmp_path / "new" / "files" / "mine").read_text() == "mine"
    assert records.is_empty()


def test_an_archive_of_other_migrations_is_refused(archive, monkeypatch):
    monkeypatch.setattr(records, "migrations", lambda: ["people.0099_later"])

    with pytest.raises(InputError, match="another version"):
        service.restore(archive[0], say=say)

    assert records.is_empty()


def test_a_file_that_is_removed_while_it_is_backed_up_is_left_out(tmp_path, settings, monkeypatch):
    settings.FILES, settings.WAREHOUSE = tmp_path / "files", str(tmp_path / "warehouse")
    monkeypatch.setattr(service, "_files_of", lambda _: ["uploads/gone"])

    service.back_up(tmp_path / "all.zip", at=AT, say=say)

    with service.reading(tmp_path / "all.zip") as reader:
        assert reader.names("files") == []
