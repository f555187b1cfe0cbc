"""The demonstration, served by the command that people use, and a real browser in front of it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sectorled.demonstration.records import PASSWORD
from tests.chromium import DESKTOP, need

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300_000  # milliseconds that a release may take on a busy machine


def pytest_collection_modifyitems(items):
    """Every journey is made in a browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            need(item)


@dataclass(frozen=True)
class Site:
    """The running demonstration."""

    address: str
    folder: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """`sectorled demo` on a free port, with the fictional sector; stopped as a person would stop it."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "sectorled", "demo", "--warehouse", f"{folder}/warehouse", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SECTORLED", "DATABASE"))}
    environment |= {"DJANGO_SETTINGS_MODULE": "sectorled.site.settings", "SECTORLED_MAIL": "file"}
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True) as demo:
        said = []
        for line in demo.stderr:
            said.append(line)
            if line.startswith("Open http"):
                break
        else:
            pytest.fail("The demonstration did not start:\n" + "".join(said))
        yield Site(f"http://127.0.0.1:{port}", folder)
        os.killpg(demo.pid, signal.SIGINT)
        try:
            demo.communicate(timeout=60)
        except subprocess.TimeoutExpired:  # started in the background, where a shell has Ctrl-C ignored
            os.killpg(demo.pid, signal.SIGTERM)
            demo.communicate()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def scripting(request) -> bool:
    """Every journey is made twice."""
    return request.param


@pytest.fixture
def page(browser, site, scripting) -> Iterator[Page]:
    """A new person's browser; a page may not report an error of its own, but a form may be answered by a refusal."""
    context = browser.new_context(base_url=site.address, java_script_enabled=scripting, viewport=DESKTOP)
    opened = context.new_page()
    faults = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if _is_fault(said, opened) else None)
    yield opened
    context.close()
    assert faults == []


def _is_fault(said, page) -> bool:
    """Whether the console says that something went wrong, other than that the page itself is a refusal."""
    return said.type == "error" and said.location["url"] != page.url


def sign_in(page: Page, email: str) -> None:
    """As one of the demonstration's people."""
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


def unfold(page: Page, words: str) -> None:
    """Open what is folded under these words, unless it is open already."""
    folded = page.locator("details", has=page.locator("summary", has_text=words))
    if folded.get_attribute("open") is None:
        folded.locator("summary").click()
