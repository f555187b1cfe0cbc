"""Where the real published files and golden figures lie, beside the checkout; tests that need them skip without."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "data").is_dir(), reason="the published files are not beside the checkout"
)
