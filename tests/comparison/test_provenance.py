"""How was this worked out?  Every value by its id, for as long as its release can be read."""

import re

import pytest

from tests.comparison.factories import METRIC, reply
from tests.people.factories import COUNCIL

pytestmark = pytest.mark.django_db
PERIOD = "2023-04-01/P1Y"


def value(release, *, metric=METRIC, area=COUNCIL, period=PERIOD):
    return f"/values/{release}/{metric}/{area}/{period}/"


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def told(text, term):
    found = re.search(rf"<dt[^>]*>{term}</dt><dd[^>]*>(.*?)</dd>", text, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def published(text):
    """The rows of what was published when."""
    rows = re.findall(r"<tr class=\"govuk-table__row\"><th scope=\"row\".*?</tr>", text, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows]


def test_a_value_is_followed_back_to_its_parts_file_and_row(client, sector):
    text = page(client, value(sector[1][1]))

    assert "Household waste recycled in Amberfold, 2023/24: <strong>39.3%</strong>" in text
    assert " / " in told(text, "Working")
    assert told(text, "Numerator").endswith(": Tonnes of household waste sent for reuse, recycling or composting")
    assert re.match(r"observations.csv, row [\d,]+ \(in package(-2)?\)", told(text, "File and row"))
    assert re.fullmatch(r"[0-9a-f]{64}", told(text, "SHA-256 of what was loaded"))
    assert told(text, "Licence").startswith("Fictional figures")
    assert told(text, "Publisher")
    assert told(text, "How it is compared").startswith("Differences are judged by how much")
    assert told(text, "Id of this value") == f"{sector[1][1]}/{METRIC}/{COUNCIL}/{PERIOD}"


def test_the_working_has_its_thousands_separated_and_the_interval_its_unit(client, sector):
    working = told(page(client, value(sector[1][1])), "Working")
    pay = page(client, value(sector[1][1], metric="fictional.weekly-pay", period="2024-01-01/P1Y"))

    assert re.search(r"\d{1,3}(,\d{3})+ / \d{1,3}(,\d{3})+ x 100 = \d\d\.\d{1,4}", working)
    assert re.match(r"£\d{3} a week to £\d{3} a week, as published", told(pay, "95% interval"))


def test_what_each_release_said_of_it_is_told_by_date(client, sector):
    rows = published(page(client, value(sector[1][1], period="2024-04-01/P1Y")))

    assert len(rows) == 2
    assert "not published yet" in rows[0]
    assert "38.3% New provisional" in rows[1]


def test_a_revision_shows_both_figures_and_each_page_keeps_its_own(client, sector):
    first, second = sector[1]
    rows = published(page(client, value(second)))

    before, now = (re.search(r"(\d+\.\d)%", row)[1] for row in rows)
    assert "Changed" in rows[1]
    assert f"<strong>{now}%</strong>" in page(client, value(second))
    assert f"<strong>{before}%</strong>" in page(client, value(first))


def test_a_reply_stands_beside_the_value(client, sector):
    reply(sector[1][1], text="Our rounds changed.", state="published")

    assert "Amberfold says: Our rounds changed." in page(client, value(sector[1][1]))


@pytest.mark.parametrize("mark", ["", "#median", "#rank/X06000002", "/"])
def test_an_id_that_was_copied_leads_to_its_value(client, sector, mark):
    asked = f"{sector[1][1]}/{METRIC}/{COUNCIL}/{PERIOD}{mark}"

    response = client.get("/values/", {"id": asked})

    assert response.status_code == 302
    assert response.headers["Location"] == value(sector[1][1])


def test_the_id_of_a_proposed_council_leads_to_its_baseline(client, sector):
    response = client.get(value(sector[1][1], area="X06000001+X06000002"), follow=True)

    assert "A council in place of Amberfold and Coalbeck" in response.content.decode()


def test_a_value_from_before_a_council_existed_is_followed_to_its_predecessors(client, sector):
    text = page(client, value(sector[1][1], area="X07000034", period="2015-04-01/P1Y"))

    parts = [
        re.sub(r"<[^>]+>", "", part)
        for part in re.findall(r"<dd[^>]*>(<a class=\"govuk-link\" href=\"/values/.*?)</dd>", text)
    ]
    shares = [re.search(r"([\d,]+) / ([\d,]+)", part) for part in parts]
    assert len(shares) == 2
    above, below = (sum(int(share[i].replace(",", "")) for share in shares) for i in (1, 2))
    whole = 100 * above / below
    assert f"<strong>{whole:.1f}%</strong> (estimated)" in text


def test_the_page_that_asks_for_an_id_shows_what_one_looks_like(client, sector):
    assert sector[1][1] in page(client, "/values/")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"metric": "fictional.household-recyclin"}, METRIC),
        ({"area": "Amberfeld"}, "Amberfold"),
        ({"period": "1066"}, "The latest ones are"),
        ({"area": "X07000022"}, "nobody published one"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_there_says_what_is_near(client, sector, parts, words):
    response = client.get(value(sector[1][1], **parts))

    assert response.status_code == 404
    assert words in response.content.decode()


@pytest.mark.parametrize("asked", ["x", "a/b/c", "////", "<script>/a/b/c"])
def test_what_is_no_id_is_said(client, sector, asked):
    response = client.get("/values/", {"id": asked}, follow=True)

    assert response.status_code == 404
    assert "<script>" not in response.content.decode().partition("<main")[2]


def test_a_value_of_a_release_that_never_was_is_not_found(client, sector):
    response = client.get(value("0123456789ab"))

    assert response.status_code == 404
    assert "There is no release 0123456789ab" in response.content.decode()
