"""What is said of a metric, as a table of examples; the first row is the sentence the pages promise."""

from dataclasses import replace

import pytest

from sectorled.briefing.comparators import NEIGHBOURS, comparators
from sectorled.briefing.sentences import gap, run, standing, sureness, travel
from sectorled.warehouse.queries.shapes import Gap, Trend
from tests.briefing.council import area, line, series, then


def words(made, *, among=NEIGHBOURS, **changes):
    return standing(replace(made, **changes), among).words


STOOD, MEDIAN = "Household waste recycled stood at ", "; the group's median is 44.1%."
HOMELESS = "Homelessness stood at 4.1 per 1,000 households"
NEAREST, TO_2_7 = "its 15 nearest neighbours", "the group's median is 2.7."
NO_FIGURE = "Household waste recycled: there is no figure for 2024/25, because"
OWN = line()
LOW = line(polarity="low", unit="per 1,000 households", label="Homelessness")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            OWN,
            f"{STOOD}38.3% in 2024/25: lower than 11 of its 15 nearest neighbours{MEDIAN}",
        ),
        (
            line(standing=area(rank=3)),
            f"{STOOD}38.3% in 2024/25: higher than 13 of its 15 nearest neighbours{MEDIAN}",
        ),
        (
            line(standing=area(rank=1)),
            f"{STOOD}38.3% in 2024/25: higher than all its 15 nearest neighbours{MEDIAN}",
        ),
        (
            line(standing=area(rank=16)),
            f"{STOOD}38.3% in 2024/25: lower than all its 15 nearest neighbours{MEDIAN}",
        ),
        (
            line(standing=area(rank=1, joint=True)),
            f"{STOOD}38.3% in 2024/25: joint highest of the 16 in the group{MEDIAN}",
        ),
        (
            line(standing=area(rank=3, joint=True)),
            f"{STOOD}38.3% in 2024/25: lower than only 2 of its 15 nearest neighbours{MEDIAN}",
        ),
        (
            replace(LOW, standing=area(4.1, rank=12, status="provisional"), median=2.7),
            f"{HOMELESS} in 2024/25 (provisional): higher than 11 of {NEAREST}; {TO_2_7}",
        ),
        (
            line(polarity="target", standing=area(rank=12)),
            f"{STOOD}38.3% in 2024/25: further from its target than 11 of its 15 nearest neighbours{MEDIAN}",
        ),
        (
            line(n=14, missing=2, standing=area(rank=12, of=14)),
            f"{STOOD}38.3% in 2024/25: lower than 11 of its 13 nearest neighbours with a figure{MEDIAN}",
        ),
        (
            line(polarity="none", standing=area(rank=None)),
            f"{STOOD}38.3% in 2024/25: in the lowest quarter of the group, whose median is 44.1%.",
        ),
        (
            line(polarity="none", standing=area(49.0, rank=None)),
            f"{STOOD}49.0% in 2024/25: in the highest quarter of the group, whose median is 44.1%.",
        ),
        (
            line(polarity="none", standing=area(45.0, rank=None)),
            f"{STOOD}45.0% in 2024/25: in the middle half of the group, whose median is 44.1%.",
        ),
        (
            line(polarity="none", n=5, standing=area(45.0, rank=None)),
            "Household waste recycled stood at 45.0% in 2024/25: above the group's median of 44.1%.",
        ),
        (
            line(polarity="none", n=5, standing=area(44.1, rank=None)),
            "Household waste recycled stood at 44.1% in 2024/25: the same as the group's median of 44.1%.",
        ),
        (
            line(n=1, standing=area(rank=1, of=1)),
            "Household waste recycled stood at 38.3% in 2024/25; no other council in the group has a figure.",
        ),
        (
            line(standing=area(None, status="suppressed", rank=None)),
            f"{NO_FIGURE} it was withheld to protect confidentiality.",
        ),
        (
            line(standing=area(None, status="not applicable", rank=None)),
            f"{NO_FIGURE} the council does not run this service, or the source does not cover it.",
        ),
        (
            line(value_type="yes/no", label="Local plan up to date", standing=area(1.0), period="2025-03-31"),
            "Local plan up to date: yes on 31 March 2025.",
        ),
    ],
)
def test_where_a_council_stands(made, said):
    assert words(made) == said


def test_the_council_is_named_where_no_title_names_it():
    assert standing(OWN, name="Amberfold").words.startswith("Household waste recycled in Amberfold stood at 38.3%")


@pytest.mark.parametrize(
    ("kind", "label", "said"),
    [
        ("region", "Northmark", "11 of the 15 others in Northmark"),
        ("family", "Rural", "11 of the 15 others in its family"),
        ("type", "unitary", "11 of the 15 other councils of its type"),
        ("all", None, "11 of the 15 other councils"),
        ("custom", "Club {n}", "11 of the 15 others in Club (n)"),
    ],
)
def test_the_others_are_named_by_the_kind_of_their_group(kind, label, said):
    assert said in words(OWN, among=comparators(kind, label))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (line(), "Chance was not assessed."),
        (line(standing=area(how_sure="sampling")), "Chance was not assessed."),
        (line(polarity="none", standing=area(how_sure="counts")), "Neither high nor low is good in itself."),
        (
            line(standing=area(how_sure="history", verdict="similar")),
            "No clear difference, judging by how much it has varied before.",
        ),
        (
            line(stands_out=True, standing=area(how_sure="counts", verdict="worse")),
            "Clearly worse, judging by the number of cases.",
        ),
        (
            line(standing=area(how_sure="sampling", verdict="better")),
            "Better if taken alone; among 41 measures tested, chance makes some look so.",
        ),
        (line(standing=area(None, status="missing")), ""),
    ],
)
def test_how_sure_one_can_be(made, said):
    assert sureness(made, tests=41).words == said


@pytest.mark.parametrize(
    ("units", "noun", "said"),
    [
        (-140.2, "children", "It would take 140 fewer children to reach the group's median."),
        (12_403.4, "tonnes recycled", "It would take 12,400 more tonnes recycled to reach the group's median."),
        (
            1_240_338.0,
            "Council tax collected in pounds",
            "It would take £1,240,000 more council tax collected to reach the group's median.",
        ),
        (-5000.0, "Spending in pounds", "It would take £5,000 less spending to reach the group's median."),
        (0.0, "children", ""),
        (0.3, "children", ""),
        (20.0, "in the numerator", ""),
    ],
)
def test_the_gap_is_in_people_or_pounds(units, noun, said):
    assert gap(line(gap_to_median=Gap("median", 1.0, units, noun, "-"))).words == said


def test_no_gap_is_no_sentence():
    assert gap(line()).words == ""


RISING = Trend("Mann-Kendall", 0.01, "higher", "better", None)
TOO_FEW = Trend("Mann-Kendall", None, None, None, "cannot be calculated: fewer than 5 unbroken points")


@pytest.mark.parametrize(
    ("made", "past", "said"),
    [
        (line(), series(), "It has fallen every year since 2019/20."),
        (
            line(standing=area(trend=RISING)),
            series((31.0, 36.0, 35.0, 36.1, 38.3)),
            "It has risen every year since 2022/23: clearly getting better.",
        ),
        (
            line(standing=area(trend=RISING)),
            series(),
            "It has fallen every year since 2019/20, but over the years it has been rising: clearly getting better.",
        ),
        (
            line(polarity="target", standing=area(trend=replace(RISING, direction="lower"))),
            series(),
            (
                "It has fallen every year since 2019/20; "
                "over the years it has been moving towards its target: clearly getting better."
            ),
        ),
        (line(standing=area(trend=RISING)), None, "Over the years it has been rising: clearly getting better."),
        (
            line(polarity="target", standing=area(trend=replace(RISING, verdict="worse"))),
            None,
            "Over the years it has been moving away from its target: clearly getting worse.",
        ),
        (
            line(polarity="target", standing=area(trend=replace(RISING, direction="lower"))),
            None,
            "Over the years it has been moving towards its target: clearly getting better.",
        ),
        (line(), series((38.0, 39.0, 38.3)), "It was 36.1% in 2023/24, with no clear trend."),
        (line(standing=area(trend=TOO_FEW)), None, "It was 36.1% in 2023/24; too few years to tell a trend."),
        (line(standing=area(trend=TOO_FEW, previous=None)), None, "Too few years to tell a trend."),
        (line(standing=area(previous=None)), None, "There is no clear trend."),
        (
            line(standing=area(previous=then(period="2021-04-01/P1Y", follows_on=False))),
            None,
            "It was 36.1% in 2021/22, the last figure before a gap, with no clear trend.",
        ),
        (
            line(polarity="none", standing=area(trend=replace(RISING, verdict=None))),
            None,
            "It was 36.1% in 2023/24.",
        ),
        (
            line(standing=area(previous=None, trend=replace(TOO_FEW, reason="not ordered"))),
            None,
            "No trend can be told.",
        ),
        (line(standing=area(None, status="missing")), None, ""),
        (line(value_type="yes/no", standing=area(1.0)), None, ""),
    ],
)
def test_the_direction_of_travel(made, past, said):
    assert travel(made, past).words == said


def test_a_run_does_not_cross_a_gap_and_ends_at_the_latest_period():
    assert run(series((50.0, 48.0, None, 45.0, 44.0))) is None
    assert run(series((50.0, 48.0, 47.0, None))) is None
    assert run(series((44.0, 44.0, 44.0))) is None
    assert run(series((44.0,))) is None
    assert run(series((None, 44.0, 43.0, 42.0))) == ("fallen every year", "2022/23")
