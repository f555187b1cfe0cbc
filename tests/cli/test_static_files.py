"""Static files are collected when one of them changed, and not at every start."""

import os

import pytest

from sectorled.cli.verbs import serve

LATER = 4_000_000_000  # seconds; Django compares whole ones


@pytest.fixture
def sent(tmp_path, settings):
    """A folder of one file, collected into another."""
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "a.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [tmp_path / "sent"], tmp_path / "served"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    serve._collect()
    return tmp_path / "sent"


def test_files_that_have_not_changed_are_left(sent, settings, capsys):
    (settings.STATIC_ROOT / "a.css").unlink()
    capsys.readouterr()

    serve._collect()

    assert capsys.readouterr().err == ""
    assert not (settings.STATIC_ROOT / "a.css").exists()


@pytest.mark.parametrize("name", ["a.css", "b.css"], ids=["changed", "new"])
def test_a_file_that_changed_is_collected(sent, settings, capsys, name):
    (sent / name).write_text("a { color: rebeccapurple }")
    os.utime(sent / name, (LATER, LATER))

    serve._collect()

    assert "Collecting static files." in capsys.readouterr().err
    assert "rebeccapurple" in (settings.STATIC_ROOT / name).read_text()


def test_without_the_folder_everything_is_collected_again(sent, settings):
    for path in settings.STATIC_ROOT.iterdir():
        path.unlink()

    serve._collect()

    assert (settings.STATIC_ROOT / "a.css").exists()
