"""What a wrong question gets: a problem in JSON that says why and what could be asked; never HTML, never a 500."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
METRIC, AREA = "fictional.household-recycling", "X06000001"


def refused(client, address, status):
    response = client.get(f"/api/v1{address}")
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    said = response.json()
    assert set(said) == {"type", "title", "status", "detail", "instance", "choices"}
    assert said["status"] == status
    return said


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/compare?metric=household-recycled", METRIC),
        ("/trend?metric=fictional.household-recycling&area=Amberfald", "Amberfold"),
        (f"/compare?metric={METRIC}&group=famly-1", None),
        (f"/compare?metric={METRIC}&scheme=regions", "region"),
        ("/councils/Amberfald", "Amberfold"),
        ("/baskets/outcome?base=2014/15&latest=2023/24", "outcomes"),
        ("/measures/household-recycled", METRIC),
    ],
)
def test_a_wrong_name_gets_the_nearest_ones(client, address, nearest):
    said = refused(client, address, 404)

    assert said["detail"].startswith("There is no")
    assert said["choices"]
    assert nearest is None or nearest in said["choices"]


def test_a_release_that_there_is_not_gets_those_that_there_are(client, sector):
    said = refused(client, f"/compare?metric={METRIC}&release=0123456789ab", 404)

    assert said["choices"] == sector[1]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"/compare?metric={METRIC}&period=1901/02", "The latest ones are"),
        (f"/compare?metric={METRIC}&area={AREA}&group={{other}}", "It is in: "),
        ("/compare", "metric: Field required."),
        (f"/compare?metric={METRIC}&aera={AREA}", "There is no parameter aera"),
        (f"/neighbours/{AREA}?k=0", "k: "),
        ("/measures?limit=100000", "limit: "),
        ("/search?find=a", "find: "),
        ("/baskets/outcomes?base=never&latest=2023/24", "is no period"),
        (f"/changes?since=2001-01-01&area={AREA}", "Nothing was published by 2001-01-01"),
        (f"/provenance?metric={METRIC}&area={AREA}&period=1999/2000", "There is no period"),
    ],
)
def test_a_question_that_cannot_be_answered_gets_the_reason(client, address, words):
    groups = client.get("/api/v1/groups?limit=1000").json()["rows"]
    other = next(group["group"] for group in groups if group["owner"] not in (None, AREA))

    said = refused(client, address.format(other=other), 422)

    assert words in said["detail"]


def test_an_address_that_there_is_not_is_a_problem_too(client):
    refused(client, "/", 404)
    refused(client, "/nothing/here", 404)
    refused(client, "/values/not-an-id", 404)


def test_a_request_that_cannot_be_read_is_a_problem_too(client):
    response = client.get("/api/v1/baskets", headers={"Host": "evil.example"})

    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent(client, method):
    response = getattr(client, method)(f"/api/v1/councils/{AREA}")

    assert response.status_code == 405
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "x" * 300, "\u202e", "%00", "'; drop table", "../../etc"]
)
def test_hostile_names_are_only_names(client, name):
    response = client.get("/api/v1/trend", {"metric": name, "area": name})

    assert response.status_code == 404
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_before_anything_is_published_the_api_says_so(client, settings, tmp_path):
    settings.WAREHOUSE = str(tmp_path)

    said = refused(client, f"/councils/{AREA}", 503)

    assert said["detail"] == "No release has been published yet. Try again later."


def test_who_asks_too_often_is_told_how_long_to_wait(client, settings):
    settings.API_REQUESTS_A_MINUTE = 3
    asked = [client.get("/api/v1/baskets", REMOTE_ADDR="198.51.100.7") for _ in range(5)]
    other = client.get("/api/v1/baskets", REMOTE_ADDR="198.51.100.8")

    told = asked[-1]
    assert 429 in [response.status_code for response in asked]
    assert told.json()["detail"].startswith("Too many requests from your address. Wait ")
    assert 0 < int(told.headers["Retry-After"]) <= 60
    assert other.status_code == 200


def test_a_fault_of_ours_is_a_problem_without_its_inside(client, settings, tmp_path, caplog):
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "000001-x.json").write_text("{damaged")
    settings.WAREHOUSE = str(tmp_path)

    said = refused(client, "/measures/jo@example.org", 500)

    assert "on our side" in said["detail"]
    assert "damaged" not in str(said)
    assert str(tmp_path) not in str(said)
    assert "fault in the API" in caplog.text
    line = next(record.msg for record in caplog.records if record.name == "sectorled.api")
    assert not [value for value in line.values() if "jo@example.org" in str(value)]
