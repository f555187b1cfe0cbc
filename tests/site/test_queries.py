"""How often a page of figures asks the database of records: a fixed number of times, however much stands in it."""

import pytest

from tests.comparison.factories import METRIC, reply
from tests.people.factories import COUNCIL

pytestmark = pytest.mark.django_db
SAID_OF = (METRIC, "fictional.smoking", "fictional.calls-answered", "fictional.crime")
QUERIES = {  # two of each tell whether a kept page still holds
    "/": 4,
    "/councils/": 2,
    f"/councils/{COUNCIL}/": 6,
    f"/councils/{COUNCIL}/measures/": 4,
    f"/councils/{COUNCIL}/spine/": 3,
    f"/councils/{COUNCIL}/brief/": 4,
    f"/councils/{COUNCIL}/changed/": 4,
    f"/councils/{COUNCIL}/neighbours/": 2,
    f"/measures/{METRIC}/?council={COUNCIL}": 3,
    f"/measures/{METRIC}/movers/": 4,
    f"/compare/?measure={METRIC}&measure=fictional.smoking&council={COUNCIL}": 5,
    "/measures/": 2,
    "/baskets/outcomes/": 2,
    "/releases/": 2,
    "/groups/": 2,
    "/search/?q=waste": 2,
}


@pytest.mark.parametrize("address", QUERIES)
def test_a_page_asks_as_often_as_ever_however_much_councils_say(client, sector, django_assert_num_queries, address):
    with django_assert_num_queries(QUERIES[address]):
        before = client.get(address)
    for metric in SAID_OF:
        reply(sector[1][1], state="published", metric=metric)
    with django_assert_num_queries(QUERIES[address]):
        after = client.get(address)

    assert before.status_code == after.status_code == 200
