"""Files, folders, zips and gz as named members; hostile ones cost a message."""

import gzip
import io
import stat
import zipfile
from pathlib import Path

import pytest

from sectorled.warehouse.files import Files, Limits
from sectorled.warehouse.tidy import InputError


def _zip(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return path


def _refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(InputError) as error:
        _read_all(path, limits)
    return str(error.value)


def _read_all(path: Path, limits: Limits | None) -> None:
    with Files.open(path, limits) as files:
        for name in files.names():
            files.read(name)


def test_a_file_a_folder_a_zip_and_a_gz_hold_named_members(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.csv").write_bytes(b"a")
    (tmp_path / ".hidden").write_bytes(b"no")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"b") + gzip.compress(b"c"))
    _zip(tmp_path / "z.zip", ("in/c.csv", b"cc"))

    with Files.open(tmp_path) as files:
        assert {name: files.read(name) for name in files.names()} == {
            "deep/a.csv": b"a",
            "b.csv": b"bc",
            "z.zip/in/c.csv": b"cc",
        }
    with Files.open(tmp_path / "z.zip") as files:
        assert (files.name, files.names()) == ("z.zip", ["in/c.csv"])
    with Files.open(str(tmp_path / "deep" / "a.csv")) as files:
        assert files.read("a.csv") == b"a"
        with pytest.raises(InputError, match=r"there is no b\.csv in it. It holds: a\.csv"):
            files.read("b.csv")


def test_a_zip_without_its_ending_is_unpacked_and_a_workbook_is_not(tmp_path: Path) -> None:
    with Files.open(_zip(tmp_path / "data", ("a.csv", b"1"))) as files:
        assert files.names() == ["a.csv"]
    with Files.open(_zip(tmp_path / "book.xlsx", ("a.csv", b"1"))) as files:
        assert files.names() == ["book.xlsx"]
    with Files.open(_zip(tmp_path / "book", ("[Content_Types].xml", b"1"))) as files:
        assert files.names() == ["book"]
        assert files.read("book").startswith(b"PK")


@pytest.mark.parametrize(
    "name", ["../up.csv", "/root.csv", "a/../../b.csv", "c:\\x.csv", "C:x.csv", "new\nline", "x" * 300]
)
def test_members_that_climb_out_are_refused(tmp_path: Path, name: str) -> None:
    assert "does not stay inside" in _refusal(_zip(tmp_path / "z.zip", (name, b"1")))


def test_links_are_refused_in_zips_and_folders(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "is a link" in _refusal(_zip(tmp_path / "z.zip", (link, b"/etc/passwd")))
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "out.csv").symlink_to("/etc/passwd")
    assert "is a link" in _refusal(tmp_path / "folder")


def test_bombs_are_refused_before_they_unpack(tmp_path: Path) -> None:
    limits = Limits(total_bytes=1 << 22, ratio_from_bytes=1 << 20)
    assert "more than is allowed" in _refusal(_zip(tmp_path / "ratio.zip", ("a", bytes(1 << 21))), limits)
    (tmp_path / "ratio.gz").write_bytes(gzip.compress(bytes(1 << 21)))
    assert "more than is allowed" in _refusal(tmp_path / "ratio.gz", limits)
    small = Limits(total_bytes=100)
    assert "unpacks to more than" in _refusal(_zip(tmp_path / "big.zip", ("a", b"x" * 60), ("b", b"y" * 60)), small)
    (tmp_path / "big.gz").write_bytes(gzip.compress(b"0123456789" * 20))
    assert "more than is allowed" in _refusal(tmp_path / "big.gz", small)
    (tmp_path / "big.csv").write_bytes(b"x" * 200)
    assert "unpacks to more than" in _refusal(tmp_path / "big.csv", small)


def test_archives_in_archives_and_crowds_are_refused(tmp_path: Path) -> None:
    assert "an archive inside an archive" in _refusal(_zip(tmp_path / "z.zip", ("inner.zip", b"")))
    assert "more than 3 files" in _refusal(
        _zip(tmp_path / "n.zip", *((f"{i}", b"") for i in range(4))), Limits(members=3)
    )
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = _zip(tmp_path / "t.zip", ("a", b"1"), ("a", b"2"))
    assert "holds a twice" in _refusal(twice)


def test_broken_and_locked_archives_are_refused(tmp_path: Path) -> None:
    whole = _zip(tmp_path / "z.zip", ("a.csv", b"0123456789" * 50)).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:60])
    assert "not a whole zip" in _refusal(tmp_path / "cut.zip")
    (tmp_path / "cut.gz").write_bytes(gzip.compress(b"hello world" * 99)[:-12])
    assert "cannot be unpacked" in _refusal(tmp_path / "cut.gz")
    damaged = bytearray(whole)
    damaged[45] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(damaged)
    assert "cannot be unpacked" in _refusal(tmp_path / "bad.zip")
    locked = bytearray(whole)
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    assert "has a password" in _refusal(tmp_path / "locked.zip")


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    assert "cannot be read (No such file or directory)" in _refusal(tmp_path / "nowhere.csv")
    assert "is not a file" in _refusal(Path("/dev/null"))
    assert "cannot be read" in _refusal(Path("a\0b"))


def test_a_name_given_twice_by_folder_and_gz_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"1")
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"2"))
    assert "holds a.csv twice" in _refusal(tmp_path)


def test_members_can_be_read_again(tmp_path: Path) -> None:
    buffer = io.BytesIO(gzip.compress(b"again"))
    (tmp_path / "a.csv.gz").write_bytes(buffer.getvalue())
    with Files.open(tmp_path / "a.csv.gz") as files:
        assert files.read("a.csv") == files.read("a.csv") == b"again"
