"""Long work shows a bar with what and how much in a terminal, and leaves no trace of it in a log."""

import pytest

from tests.cli.run import sectorled
from tests.warehouse.small_package import write


@pytest.fixture
def package(tmp_path):
    return write(tmp_path / "package")


def test_a_terminal_shows_what_is_done_and_how_much(tmp_path, package, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")

    loaded = sectorled("load", "package", package, warehouse=tmp_path / "warehouse")
    published = sectorled("publish", warehouse=tmp_path / "warehouse")

    assert f"{package}: reading files" in loaded.err
    assert "6/7" in loaded.err
    assert "Building and publishing: checking files" in published.err


def test_a_log_holds_no_bar_and_no_blank_line(tmp_path, package):
    loaded = sectorled("load", "package", package, warehouse=tmp_path / "warehouse")
    published = sectorled("publish", warehouse=tmp_path / "warehouse")

    lines = (loaded.err + published.err).splitlines()
    assert [line for line in lines if not line.strip() or "━" in line or "files" in line] == []
    assert len(lines) == 2
