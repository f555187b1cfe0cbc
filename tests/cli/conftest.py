"""A warehouse with the small package published, for tests that leave it as it is; one of its own for each test."""

from pathlib import Path

import pytest

from tests.cli.run import published


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared by all tests here: nobody may publish into it."""
    return published(tmp_path_factory.mktemp("small"))


@pytest.fixture(autouse=True)
def own_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no warehouse is named: what one test releases must not be remembered in another."""
    monkeypatch.setenv("SECTORLED_WAREHOUSE", str(tmp_path / "own-warehouse"))
