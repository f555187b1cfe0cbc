"""Every page of the data steward answers, for stewards alone."""

import pytest

pytestmark = pytest.mark.django_db
PAGES = [
    "",
    "files/",
    "files/send/",
    "loads/",
    "measures/",
    "measures/import/",
    "measures/m1/",
    "measures/review/?metric=m1",
    "measures/review/?which=all",
    "measures/reviews.csv",
    "releases/",
    "releases/roll-back/",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_answers_a_steward(desk, page):
    response = desk.get(f"/steward/{page}")

    assert response.status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_is_told_that_there_is_a_page(client, officer, administrator, page):
    visitor = client.get(f"/steward/{page}")
    answers = []
    for person in (officer, administrator):
        client.force_login(person)
        answers.append(client.get(f"/steward/{page}").status_code)

    assert visitor.status_code == 302
    assert "/account/login/" in visitor.headers["Location"]
    assert answers == [404, 404]
