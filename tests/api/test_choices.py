"""An empty answer comes with what could be asked instead."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
METRIC, AREA = "fictional.household-recycling", "X06000001"


@pytest.mark.parametrize(
    ("address", "status", "choice"),
    [
        ("/areas?find=Amberfald", 404, "Amberfold"),
        ("/areas?find=zzzz", 404, None),
        ("/measures?find=household+recyling", 404, "Household waste recycled"),
        ("/groups?find=near+neighbors+of+Amberfold", 404, "Nearest neighbours of Amberfold"),
        ("/baskets?find=outcum", 404, "outcomes"),
        ("/search?find=Amberfald", 404, "Amberfold"),
        (f"/compare?metric={METRIC}&period=1901/02", 422, "2024/25"),
        (f"/compare?metric={METRIC}&area={AREA}&group=neighbours-X06000002", 422, f"neighbours-{AREA}"),
        ("/baskets/outcomes?base=1900/01&latest=2023/24", 422, "2023/24"),
    ],
)
def test_an_empty_answer_gives_the_valid_choices(client, address, status, choice):
    response = client.get(f"/api/v1{address}")

    said = response.json()
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert said["choices"]
    assert choice is None or choice in said["choices"]
    assert said["choices"][0] in said["detail"] or "The latest ones are" in said["detail"]


def test_a_list_read_past_its_end_is_only_empty(client):
    response = client.get("/api/v1/areas?find=amber&offset=500")

    assert response.status_code == 200
    assert response.json()["rows"] == []
    assert int(response.headers["X-Total-Count"]) > 0
