"""What takes seconds to make is made for each caller one at a time."""

import pytest
from django.core.cache import cache

from tests.comparison.factories import METRIC
from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
FILES = (
    "/baskets/outcomes/direction.html",
    f"/compare/report.html?measure={METRIC}&council={COUNCIL}",
    f"/councils/{COUNCIL}/report/?form=html&measure={METRIC}",
    f"/councils/{COUNCIL}/brief.pdf",
    f"/propose-a-council/baseline.html?council={COUNCIL}&council=X06000002",
)


@pytest.mark.parametrize("address", FILES)
def test_a_second_file_waits_for_the_first_of_the_same_caller_and_for_nobody_elses(client, address):
    cache.add("making-127.0.0.1", 1)

    refused = client.get(address)
    other = client.get("/baskets/outcomes/direction.csv", REMOTE_ADDR="192.0.2.1")

    assert refused.status_code == 429
    assert "still being made" in refused.content.decode()
    assert other.status_code == 200
    assert client.get("/baskets/outcomes/").status_code == 200


def test_once_a_file_is_made_or_refused_the_next_may_be_asked_for(client):
    answers = [client.get(address).status_code for address in (FILES[0], "/baskets/outcomes/direction.zip", FILES[0])]

    assert answers == [200, 404, 200]


def test_a_page_of_somebody_who_signed_in_is_kept_by_no_browser(client, officer):
    before = client.get("/councils/").headers["Cache-Control"]
    client.force_login(officer)

    assert "public" in before
    assert client.get("/councils/").headers["Cache-Control"] == "private, no-store"
    assert client.get(f"/councils/{COUNCIL}/own-measures/").headers["Cache-Control"] == "private, no-store"
    assert "public" in client.get(f"/measures/{METRIC}/data.csv").headers["Cache-Control"]
