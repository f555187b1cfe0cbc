"""An archive is taken for hostile: damaged, changed or leading astray, it is refused before anything is written."""

import hashlib
import json
import zipfile

import pytest

from sectorled.platform.backup.archive import MANIFEST, reading, writing
from sectorled.warehouse.tidy import InputError


@pytest.fixture
def small(tmp_path):
    """An archive of one entry, without any installation."""
    path = tmp_path / "small.zip"
    with writing(path) as writer:
        with writer.entry("files/a") as entry:
            entry.write(b"content")
        writer.close({"migrations": []})
    return path


def with_entry(path, name, content=b"evil", listed=True):
    """The archive with one more entry under any name."""
    with zipfile.ZipFile(path) as archive:
        entries = {entry: archive.read(entry) for entry in archive.namelist()}
    manifest = json.loads(entries.pop(MANIFEST))
    if listed:
        manifest["entries"][name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    with zipfile.ZipFile(path, "w") as archive:
        for entry, held in entries.items():
            archive.writestr(entry, held)
        archive.writestr(name, content)
        archive.writestr(MANIFEST, json.dumps(manifest))


@pytest.mark.parametrize(
    "name",
    [
        "files/../../evil",
        "/etc/evil",
        "../evil",
        "files/..",
        "elsewhere/evil",
        "files/a\\..\\evil",
        "files//evil",
        "files",
    ],
)
def test_an_entry_that_leads_out_of_its_folder_is_refused(small, name):
    with_entry(small, name)

    with pytest.raises(InputError, match="leads out of its folder"), reading(small):
        pass


def test_an_entry_that_is_not_listed_is_refused(small):
    with_entry(small, "files/b", listed=False)

    with pytest.raises(InputError, match="other entries"), reading(small):
        pass


def test_an_archive_is_read_as_it_was_written(small):
    with reading(small) as reader:
        assert reader.names("files") == ["a"]
        assert reader.open("files", "a").read() == b"content"


@pytest.mark.parametrize("cut", [10, 100, -30, -1])
def test_an_archive_that_was_cut_short_is_refused(small, cut):
    small.write_bytes(small.read_bytes()[:cut])

    with pytest.raises(InputError, match="damaged"), reading(small):
        pass


def test_an_archive_of_which_any_byte_was_changed_is_refused_or_holds_the_same(small):
    whole = small.read_bytes()
    for place in range(len(whole)):
        small.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            with reading(small) as reader:
                assert reader.open("files", "a").read() == b"content"
        except InputError:
            continue


@pytest.mark.parametrize(
    "told", [b"[]", b"{", b'{"format": 1}', b'{"format": 9, "entries": {}}', b'{"format":1,"entries":[]}']
)
def test_a_list_that_cannot_be_read_is_refused(tmp_path, told):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MANIFEST, told)

    with pytest.raises(InputError), reading(path):
        pass


def test_an_entry_larger_than_its_list_says_is_not_unpacked(small):
    with_entry(small, "files/bomb", b"0" * 10_000_000)
    with zipfile.ZipFile(small) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries.pop(MANIFEST))
    manifest["entries"]["files/bomb"]["bytes"] = 10
    with zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in entries.items():
            archive.writestr(name, held)
        archive.writestr(MANIFEST, json.dumps(manifest))

    with pytest.raises(InputError, match="is not what was backed up"), reading(small):
        pass


def test_a_backup_that_fails_leaves_no_archive(tmp_path):
    with pytest.raises(ValueError, match="stopped"), writing(tmp_path / "x.zip"):
        raise ValueError("stopped")

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    (tmp_path / "x.zip").write_text("not a zip")

    with pytest.raises(InputError, match="no archive of ours"), reading(tmp_path / "x.zip"):
        pass
