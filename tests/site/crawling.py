"""Walk the pages and files of the site by its own links, a few of each address pattern."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

EACH = 2  # addresses followed of a pattern and form
UNREAD = ("png", "svg", "pdf", "zip", "parquet")  # pictures, what is drawn from the same tables, and bulk files
_LINK = re.compile(r'(?:href|action)="([^"#]+)"')
_ELSEWHERE = ("/static/", "/account/")


def walked(client: Client, start: str = "/") -> Iterator[tuple[str, HttpResponseBase]]:
    """Every address with its answer, breadth first; those behind a sign-in, or refused, are walked past."""
    waiting, seen, taken = [start], {start}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        kind = _kind(address)
        if kind is None or taken[kind] >= EACH:
            continue
        response = client.get(address)
        if response.status_code != 200:
            continue
        taken[kind] += 1
        yield address, response
        if response.headers.get("Content-Type", "").startswith("text/html"):
            links = [urljoin(address, html.unescape(link)) for link in _LINK.findall(response.content.decode())]
            fresh = [link for link in dict.fromkeys(links) if _ours(link) and link not in seen]
            seen.update(fresh)
            waiting += fresh


def _ours(link: str) -> bool:
    parts = urlsplit(link)
    return not parts.netloc and not parts.scheme and not parts.path.startswith(_ELSEWHERE)


def _kind(address: str) -> str | None:
    """The pattern behind an address with the form it ends in and the questions it asks; None where none is read."""
    parts = urlsplit(address)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        return None
    form = parts.path.rpartition(".")[2] if "." in parts.path.rpartition("/")[2] else ""
    asked = ",".join(sorted({part.partition("=")[0] for part in parts.query.split("&")} - {"release"}))
    return None if form in UNREAD else f"{route} {form} {asked}"
