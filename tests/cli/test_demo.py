"""The demonstration at the command line, with the fictional sector and with a folder of real files."""

import shutil

import pytest

from sectorled.cli.verbs.demo_parts import opening
from sectorled.publishing.errors import PublishingError
from tests.cli.run import sectorled
from tests.shared import SHARED, needs_shared


def without_pdf(document, name, formats):
    if "pdf" in formats:
        raise PublishingError("PDF needs pango. Install it.")
    return {f"{name}.{form}": b"written" for form in formats}


@pytest.mark.slow
def test_without_the_library_for_pdf_the_other_forms_are_made_and_the_reason_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "forms", without_pdf)

    ran = sectorled("demo", "--no-pages", warehouse=tmp_path / "warehouse")

    assert ran.code == 0
    assert "brief.pdf was not made. PDF needs pango. Install it." in ran.err
    assert "brief.html" in ran.out
    assert ".pdf" not in ran.out


@pytest.mark.slow
def test_a_second_start_loads_and_draws_nothing_again(tmp_path, monkeypatch):
    first = sectorled("demo", "--no-pages", warehouse=tmp_path / "warehouse")
    loads = sorted((tmp_path / "warehouse" / "loads").iterdir())
    monkeypatch.delattr(opening, "write_opening")

    second = sectorled("demo", "--no-pages", warehouse=tmp_path / "warehouse")

    assert second.out == first.out
    assert sorted((tmp_path / "warehouse" / "loads").iterdir()) == loads


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    ran = sectorled("demo", "--no-pages", "--data", tmp_path / "nowhere", warehouse=tmp_path / "warehouse")

    assert ran.code == 3
    assert "is no folder" in ran.err
    assert not (tmp_path / "warehouse").exists()


def test_a_folder_without_figures_is_refused(tmp_path):
    (tmp_path / "data" / "letters").mkdir(parents=True)
    (tmp_path / "data" / "letters" / "letter.csv").write_text("a,b\n1,2\n", "utf-8")

    ran = sectorled("demo", "--no-pages", "--data", tmp_path / "data", warehouse=tmp_path / "warehouse")

    assert ran.code == 3
    assert "holds no file of a kind we know" in ran.err


@needs_shared
@pytest.mark.slow
def test_real_files_become_a_release_with_a_cited_answer(tmp_path):
    for folder in ("council-register", "ons-els", "survey-example"):
        shutil.copytree(SHARED / "data" / folder, tmp_path / "data" / folder)

    ran = sectorled("demo", "--no-pages", "--data", tmp_path / "data", warehouse=tmp_path / "warehouse")

    assert ran.code == 0, ran.err
    assert "survey-example: not a file of figures that we know, so left." in ran.err
    assert "Source: Office for National Statistics" in ran.out


@pytest.mark.slow
def test_documents_that_were_half_written_are_made_again(tmp_path, monkeypatch):
    def stopped(files, folder):
        folder.mkdir(parents=True)
        (folder / "brief.html").write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as once:
        once.setattr(opening, "save", stopped)
        assert sectorled("demo", "--no-pages", warehouse=tmp_path / "warehouse").code == 130

    ran = sectorled("demo", "--no-pages", warehouse=tmp_path / "warehouse")

    (folder,) = (tmp_path / "reports").iterdir()
    assert ran.code == 0
    assert {path.name for path in folder.iterdir()} >= {"brief.html", "brief.pdf", "headline-report.xlsx"}
    assert (folder / "brief.html").read_bytes() != b"half"
