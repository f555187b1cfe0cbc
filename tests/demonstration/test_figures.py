"""The figures: they follow from their parts, agree with one another, and chance plays by its rules."""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from sectorled.demonstration.figures import figures
from sectorled.demonstration.metrics import catalogue, periods
from sectorled.demonstration.observations import runs
from sectorled.demonstration.world import make_world

# the least and the most that a leader would believe of a council: the latest figures lie between
BELIEVABLE = {
    "household-recycling": (20, 68),
    "residual-waste": (250, 850),
    "council-tax-collected": (90, 99.5),
    "business-rates-collected": (90, 99.8),
    "employment-rate": (60, 90),
    "life-expectancy": (76, 86),
    "smoking": (4, 25),
    "children-in-care": (20, 250),
    "attainment-16": (35, 56),
    "persistent-absence": (8, 35),
    "sickness-absence": (3, 18),
    "reserves": (0, 35),
    "budget-variance": (-6, 8),
    "house-price-ratio": (3, 16),
    "weekly-pay": (450, 1100),
    "turnout": (18, 55),
    "staff-turnover": (4, 25),
    "empty-homes": (0.2, 5),
    "food-hygiene": (85, 100),
    "net-spending": (90, 2000),
    "resident-satisfaction": (30, 85),
}
# pairs that go together in life, and how: rank correlation over councils of at least 0.25
IN_LIFE = [
    ("deprivation", "employment-rate", -1),
    ("deprivation", "life-expectancy", -1),
    ("deprivation", "children-low-income", 1),
    ("deprivation", "council-tax-collected", -1),
    ("children-low-income", "reading-writing-maths-11", -1),
    ("smoking", "life-expectancy", -1),
    ("population-density", "waste-collection-cost", -1),
    ("rural-population", "household-recycling", 1),
    ("rural-population", "road-casualties", 1),
    ("crime", "feel-safe", -1),
    ("children-in-care", "children-spend", 1),
    ("weekly-pay", "house-price-ratio", 1),
]


def latest(world, metrics, made, name):
    """The latest values of councils that do the work, NaN for others."""
    return np.where(runs(world, metrics[name]), made[name].value[:, -1], np.nan)


@cache
def sector(seed):
    world, metrics = make_world(seed), catalogue()
    return world, metrics, figures(world, metrics)


def at(world, name):
    return world.column("name").index(name)


def test_intervals_hold_the_truth_95_times_in_100(world, metrics, made):
    shares = {}
    for name, metric in metrics.items():
        if metric.has_interval:
            rows = made[name]
            known = runs(world, metric)[:, None] & ~np.isnan(rows.lower) & ~np.isnan(rows.truth)
            held = (rows.lower <= rows.truth) & (rows.truth <= rows.upper)
            shares[name] = held[known].mean()

    assert len(shares) > 40
    assert np.mean(list(shares.values())) == pytest.approx(0.953, abs=0.006)
    assert {name: share for name, share in shares.items() if not 0.92 < share < 0.985} == {}


def test_a_rate_follows_from_its_parts_to_rounding(metrics, made):
    for name, metric in metrics.items():
        rows = made[name]
        some = rows.denominator > 0
        rate = rows.numerator[some] / rows.denominator[some] * metric.multiplier
        np.testing.assert_allclose(rows.value[some], rate, atol=0.51 * 10.0 ** -(metric.decimals + 5), rtol=1e-12)


def test_no_share_has_more_cases_than_there_are(metrics, made):
    for name, metric in metrics.items():
        rows = made[name]
        if metric.words["unit"] == "%" and not np.isnan(rows.numerator).all() and name != "budget-variance":
            some = rows.denominator > 0
            assert (rows.numerator[some] <= rows.denominator[some]).all(), name
            assert (rows.numerator[some] >= 0).all(), name


def test_limits_stand_on_either_side_of_the_value(metrics, made):
    for name, metric in metrics.items():
        rows = made[name]
        known = ~np.isnan(rows.lower)
        assert known.any() == metric.has_interval, name
        assert (rows.lower[known] <= rows.value[known]).all(), name
        assert (rows.value[known] <= rows.upper[known]).all(), name


def test_what_is_left_of_household_waste_was_not_recycled(made):
    whole, recycled, rest = (made[name] for name in ("household-waste", "household-recycling", "residual-waste"))

    np.testing.assert_array_equal(recycled.denominator, whole.numerator)
    np.testing.assert_array_equal(rest.numerator, whole.numerator - recycled.numerator)
    np.testing.assert_array_equal(rest.denominator, whole.denominator)


def test_metrics_that_build_on_others_count_the_same_things(metrics, made):
    pairs = {name: metric.recipe.of for name, metric in metrics.items() if metric.recipe.of in metrics}
    plain = {name: of for name, of in pairs.items() if metrics[name].recipe.per == 1 and name != "residual-waste"}

    assert len(plain) >= 8
    for name, of in plain.items():
        np.testing.assert_array_equal(made[name].denominator, made[of].numerator, err_msg=name)


def test_figures_of_places_add_up_from_districts_to_their_county(world, metrics, made):
    codes = list(world.councils)
    parents = dict(world.areas.select("code", "parent").iter_rows())
    county = codes.index("X10000003")
    districts = [i for i, code in enumerate(codes) if parents[code] == "X10000003"]
    places = [
        n for n, m in metrics.items() if m.runs == "every" and m.nature != "service" and m.recipe.kind != "survey"
    ]
    added = [name for name in places if not (metrics[name].recipe.upper or "contacts" in metrics[name].recipe.of)]

    assert len(districts) == 5
    assert len(added) >= 12
    for name in added:
        if metrics[name].recipe.of != "net-spending":
            for part in ("numerator", "denominator"):
                numbers = getattr(made[name], part)
                np.testing.assert_array_equal(numbers[county], numbers[districts].sum(axis=0), err_msg=name)


def test_a_merged_council_carries_on_from_the_sum_of_its_predecessors(world, metrics, made):
    codes = list(world.councils)
    new, old = codes.index("X07000034"), [codes.index(code) for code in ("X07000022", "X07000023")]

    for name, metric in metrics.items():
        rows = made[name]
        if runs(world, metric)[new] and metric.recipe.kind not in ("survey", "yes"):
            np.testing.assert_array_equal(rows.numerator[new], rows.numerator[old].sum(axis=0), err_msg=name)
            np.testing.assert_array_equal(rows.denominator[new], rows.denominator[old].sum(axis=0), err_msg=name)


@pytest.mark.parametrize(("merged", "county"), [("X06000027", "X10000007"), ("X06000030", "X10000004")])
def test_a_unitary_does_the_work_of_its_county_and_its_districts(world, metrics, made, merged, county):
    codes = list(world.councils)
    parents = dict(world.areas.select("code", "parent").iter_rows())
    new, above = codes.index(merged), codes.index(county)
    below = [i for i, code in enumerate(codes) if parents[code] == county]

    for name, metric in metrics.items():
        numbers = made[name].numerator
        both = metric.recipe.upper or metric.recipe.of in ("staff", "contacts", "councillors", "net-spending")
        expected = {"upper": numbers[above], "lower": numbers[below].sum(axis=0)}
        whole = expected["upper"] + expected["lower"] if both else expected.get(metric.runs, numbers[above])
        np.testing.assert_array_equal(numbers[new], whole, err_msg=name)


def test_a_council_that_was_split_was_the_sum_of_its_parts(world, metrics, made):
    codes = list(world.councils)
    whole, parts = codes.index("X06000022"), [codes.index(code) for code in ("X06000028", "X06000029")]

    for name in metrics:
        for rows in (made[name].numerator, made[name].denominator):
            np.testing.assert_array_equal(rows[whole], rows[parts].sum(axis=0), err_msg=name)


@pytest.mark.parametrize(("name", "limits"), BELIEVABLE.items(), ids=BELIEVABLE)
@pytest.mark.parametrize("seed", [2026, 7])
def test_a_leader_would_believe_the_figures(name, limits, seed):
    values = latest(*sector(seed), name)

    assert limits[0] <= np.nanmin(values)
    assert np.nanmax(values) <= limits[1]


@pytest.mark.parametrize(("one", "other", "sign"), IN_LIFE)
def test_metrics_go_together_as_in_life(world, metrics, made, one, other, sign):
    pair = np.array([latest(world, metrics, made, name) for name in (one, other)])
    known = ~np.isnan(pair).any(axis=0) & np.array([kind != "county" for kind in world.column("kind")])

    assert sign * stats.spearmanr(*pair[:, known]).statistic > 0.25


def test_some_councils_truly_rise_or_fall_and_most_do_not(world, metrics, made):
    moved = []
    for name, metric in metrics.items():
        if metric.recipe.kind in ("share", "rate") and not metric.breaks:
            truth = made[name].truth[runs(world, metric)]
            change = np.log(truth[:, -1] / truth[:, 0])
            spread = np.log(truth[:, 0]).std()
            moved.append(np.abs(change - np.median(change)) > 1.5 * spread)

    assert 0.02 < np.concatenate(moved).mean() < 0.2


def test_2020_shows(made):
    visits, homes = made["library-visits"].value, made["feel-safe"].value

    assert np.nanmedian(visits[:, 7] / visits[:, 5]) < 0.6
    assert 0.9 < np.nanmedian(homes[:, 8] / homes[:, 5]) < 1.1


def test_the_stories_are_told_as_written(world, metrics, made):
    recycled = made["household-recycling"].value[at(world, "Amberfold")]
    assessed = made["assessments-on-time"].truth[at(world, "Dockhaven")]

    assert recycled[-1] == pytest.approx(38.3, abs=0.01)
    assert recycled[6] == pytest.approx(43.6, abs=0.01)
    assert (np.diff(recycled[6:]) < 0).all()
    assert assessed[0] == pytest.approx(58)
    assert assessed[-1] == pytest.approx(91)
    assert len(assessed) == len(periods(metrics["assessments-on-time"].recipe)) == 26
