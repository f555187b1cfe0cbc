"""Releases: which were published and when, what one is made of, which were withdrawn."""

import os
import re
import shutil
from datetime import UTC, datetime

import pytest

from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish, rollback
from sectorled.warehouse.store import open_store
from tests.warehouse import small_package

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def own(fictional, tmp_path, settings):
    """The fictional sector in a warehouse of the test's own: its store and the ids of its two releases."""
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    shutil.copytree(fictional[0], settings.WAREHOUSE, copy_function=os.link)
    return open_store(settings.WAREHOUSE), fictional[1]


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def standing(text, name):
    row = re.search(rf"<tr(?:(?!</tr>).)*releases/{name}/\"(?:(?!</tr>).)*</tr>", text, re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))


def test_releases_are_listed_newest_first_and_say_which_stands(client, sector):
    text = page(client, "/releases/")

    first, second = sector[1]
    assert text.index(second) < text.index(first)
    assert "Published now" in standing(text, second)
    assert "Followed by a newer one" in standing(text, first)


def test_a_release_says_what_it_is_made_of(client, sector):
    name = sector[1][1]

    text = page(client, f"/releases/{name}/")

    assert "103,419" in text
    assert "package/fictional-sector" in text
    assert re.search(r"[0-9a-f]{64}", text)
    assert "sectorled 0.1.0" in text
    assert f'href="/releases/{name}/package.zip"' in text
    assert f'href="/releases/{name}/changes/?since={sector[1][0]}"' in text


def test_an_older_release_points_to_the_one_that_stands(client, sector):
    text = page(client, f"/releases/{sector[1][0]}/")

    assert "A newer release has followed." in text
    assert f'href="/releases/{sector[1][1]}/"' in text


def test_a_release_that_was_rolled_back_says_that_it_was_withdrawn(client, own):
    store, (first, second) = own
    rollback(store, at=LATER)

    assert "This release was withdrawn on 20 November 2026" in page(client, f"/releases/{second}/")
    assert "Withdrawn" in standing(page(client, "/releases/"), second)
    assert "put back in the place of a later one" in page(client, f"/releases/{first}/")


def test_a_release_published_again_is_withdrawn_no_more(client, own):
    store, (_, second) = own
    rollback(store, at=LATER)
    publish(store, second, at=LATER)

    assert "These are the figures that are published now." in page(client, f"/releases/{second}/")


def test_a_release_that_was_built_and_never_published_is_not_there(client, own, tmp_path):
    store, _ = own
    load(store, "package", str(small_package.write(tmp_path / "package")), at=LATER)
    unpublished = build(store, at=LATER).release

    for address in (
        f"/releases/{unpublished}/",
        f"/measures/?release={unpublished}",
        f"/releases/{unpublished}/changes/",
    ):
        assert client.get(address).status_code == 404
    assert unpublished not in page(client, "/releases/")


def test_a_release_whose_files_are_gone_is_a_page_that_says_so(client, own):
    store, (first, _) = own
    shutil.rmtree(f"{store.address}/releases/{first}")

    response = client.get(f"/releases/{first}/")

    assert response.status_code == 404
    assert "or there never was" in response.content.decode()
    assert first not in page(client, "/releases/")


@pytest.mark.parametrize("name", ["000000000000", "..%2F..", "%00", "<script>"])
def test_no_other_name_is_a_release(client, sector, name):
    response = client.get(f"/releases/{name}/")

    assert response.status_code == 404
    assert "<script>" not in response.content.decode().partition("<main")[2]
