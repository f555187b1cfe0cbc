"""A page that is the same for everyone is made once, and is never a page of somebody who signed in."""

import gzip

import pytest
from django.core.cache import caches
from django.utils import timezone

from sectorled.councils.models import PublicationPause

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector", "kept")]
PAGE = "/councils/X06000001/"


@pytest.fixture
def kept(settings):
    """Pages are kept in this process, as the site keeps them in files."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {name: memory | {"LOCATION": name} for name in ("default", "pages", "memory")}
    yield
    for name in settings.CACHES:
        caches[name].clear()


def test_a_second_reader_is_given_the_page_of_the_first_without_asking_for_its_figures(client, monkeypatch):
    first = client.get(PAGE)
    monkeypatch.setattr("sectorled.comparison.views.council.council_page", None)

    second = client.get(PAGE, headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(second.content) == first.content
    assert second.headers["Content-Encoding"] == "gzip"
    assert second.headers["ETag"] == first.headers["ETag"]
    assert "Cookie" in second.headers["Vary"]
    assert not second.cookies


def test_who_has_the_page_already_is_not_sent_it_again(client):
    tag = client.get(PAGE).headers["ETag"]

    response = client.get(PAGE, headers={"If-None-Match": tag})

    assert (response.status_code, response.content) == (304, b"")


def test_a_page_of_somebody_who_signed_in_is_neither_kept_nor_given(client, officer):
    client.force_login(officer)
    own = client.get(PAGE)
    client.logout()

    public = client.get(PAGE)

    assert "ETag" not in own.headers
    assert b"Sign out" in own.content
    assert b"Sign out" not in public.content
    assert b"Sign in" in public.content


def test_a_cookie_makes_a_page_anew_only_where_it_changes_how_it_looks(client):
    tags = []
    for size in (None, "large", "made up", "made up too"):
        client.cookies.clear()
        if size:
            client.cookies["large-print"] = size
        tags.append(client.get(PAGE).headers["ETag"])

    assert tags[0] == tags[2] == tags[3]
    assert tags[0] != tags[1]


def test_what_a_page_depends_on_gives_it_another_tag(client, sector):
    before = client.get(PAGE).headers["ETag"]
    other_group = client.get(PAGE, {"group": "all"}).headers.get("ETag")
    earlier = client.get(PAGE, {"release": sector[1][0]}).headers["ETag"]

    day = timezone.localdate()
    PublicationPause.objects.create(starts=day, ends=day, reason="an election")

    assert len({before, other_group, earlier, client.get(PAGE).headers["ETag"]}) == 4


def test_a_page_that_says_what_is_wrong_is_not_kept(client):
    for _ in range(2):
        response = client.get("/councils/X06000001/", {"release": "nothing"})

        assert response.status_code == 404
        assert "ETag" not in response.headers
