"""Charts on other sites' pages: framed there, with all that belongs to them, and nothing else may be framed."""

import re

import pytest
from django.urls import get_resolver

from tests.comparison.factories import METRIC, reply
from tests.people.factories import COUNCIL, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
ADDRESS = f"/embed/measures/{METRIC}/?council={COUNCIL}"
FRAMED = "frame-ancestors *"


@pytest.mark.parametrize("chart", ["bars", "line", "hexagons"])
def test_a_chart_may_be_framed_and_comes_with_all_that_belongs_to_it(client, sector, chart):
    response = client.get(f"{ADDRESS}&chart={chart}")

    page = response.content.decode()
    assert FRAMED in response.headers["Content-Security-Policy"]
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    for words in (
        "<b>Source:</b>",
        "<b>Caveat:</b>",
        f"{sector[1][1]}, built on",
        f"/measures/{METRIC}/?",
        "Amberfold",
    ):
        assert words in page
    assert re.search(r'<img [^>]*alt="[^"]{20,}"', page)


def test_it_sets_no_cookie_and_runs_no_script_even_for_who_has_signed_in(client, officer):
    client.force_login(officer)

    response = client.get(ADDRESS)

    assert not response.cookies
    assert "<script" not in response.content.decode()
    assert "Cookie" not in response.headers.get("Vary", "")


def test_its_picture_is_there(client):
    source = re.search(r'<img [^>]*src="([^"]+)"', client.get(ADDRESS).content.decode())[1]

    response = client.get(source.replace("&amp;", "&"))

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("image/svg")


def test_what_the_council_says_stands_there_too_as_text(client, sector):
    council()
    before = client.get(ADDRESS)
    reply(sector[1][1], "<script>alert(1)</script> Our rounds.", state="published")

    after = client.get(ADDRESS, headers={"If-None-Match": before.headers["ETag"]}).content.decode()

    assert "Amberfold says:" in after
    assert "&lt;script&gt;" in after
    assert "<script" not in after


def test_without_a_council_there_is_a_chart_of_all(client):
    page = client.get(f"/embed/measures/{METRIC}/").content.decode()

    assert "<img" in page
    assert "says:" not in page


def test_a_chart_that_cannot_be_drawn_says_so(client):
    page = client.get(f"/embed/measures/{METRIC}/?chart=line").content.decode()

    assert "There is nothing to draw" in page


@pytest.mark.parametrize("address", [f"{ADDRESS}&chart=pie", "/embed/measures/no-such/"])
def test_a_chart_that_there_is_not_is_not_found_and_not_framed(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert FRAMED not in response.headers["Content-Security-Policy"]


def test_the_code_to_embed_opens_what_it_shows(client, sector):
    page = client.get(f"/measures/{METRIC}/embed/?council={COUNCIL}").content.decode()

    codes = re.findall(r"&lt;iframe src=&#34;([^ ]+)&#34;|&lt;iframe src=\"([^\"]+)\"", page)
    addresses = ["".join(code).replace("&amp;", "&").removeprefix("http://testserver") for code in codes]
    assert len(addresses) == 2
    assert f"release={sector[1][1]}" in addresses[0]
    assert "release=" not in addresses[1]
    for address in addresses:
        assert FRAMED in client.get(address).headers["Content-Security-Policy"]


@pytest.mark.slow
def test_no_other_page_may_be_framed(client, officer):
    words = {"metric_id": METRIC, "metric": METRIC, "code": COUNCIL, "release_id": "x", "picture": "bars"}
    answers = {}
    client.raise_request_exception = False
    for route in _routes(get_resolver().url_patterns):
        address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: words.get(found[1], "1"), route)
        if not address.startswith("/embed/"):
            answers[address] = client.get(address, {"council": COUNCIL}).headers.get("Content-Security-Policy", "")

    assert len(answers) > 40
    assert [address for address, policy in answers.items() if "frame-ancestors 'none'" not in policy] == []


def _routes(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^").rstrip("$")
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, route)
        elif "(" not in route:
            yield route


def test_the_code_to_embed_names_the_sites_own_address_whatever_host_was_asked(client, settings):
    settings.ADDRESS = "https://figures.example.org"

    page = client.get(f"/measures/{METRIC}/embed/", headers={"host": "localhost:99"}).content.decode()

    assert "https://figures.example.org/embed/measures/" in page
    assert "localhost" not in page
