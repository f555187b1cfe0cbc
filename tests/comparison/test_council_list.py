"""The list of councils: by name, never by rank, of a region or kind where asked."""

import re

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]


def names(client, query=""):
    text = client.get(f"/councils/{query}").content.decode()
    return re.findall(r'href="/councils/X\d+/">([^<]+)</a>', text.split("<main")[1])


def test_all_councils_stand_in_the_order_of_their_names(client):
    found = names(client)

    assert len(found) == 62
    assert found == sorted(found)


def test_a_region_and_a_kind_narrow_the_list(client):
    found = names(client, "?region=Northfell&kind=unitary")

    assert found == sorted(found)
    assert "Amberfold" in found
    assert len(found) == 5


def test_what_nobody_is_of_says_so(client):
    response = client.get("/councils/?region=Atlantis")

    assert "No council is of both this region and this kind." in response.content.decode()


def test_the_list_asks_the_database_only_whether_it_is_kept(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/councils/?kind=district")
