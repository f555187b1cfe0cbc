"""The first page, the pages about the site, large print, and the pages of errors."""

import re

import pytest

from sectorled.site.filters import linked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]


def test_the_first_page_says_what_this_is_lets_one_search_and_shows_one_finding(client, sector):
    text = client.get("/").content.decode()

    assert "How is your council doing, and who could help?" in text
    assert "Compare it with similar councils, see how sure we are, and follow what peers recommended." in text
    assert "Clearly better" in text
    assert "worse" not in text.split('id="finding"')[1].split("Table and downloads")[0]
    assert re.search(r'<img src="/measures/[^"]+/bars.svg\?release=' + sector[1][1], text)
    assert "Every council and figure here is invented" in text


def test_pages_for_everyone_carry_no_token_and_set_no_cookie(client):
    for address in ("/", "/councils/", "/councils/X06000001/", "/search/?q=waste"):
        response = client.get(address)
        assert "csrf" not in response.content.decode().lower()
        assert not response.cookies


def test_large_print_is_one_switch_that_a_cookie_remembers(client):
    response = client.get("/print-size/?size=large&next=/councils/%3Fkind=unitary")

    assert response["Location"] == "/councils/?kind=unitary"
    assert 'class="govuk-template large-print"' in client.get("/councils/").content.decode()
    client.get("/print-size/?size=normal&next=/")
    assert "large-print" not in client.get("/councils/").content.decode()


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:alert(1)", "\\\\example.org"])
def test_the_switch_leads_nowhere_else(client, back):
    assert client.get("/print-size/", {"size": "large", "next": back})["Location"] == "/"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/privacy/", "There is no analytics"),
        ("/accessibility/", "WCAG 2.2 at level AA"),
        ("/how-we-work/", "There is no overall score and no league table"),
    ],
)
def test_pages_about_the_site(client, address, words):
    assert words in client.get(address).content.decode()


def test_an_address_that_leads_nowhere_says_so(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()
    assert "Did you mean" not in response.content.decode()


def test_a_near_address_names_what_may_have_been_meant(client):
    text = client.get("/measures/fictional.fly-tiping/").content.decode()

    assert "Did you mean" in text
    assert "Fly-tipping" in text


def test_without_a_release_pages_say_what_to_do(client, settings, tmp_path):
    settings.WAREHOUSE = str(tmp_path)

    for address in ("/", "/councils/nowhere/"):
        response = client.get(address)
        assert response.status_code == 400
        assert "That could not be done" in response.content.decode()


def test_publishers_links_become_links_and_their_words_stay_words():
    assert linked("See [this](https://example.org/a) <b>") == (
        'See <a class="govuk-link" href="https://example.org/a">this</a> &lt;b&gt;'
    )
    assert linked("[x](javascript:alert(1))") == "[x](javascript:alert(1))"
