"""Files in a folder: their names, and nothing written where one cannot be made."""

from pathlib import Path

import pytest

from sectorled.publishing.errors import PublishingError
from sectorled.publishing.files import FORMATS, write
from tests.publishing.samples import document


def test_each_form_is_a_file_of_its_name(tmp_path: Path) -> None:
    written = write(document(), tmp_path / "new" / "folder", "report", ("html", "docx", "xlsx"))

    assert [path.name for path in written] == ["report.html", "report.docx", "report.xlsx"]
    assert all(path.stat().st_size > 5000 for path in written)


def test_csv_is_two_files_a_table(tmp_path: Path) -> None:
    written = write(document(), tmp_path, "report", ("csv",))

    assert [path.name for path in written][:4] == [
        "report-table-1.csv",
        "report-table-1-notes.csv",
        "report-figure-1.csv",
        "report-figure-1-notes.csv",
    ]
    assert written[0].read_bytes().startswith(b"\xef\xbb\xbfMeasure,")


@pytest.mark.slow
def test_all_forms_are_written_where_none_is_named(tmp_path: Path) -> None:
    assert {path.suffix for path in write(document(), tmp_path, "report")} == {
        ".html",
        ".pdf",
        ".docx",
        ".xlsx",
        ".pptx",
    }
    assert set(FORMATS) == {"html", "pdf", "docx", "xlsx", "pptx", "csv"}


def test_an_unknown_form_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match=r"'odt' is not a form we write\. Use html, pdf, docx, xlsx, pptx, csv"):
        write(document(), tmp_path, "report", ("html", "odt"))

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["../report", "a/b", "", ".", "..", "/etc/x"])
def test_a_name_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(PublishingError, match="not a file name"):
        write(document(), tmp_path, name, ("html",))

    assert not list(tmp_path.iterdir())
