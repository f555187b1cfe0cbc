"""What bases allow to be shown, and what rounded figures add to."""

import pytest

from sectorled.analysis.survey.banners.presenting import BaseRule, Shown, sum_of_rounded
from sectorled.analysis.survey.errors import SurveyError


@pytest.mark.parametrize(
    ("base", "shown", "tested"),
    [
        (0, Shown.NOTHING, False),
        (1, Shown.COUNT, False),
        (29, Shown.COUNT, False),
        (30, Shown.MARKED, True),
        (99, Shown.MARKED, True),
        (100, Shown.PER_CENT, True),
    ],
)
def test_small_bases_have_counts_and_no_test(base, shown, tested):
    assert BaseRule().shown(base) is shown
    assert BaseRule().tested(base) is tested


def test_the_published_rule_shows_nothing_under_thirty():
    rule = BaseRule(least=30, percent_from=30, unmarked_from=30)

    assert [rule.shown(base) for base in (27, 30)] == [Shown.NOTHING, Shown.PER_CENT]
    assert [rule.tested(base) for base in (27, 30)] == [False, True]


def test_bounds_out_of_order_are_refused():
    with pytest.raises(SurveyError, match="put them in that order"):
        BaseRule(least=40)


def test_rounded_figures_say_what_they_add_to():
    assert sum_of_rounded([100 * count / 66 for count in (30, 19, 11, 4, 1, 1)]) == 101
    assert sum_of_rounded([25, 25, 50]) is None
    assert sum_of_rounded([100 / 3] * 3, decimals=1) == 99.9
