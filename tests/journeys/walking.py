"""Walk a person's pages by their links, one address of each kind, and look at each page that was not seen before."""

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Page

from tests.chromium import DESKTOP, PHONE
from tests.journeys.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = f"""axe.run(document, {{runOnly: {RULES}, resultTypes: ["violations"]}}).then(
  found => found.violations.map(one => one.id + ": " + one.nodes[0].html.slice(0, 160)))"""
FILES = re.compile(r"\.(csv|parquet|zip|json|pdf|docx|xlsx|pptx|svg|png|xml|txt|html)$")
_LINK = re.compile(r'<a[^>]*\shref="([^"#]+)"')
_MAIN = re.compile(r"<main.*</main>", re.DOTALL)
_NEW_EACH_TIME = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|name="token" value="[\w-]+"')


def walked(context: BrowserContext, doors: Iterable[str]) -> Iterator[tuple[str, str, int, str]]:
    """Each address asked for, where it led, status and page: all doors, then one of each kind that pages link to."""
    waiting, kinds = list(doors), set[str | None]({None})
    opened = len(waiting)
    while waiting:
        address, opened = waiting.pop(0), opened - 1
        kind = kind_of(address)
        if opened < 0 and kind in kinds:
            continue
        answer = context.request.get(address)
        kinds.add(kind)
        if answer.headers.get("content-type", "").startswith("text/html"):
            page = answer.text()
            landed = urlsplit(answer.url)
            yield address, f"{landed.path}?{landed.query}".rstrip("?"), answer.status, page
            links = [urlsplit(urljoin(answer.url, html.unescape(link))) for link in _LINK.findall(page)]
            waiting += [f"{to.path}?{to.query}".rstrip("?") for to in links if to.netloc == landed.netloc]


def kind_of(address: str) -> str | None:
    """The route of an address with the questions it asks; None for a file, or what is no page of ours."""
    parts = urlsplit(address)
    route = route_of(address)
    if route is None or FILES.search(parts.path):
        return None
    asked = sorted({name for name, _ in parse_qsl(parts.query)} - {"release", "next"})
    return f"{route} {','.join(asked)}"


def route_of(address: str) -> str | None:
    """The pattern behind an address."""
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return None


def content_of(page: str) -> str:
    """What is particular to a page: the same for two people who are shown the same."""
    found = _MAIN.search(page)
    return _NEW_EACH_TIME.sub("", found[0] if found else page)


def looked_at(page: Page, address: str) -> list[str]:
    """What is wrong with a page at the width of a desk and of a telephone, in words."""
    page.set_viewport_size(DESKTOP)
    page.goto(address)
    page.evaluate(AXE.read_text("utf-8"))
    faults = page.evaluate(RUN)
    if page.locator("h1").count() != 1:
        faults.append(f"{page.locator('h1').count()} main headings")
    if not page.title().partition(" – ")[0].strip():
        faults.append("no title")
    page.set_viewport_size(PHONE)
    wide = settled_width(page)
    faults += page.evaluate(RUN)
    faults += [f"{wide} pixels wide on a telephone"] if wide > PHONE["width"] else []
    return [f"{address}: {fault}" for fault in dict.fromkeys(faults)]


def settled_width(page: Page) -> int:
    """How wide the page is once it fits the window, or after three seconds."""
    for _ in range(15):
        wide = int(page.evaluate("document.documentElement.scrollWidth"))
        if wide <= PHONE["width"]:
            break
        page.wait_for_timeout(200)
    return wide
