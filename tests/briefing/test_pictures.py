"""Charts of a brief: the council's mark lies on the side its verdict names."""

import pytest

from sectorled.briefing.pictures import _strip
from tests.briefing.council import area, group, line


@pytest.mark.parametrize(
    ("polarity", "value", "verdict", "higher_is_right"),
    [
        ("high", 50.0, "better", True),
        ("low", 50.0, "worse", False),
        ("target", 50.0, "worse", False),
        ("target", 50.0, "better", True),
        ("target", 38.3, "worse", True),
        ("target", 38.3, "better", False),
    ],
)
def test_the_mark_of_a_council_lies_on_the_side_of_its_verdict(polarity, value, verdict, higher_is_right):
    own = line(polarity=polarity, standing=area(value, verdict=verdict))

    row = _strip(own, group())

    assert row.higher_is_right is higher_is_right
    assert len(row.others) == 15
