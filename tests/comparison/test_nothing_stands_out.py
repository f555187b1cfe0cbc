"""As long as councils may still reply, no public page, picture, file or answer of the API singles anything out.

Every address that a reader without an account can reach by following links is fetched, a few of each kind.
"""

import re
from collections import Counter
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from sectorled.briefing.brief import brief
from sectorled.briefing.material import gather
from sectorled.comparison.models import Following
from sectorled.comparison.services.telling import tell_followers
from sectorled.councils.releases import release_read
from sectorled.platform.models import Message
from tests.comparison.factories import AT, METRIC
from tests.people.factories import COUNCIL, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector"), pytest.mark.slow]

OF_EACH = 2  # addresses of one kind
STARTS = (
    "/",
    f"/councils/{COUNCIL}/",
    f"/councils/{COUNCIL}/brief/",
    f"/councils/{COUNCIL}/changed/",
    f"/councils/{COUNCIL}/report/",
    "/search/?q=Amberfold",
    f"/api/v1/councils/{COUNCIL}",
    f"/measures/fictional.missed-collections/?council={COUNCIL}",
)
SINGLED_OUT = re.compile(
    r"(?:is|are|of them) clearly (?:worse|better)|id=\"stands-out\"|verdict--clear|Clear difference|"
    r"\"stands_out\":\s*(?:true|\[\s*\"|\{)|\d verdicts? that changed|\"what\":\s*\"verdict\"",
)
LINKS = re.compile(r"""(?:href|src|action)=["']([^"'#]+)""")
LEFT = ("account", "logout", "login", "openapi")


def reached(client, starts):
    """Every page a reader reaches, a few of each kind: kind, address and text."""
    waiting, known, kinds = list(starts), set(starts), Counter()
    while waiting:
        address = waiting.pop(0)
        try:
            kind = resolve(urlsplit(address).path).view_name
        except Resolver404:
            continue
        if any(word in kind for word in LEFT) or kinds[kind] >= OF_EACH:
            continue
        kinds[kind] += 1
        response = client.get(address, follow=True)
        if response.streaming:  # the whole release, as it was published
            response.close()
            continue
        text = response.content.decode("utf-8", "replace")
        yield kind, address, text
        if "html" in response.headers.get("Content-Type", ""):
            for link in LINKS.findall(text):
                found = urldefrag(urljoin(address, link.replace("&amp;", "&")))[0]
                if found.startswith("/") and found not in known:
                    known.add(found)
                    waiting.append(found)


def test_nothing_that_the_public_reaches_singles_anything_out(client, settings):
    settings.REPLY_WORKING_DAYS = 300

    pages = list(reached(client, STARTS))

    kinds = {kind for kind, _, _ in pages}
    singled = [(address, found.group()) for _, address, text in pages if (found := SINGLED_OUT.search(text))]
    assert {"home", "council", "measure", "council-brief", "changed", "search", "report"} <= kinds
    assert len(kinds) > 20
    assert singled == []


@pytest.mark.parametrize(
    "address",
    [
        f"/councils/{COUNCIL}/",
        f"/councils/{COUNCIL}/brief/",
        f"/councils/{COUNCIL}/changed/",
        f"/api/v1/councils/{COUNCIL}",
        f"/compare/report.html?measure={METRIC}&council={COUNCIL}",
    ],
)
def test_each_of_these_says_it_once_the_window_has_passed_and_not_before(client, settings, address):
    settings.REPLY_WORKING_DAYS = 300
    before = client.get(address).content.decode()
    settings.REPLY_WORKING_DAYS = 0
    after = client.get(address).content.decode()

    assert not SINGLED_OUT.search(before)
    assert SINGLED_OUT.search(after)


@pytest.mark.parametrize("form", ["svg", "png", "csv"])
def test_the_picture_of_what_stands_out_is_not_there_for_who_guesses_its_address(client, settings, form):
    settings.REPLY_WORKING_DAYS = 300

    assert client.get(f"/councils/{COUNCIL}/outstanding.{form}").status_code in (403, 404, 409)


def test_the_council_itself_sees_it_at_once(client, settings, officer):
    settings.REPLY_WORKING_DAYS = 300
    client.force_login(officer)

    assert SINGLED_OUT.search(client.get(f"/councils/{COUNCIL}/").content.decode())


def test_messages_to_followers_single_nothing_out(settings, resident, sector):
    settings.REPLY_WORKING_DAYS = 300
    council()
    Following.objects.create(user=resident, council_id=COUNCIL, since=AT, told_release=sector[1][0])

    tell_followers(release=release_read(), at=AT)

    assert not re.search(r"worse|better|stands? out", Message.objects.get().text)


def test_the_brief_for_the_public_names_no_finding(sector):
    material = gather(release_read(), COUNCIL)

    said = brief(material, at=AT, publisher="The sector body", audience="public")

    assert not any("clearly" in sentence.words for sentence in said.sentences if "chance" not in sentence.key)
