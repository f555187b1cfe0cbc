"""A warehouse with the small package published, for tests that leave it as it is."""

from pathlib import Path

import pytest

from tests.cli.run import published


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared by all tests here: nobody may publish into it."""
    return published(tmp_path_factory.mktemp("small"))
