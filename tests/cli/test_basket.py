"""Direction of travel over a basket: the published method with its golden figures, and the better one beside it."""

import pytest
from scipy.stats import binomtest

from tests.cli.run import answered, published, sectorled

METRICS = "metric,label,unit,value_type,polarity,target_low,target_high,nature,theme,source\n"
AREAS = "code,name,kind\n" + "".join(f"{code},Place {code},unitary\n" for code in "ABCDEFGH")
BASE, LATEST = "2013/14", "2023/24"
BOTH = ("--from", BASE, "--to", LATEST)


def world(folder, metrics, cells, *, baskets="outcomes,1,Outcomes,\n", listed=None):
    """Publish metrics (id: the rest of its definition), cells (`metric,area,period,value`) and a basket of all."""
    return published(
        folder,
        areas=AREAS,
        names="",
        groups="",
        members="",
        metrics=METRICS + "".join(f"{m},{m},%,{rest}\n" for m, rest in metrics.items()),
        baskets=f"basket,version,label,date\n{baskets}",
        basket_members="basket,version,metric,mark\n"
        + (listed or "".join(f"outcomes,1,{m},outcome\n" for m in metrics)),
        observations="metric,area,period,value\n" + "".join(f"{cell}\n" for cell in cells),
    )


def pairs(metric, **values):
    """The cells of areas with their values at both periods; a blank one is missing."""
    return [f"{metric},{a},{p},{v}" for a, both in values.items() for p, v in zip((BASE, LATEST), both, strict=True)]


GOLDEN = {
    "an area without a latest value is dropped": (
        {"A": (10, 12), "B": (20, 18), "C": (30, "")}, (2, 1, 15, 15, 0.0, "no change", 1, 1),
    ),
    "with it the mean falls": ({"A": (10, 12), "B": (20, 18), "C": (30, 24)}, (3, 0, 20, 18, -10.0, "improved", 2, 1)),
    "the mean rises although half improved": ({"A": (10, 9), "B": (30, 36)}, (2, 0, 20, 22.5, 12.5, "worsened", 1, 1)),
    "from nothing to nothing": ({"A": (0, 0)}, (1, 0, 0, 0, 0.0, "no change", 0, 0)),
    "from nothing to something": ({"A": (0, 2)}, (1, 0, 0, 2, None, "worsened", 0, 1)),
}  # fmt: skip


@pytest.mark.parametrize(("values", "expected"), GOLDEN.values(), ids=GOLDEN)
def test_the_published_method_gives_its_golden_figures(tmp_path, values, expected):
    warehouse = world(tmp_path, {"m": "mean,low,,,outcome,T,S"}, pairs("m", **values))

    (line,) = answered(warehouse, "basket", "outcomes", *BOTH)["lines"]

    keys = ("used", "dropped", "base_mean", "latest_mean", "change_percent", "direction", "improving", "worsening")
    assert tuple(line[key] for key in keys) == expected
    share = binomtest(line["improving"], line["used"]).proportion_ci(0.95, "wilson")
    assert line["share_improving"] == line["improving"] / line["used"]
    assert (line["share_lower"], line["share_upper"]) == pytest.approx((share.low, share.high), abs=1e-12)


@pytest.mark.parametrize(
    ("polarity", "direction"),
    [("low,,", "worsened"), ("high,,", "improved"), ("none,,", None), ("target,0,5", "worsened")],
)
def test_the_same_rise_is_judged_by_polarity(tmp_path, polarity, direction):
    warehouse = world(tmp_path, {"m": f"mean,{polarity},outcome,T,S"}, pairs("m", A=(10, 11)))

    answer = answered(warehouse, "basket", "outcomes", *BOTH)

    assert answer["lines"][0]["direction"] == direction
    assert answer["total"]["judged"] == (0 if direction is None else 1)


@pytest.mark.parametrize(("nature", "mark"), [("context", "outcome"), ("outcome", "context")])
def test_places_are_not_judged_by_context(tmp_path, nature, mark):
    metrics = {"m": "mean,low,,,outcome,T,S", "place": f"mean,low,,,{nature},T,S"}
    listed = f"outcomes,1,m,outcome\noutcomes,1,place,{mark}\n"
    warehouse = world(tmp_path, metrics, pairs("m", A=(10, 9)) + pairs("place", A=(10, 9)), listed=listed)

    answer = answered(warehouse, "basket", "outcomes", *BOTH)

    judged, context = answer["lines"]
    assert (judged["direction"], context["direction"], context["change_percent"]) == ("improved", None, -10.0)
    assert answer["total"] == {"improved": 1, "worsened": 0, "unchanged": 0, "judged": 1}


def test_only_members_at_both_dates_are_used_and_the_others_are_named(tmp_path):
    metrics = dict.fromkeys(("kept", "left", "came", "empty"), "mean,low,,,outcome,T,S")
    listed = "".join(
        f"outcomes,{v},{m},outcome\n"
        for v, m in [(9, "kept"), (9, "left"), (9, "empty"), (10, "kept"), (10, "came"), (10, "empty")]
    )
    cells = [cell for m in ("kept", "left", "came") for cell in pairs(m, A=(10, 9))]
    baskets = "outcomes,9,Old,2010-01-01\noutcomes,10,New,2020-01-01\n"
    warehouse = world(tmp_path, metrics, cells, baskets=baskets, listed=listed)

    answer = answered(warehouse, "basket", "outcomes", *BOTH)

    assert (answer["base_version"], answer["latest_version"], answer["label"]) == ("9", "10", "New")
    assert [line["metric"] for line in answer["lines"]] == ["kept"]
    assert sorted(answer["dropped"]) == ["came", "left"]
    assert answer["without_figures"] == ["empty"]


def test_of_versions_without_a_date_the_highest_number_is_the_newest(tmp_path):
    baskets, listed = "outcomes,9,Old,\noutcomes,10,New,\n", "outcomes,9,m,outcome\noutcomes,10,m,outcome\n"
    warehouse = world(tmp_path, {"m": "mean,low,,,outcome,T,S"}, pairs("m", A=(10, 9)), baskets=baskets, listed=listed)

    assert answered(warehouse, "basket", "outcomes", *BOTH)["label"] == "New"


def test_one_council_is_its_own_basket(tmp_path):
    metrics = dict.fromkeys(("m", "n"), "mean,low,,,outcome,T,S")
    warehouse = world(tmp_path, metrics, pairs("m", A=(10, 9), B=(1, 5)) + pairs("n", B=(1, 2)))

    answer = answered(warehouse, "basket", "outcomes", *BOTH, "--area", "Place A")

    assert answer["area"] == "A"
    assert [(line["metric"], line["used"], line["direction"]) for line in answer["lines"]] == [("m", 1, "improved")]
    assert answer["without_figures"] == ["n"]


def test_the_total_is_told_without_each_theme_and_from_other_bases(tmp_path):
    metrics = {"m": "mean,low,,,outcome,Roads,S", "n": "mean,low,,,outcome,Homes,S"}
    cells = pairs("m", A=(10, 9)) + pairs("n", A=(10, 11)) + ["m,A,2014/15,8", "n,A,2014/15,12"]
    warehouse = world(tmp_path, metrics, cells)

    answer = answered(warehouse, "basket", "outcomes", *BOTH)

    one = {"improved": 1, "worsened": 0, "unchanged": 0, "judged": 1}
    other = {"improved": 0, "worsened": 1, "unchanged": 0, "judged": 1}
    assert answer["total"] == {"improved": 1, "worsened": 1, "unchanged": 0, "judged": 2}
    assert answer["without_theme"] == {"Roads": other, "Homes": one}
    assert answer["other_bases"] == {"2014/15": answer["total"]}


def test_the_answer_in_words_goes_to_standard_error(tmp_path):
    warehouse = world(tmp_path, {"m": "mean,low,,,outcome,T,S"}, pairs("m", A=(10, 9), B=(30, 36)))

    ran = sectorled("basket", "outcomes", *BOTH, "--format", "csv", warehouse=warehouse)

    assert "Of 1 judged: 0 improved, 1 worsened, 0 unchanged." in ran.err
    assert ran.out.splitlines()[0].startswith("metric,label,unit,source,caveat,mark,polarity")
    assert len(ran.out.splitlines()) == 2


@pytest.mark.parametrize("period", ["yesterday", "2023/25", ""])
def test_a_period_that_is_none_is_refused(tmp_path, period):
    warehouse = world(tmp_path, {"m": "mean,low,,,outcome,T,S"}, pairs("m", A=(10, 9)))

    ran = sectorled("basket", "outcomes", "--from", period, "--to", LATEST, warehouse=warehouse)

    assert (ran.code, ran.out) == (3, "")
    assert f"{period!r} is no period" in ran.err
