"""A measure's line says which of its figures are from before the council existed."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
MEASURE = "/measures/fictional.household-recycling/"


@pytest.mark.parametrize(
    ("council", "note"),
    [
        (
            "X07000034",
            "Up to 2018/19 the figures are put together from those of the councils whose place Larkdown took.",
        ),
        ("X06000028", "Brinehaven took the place of others, whose figures cannot be put together"),
        ("X06000001", None),
    ],
)
def test_the_line_of_a_new_council_says_where_its_figures_begin(client, council, note):
    page = client.get(f"{MEASURE}?council={council}").content.decode()
    data = client.get(f"{MEASURE}line.csv?council={council}").content.decode()

    for text in (page, data):
        assert ("took the place" in text or "whose place" in text) is (note is not None)
        assert note is None or note in text
