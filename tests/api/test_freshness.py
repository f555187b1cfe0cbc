"""What an answer carries: a tag by release and replies, leave to be read from any page, no cookie."""

import pytest

from tests.comparison.factories import METRIC, reply
from tests.people.factories import COUNCIL, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
ADDRESS = f"/api/v1/compare?metric={METRIC}&area={COUNCIL}"


def test_an_answer_that_the_reader_has_is_not_sent_again(client):
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, max-age=30"


def test_another_question_or_release_has_another_tag(client, sector):
    addresses = (ADDRESS, f"{ADDRESS}&period=2022/23", f"{ADDRESS}&release={sector[1][0]}")

    tags = {client.get(address).headers["ETag"] for address in addresses}

    assert len(tags) == 3


def test_a_published_reply_stands_beside_the_figure_everywhere_at_once(client, sector):
    council()
    addresses = (
        ADDRESS,
        f"/api/v1/councils/{COUNCIL}",
        f"/api/v1/trend?metric={METRIC}&area={COUNCIL}",
        f"/api/v1/provenance?metric={METRIC}&area={COUNCIL}",
        f"/api/v1/replies?area={COUNCIL}",
        f"/api/v1/replies?metric={METRIC}",
    )
    before = {address: client.get(address) for address in addresses}

    reply(sector[1][1], "We changed our <b>rounds</b>.", state="published")
    after = {a: client.get(a, headers={"If-None-Match": before[a].headers["ETag"]}) for a in addresses}

    assert [a for a, response in before.items() if b"rounds" in response.content] == []
    assert [a for a, response in after.items() if b"We changed our <b>rounds</b>." not in response.content] == []


def test_a_reply_that_waits_is_nowhere(client, sector):
    council()
    reply(sector[1][1], "Not yet read.")

    answers = [client.get(address).content for address in (ADDRESS, "/api/v1/replies")]

    assert [answer for answer in answers if b"Not yet read" in answer] == []


def test_replies_can_be_asked_for_a_metric_that_has_none(client, sector):
    council()
    reply(sector[1][1], state="published")

    assert client.get("/api/v1/replies?area=X06000002").json() == []
    assert client.get("/api/v1/replies?metric=fictional.residual-waste").json() == []


def test_any_page_may_read_it_without_credentials(client):
    said = client.get(ADDRESS, headers={"Origin": "https://example.org"})
    asked = client.options(ADDRESS, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})

    assert said.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in said.headers
    assert "Link" in said.headers["Access-Control-Expose-Headers"]
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


def test_other_pages_of_the_site_may_not_be_read_from_elsewhere(client):
    assert "Access-Control-Allow-Origin" not in client.get("/councils/").headers
    assert "Access-Control-Allow-Origin" not in client.options("/councils/").headers


def test_head_is_answered(client):
    response = client.head(ADDRESS)

    assert response.status_code == 200
    assert response.headers["ETag"] == client.get(ADDRESS).headers["ETag"]


def test_who_is_signed_in_gets_what_everyone_gets_and_no_cookie_is_set(client, officer):
    public = client.get(ADDRESS)
    client.force_login(officer)
    signed_in = client.get(ADDRESS)

    assert signed_in.content == public.content
    assert not public.cookies
    assert not signed_in.cookies


def test_a_comparison_asks_the_records_few_questions(client, django_assert_max_num_queries):
    client.get(ADDRESS)
    with django_assert_max_num_queries(3):
        client.get(f"/api/v1/compare?metric={METRIC}&scheme=region")
