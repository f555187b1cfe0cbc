"""On every public page: a title of its own, one heading, a way back, and an address to cite that gives it again."""

import html
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.people.factories import COUNCIL
from tests.site.crawling import walked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
ONLY_HERE = re.compile(r"<main.*?</main>", re.DOTALL)
CITED = re.compile(r'site-footer__address">([^<]*)<')
WAY_BACK = ('class="govuk-breadcrumbs"', 'class="govuk-back-link"')
AT_THE_TOP = {"/", "/councils/", "/measures/"}
TAG = re.compile(r"<[^>]*>")


def shown(response):
    """The words and figures of a page."""
    return TAG.sub(" ", ONLY_HERE.search(response.content.decode())[0]).split()


def cited(client, address):
    """The address that a page says to cite, and the page."""
    response = client.get(address)
    return html.unescape(CITED.search(response.content.decode())[1]).removeprefix(settings.ADDRESS), response


@pytest.mark.slow
def test_every_public_page_has_a_title_one_heading_and_a_way_back(client):
    titles, without = {}, []
    for address, response in walked(client):
        path, page = urlsplit(address).path, response.content.decode("utf-8", "replace")
        if not response.headers["Content-Type"].startswith("text/html") or "site-header" not in page:
            continue
        titles[path] = re.search("<title>(.*?)</title>", page, re.DOTALL)[1].split(", page ")[0]
        headings = page.count("<h1")
        back = path in AT_THE_TOP or any(words in page for words in WAY_BACK)
        without += [(address, headings, back)] if headings != 1 or not back else []

    assert without == []
    assert len(titles) > 30
    assert [title for title, times in Counter(titles.values()).items() if times > 1] == []
    assert [path for path, title in titles.items() if not re.match(r"\S.+ – Sector-led$", title)] == []


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/councils/?kind=unitary",
        f"/councils/{COUNCIL}/",
        f"/councils/{COUNCIL}/brief/",
        f"/councils/{COUNCIL}/measures/?theme=Housing",
        f"/councils/{COUNCIL}/changed/",
        f"/measures/fictional.missed-collections/?council={COUNCIL}&group=all",
        "/measures/fictional.care-reviewed/movers/?sort=change",
        "/baskets/outcomes/",
        f"/compare/?council={COUNCIL}&measure=fictional.missed-collections&measure=fictional.smoking",
        "/search/?q=waste",
    ],
)
def test_the_cited_address_names_the_release_and_gives_the_page_again(client, sector, address):
    told, page = cited(client, address)

    again = client.get(told)

    assert f"release={sector[1][1]}" in told
    assert again.status_code == 200
    assert shown(again) == shown(page)
    assert cited(client, told)[0] == told


def test_what_changed_since_ones_own_last_look_is_cited_by_the_release_one_looked_at(client, sector, officer):
    older, newer = sector[1]

    told, _ = cited(client, f"/councils/{COUNCIL}/changed/")
    of_release, _ = cited(client, f"/releases/{newer}/changes/")

    assert told == f"/councils/{COUNCIL}/changed/?since={older}&release={newer}"
    assert of_release == f"/releases/{newer}/changes/?since={older}"


def test_choosing_measures_from_a_councils_page_keeps_the_council(client):
    page = client.get(f"/councils/{COUNCIL}/").content.decode()
    (address,) = set(re.findall(r'href="(/compare/\?[^"]*)"', page))

    form = client.get(html.unescape(address)).content.decode()

    assert re.search(rf'<option value="{COUNCIL}"[^>]* selected', form) or f'value="{COUNCIL}"' in form
