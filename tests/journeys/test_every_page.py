"""Every page that a person can reach by links: axe finds nothing, it fits 320 pixels, and has a title and one heading.

One page of each address pattern is looked at for each person, so that a list of a hundred councils is one look.
"""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.conftest import DESKTOP, PHONE, ROOT, sign_in

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = """axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})"""
PEOPLE = {
    "anybody": None,
    "a resident": "resident@example.org",
    "a performance officer": "officer@amberfold.example",
    "a leader": "leader@amberfold.example",
    "a data steward": "steward@sector.example",
    "an administrator": "administrator@sector.example",
}
FILES = re.compile(r"\.(csv|parquet|zip|json|pdf|docx|xlsx|pptx|svg|png|xml|txt)$")
LEAVING = ("account_logout",)


@pytest.mark.parametrize("email", PEOPLE.values(), ids=PEOPLE)
def test_axe_finds_nothing_on_any_page_of(browser, site, email):
    context = browser.new_context(base_url=site.address, viewport=DESKTOP)
    page = context.new_page()
    if email:
        sign_in(page, email)
    waiting, seen, faults = ["/"], set(), []

    while waiting:
        path = waiting.pop(0)
        name = pattern_of(path)
        if name is None or name in seen:
            continue
        seen.add(name)
        faults += looked_at(page, path)
        waiting += links(page)

    context.close()
    assert faults == []
    assert len(seen) >= 15


def pattern_of(path):
    """The name of the address pattern; None for what is no page of ours."""
    if FILES.search(urlsplit(path).path):
        return None
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return None if match.url_name in LEAVING or match.namespace else match.url_name or match.route


def links(page):
    """Addresses of this site that the page links to."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    here = urlsplit(page.url)
    return [f"{to.path}?{to.query}" if to.query else to.path for to in map(urlsplit, found) if to.netloc == here.netloc]


def looked_at(page, path):
    """What is wrong with a page, in words."""
    answer = page.goto(path)
    if answer is None or answer.status != 200:
        return [f"{path}: {answer.status if answer else 'no answer'}"]
    page.evaluate(AXE)
    found = page.evaluate(RULES)["violations"]
    faults = [f"{path}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
    if page.locator("h1").count() != 1:
        faults.append(f"{path}: {page.locator('h1').count()} main headings")
    page.set_viewport_size(PHONE)
    wide = settled_width(page)
    page.set_viewport_size(DESKTOP)
    return faults + ([f"{path}: {wide} pixels wide on a phone"] if wide > PHONE["width"] else [])


def settled_width(page):
    """How wide the page is once it fits the window, or after three seconds."""
    for _ in range(15):
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide <= PHONE["width"]:
            break
        page.wait_for_timeout(200)
    return wide
