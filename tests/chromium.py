"""The system's Chromium: one for all tests that need a browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = [
    f"--{name}"
    for name in (
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-dev-shm-usage",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    )
]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def need(item: pytest.Item) -> None:
    """Such a test is slow and needs a browser; without one it is skipped, and counted."""
    item.add_marker(pytest.mark.browser)
    item.add_marker(pytest.mark.slow)
    if CHROMIUM is None:
        item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Without a window.  Its loop runs in the thread of the tests, so that Django must be told to allow this."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
