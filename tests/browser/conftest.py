"""A real browser before pages that the test client answers: for what only a browser knows, as paper and policies."""

import os
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import FileResponse
from playwright.sync_api import sync_playwright

from tests.journeys.conftest import CHROMIUM, DESKTOP, SWITCHES

HERE = "http://localhost"


def pytest_collection_modifyitems(items):
    """Each of these is slow and needs a browser; without one they are skipped, and counted."""
    for item in items:
        if item.path.parent == item.config.rootpath / "tests" / "browser":
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium, without a window."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop runs in the thread that answers
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium, client):
    """A browser's page whose every request the test client answers; it may report no fault of its own."""
    context = chromium.new_context(base_url=HERE, viewport=DESKTOP)
    context.route("**/*", lambda route: route.fulfill(**_answer(client, route.request)))
    opened, faults = context.new_page(), []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert faults == []


def _answer(client, request):
    parts = urlsplit(request.url)
    if parts.path.startswith("/static/"):
        return {"path": finders.find(parts.path.removeprefix("/static/"))}
    response = client.get(request.url.removeprefix(HERE))
    body = b"".join(response.streaming_content) if isinstance(response, FileResponse) else response.content
    return {"status": response.status_code, "headers": dict(response.headers), "body": body}
