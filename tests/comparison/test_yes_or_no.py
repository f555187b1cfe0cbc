"""A measure that is answered by yes or no: nothing is drawn, nothing is averaged."""

import pytest

from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
MEASURE = "fictional.local-plan"


@pytest.fixture
def text(client):
    return client.get(f"/measures/{MEASURE}/?council={COUNCIL}").content.decode()


def test_answers_are_a_table_and_no_picture_without_values(text):
    assert "<img" not in text
    assert "No values to show" not in text
    assert "has no value in" not in text
    assert f"/measures/{MEASURE}/bars.csv?" in text
    assert f"/measures/{MEASURE}/line.csv?" in text
    assert ">yes</td>" in text.replace(" ", "").replace("\n", "")


def test_answers_have_neither_a_median_nor_a_distance_from_it(text):
    assert "Group median" not in text
    assert "Group mean" not in text
    assert "the median" not in text
    assert "the same as 7 of 15 others" in text


def test_half_yes_and_half_no_is_said_so_on_the_councils_page(client):
    text = client.get(f"/councils/{COUNCIL}/").content.decode()

    row = text[text.index(">Local plan up to date</a>") :].split("</tr>")[0]
    assert "above the median" not in row
