"""The first few of what stands out show both sides, where there are two."""

from sectorled.warehouse.queries.council import SHOWN, _both_sides
from tests.briefing.council import area, line


def lines(verdicts):
    return [line(f"m{i}", standing=area(verdict=verdict)) for i, verdict in enumerate(verdicts)]


def test_the_surest_of_the_other_side_is_the_last_of_the_first_few():
    found = _both_sides(lines(["better"] * 7 + ["worse", "worse"]))

    assert found[:SHOWN] == ["m0", "m1", "m2", "m3", "m7"]
    assert found[SHOWN:] == ["m4", "m5", "m6", "m8"]


def test_the_order_stays_where_both_sides_are_there_or_only_one_is():
    for verdicts in (["better"] * 4 + ["worse"] * 4, ["worse"] * 8, ["better", "worse"], []):
        assert _both_sides(lines(verdicts)) == [f"m{i}" for i in range(len(verdicts))]
