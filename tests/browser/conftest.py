"""A real browser before pages that the test client answers: for what only a browser knows, as paper and policies."""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import FileResponse

from tests.chromium import DESKTOP, need

HERE = "http://localhost"


def pytest_collection_modifyitems(items):
    """Each of these is seen by a browser."""
    for item in items:
        if item.path.parent == item.config.rootpath / "tests" / "browser":
            need(item)


@pytest.fixture
def page(browser, client):
    """A browser's page whose every request the test client answers; it may report no fault of its own."""
    context = browser.new_context(base_url=HERE, viewport=DESKTOP)
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
