"""A council's series and its direction of travel through the command line."""

import pytest

from tests.cli.run import answered, published, sectorled, standing

METRICS = "metric,label,unit,value_type,polarity,nature,breaks,source,caveat\n"
COLUMNS = "metric,area,period,value,lower,upper,numerator,denominator\n"
TOO_FEW = "cannot be calculated: fewer than 5 unbroken points"


def trend(folder, rows, *, value_type="mean", polarity="low", breaks="", nature=""):
    """The answer for one council and metric; rows are `period,value,lower,upper,numerator,denominator`."""
    cells = "".join(f"m,X01,{row}{',' * (5 - row.count(','))}\n" for row in rows)
    definition = f"m,Metric,%,{value_type},{polarity},{nature},{breaks},Returns,Mind\n"
    warehouse = published(folder, metrics=METRICS + definition, observations=COLUMNS + cells)
    return answered(warehouse, "trend", "m", "X01")


def years(values, first=2014, step=1):
    return [f"{first + i * step}/{(first + i * step + 1) % 100:02},{value}" for i, value in enumerate(values)]


@pytest.mark.parametrize(
    ("polarity", "verdict"), [("low", "worse"), ("high", "better"), ("none", None)], ids=["low", "high", "none"]
)
def test_five_years_in_a_row_are_a_direction_by_the_exact_test(tmp_path, polarity, verdict):
    found = trend(tmp_path, years([1, 2, 3, 4, 5]), polarity=polarity)["trend"]

    assert (found["method"], found["direction"], found["verdict"]) == ("Mann-Kendall", "higher", verdict)
    assert found["p"] == pytest.approx(2 / 120)  # of the 120 orders of five values two are perfect runs


NO_TREND = {
    "four years": years([1, 2, 3, 4]),
    "a year that is absent": [*years([1, 2, 3, 4]), *years([5, 6, 7, 8], 2019)],
    "a year without a value": years([1, 2, 3, 4, "", 6, 7, 8]),
    "three-year windows that overlap": [f"{y}-01-01/P3Y,{i}" for i, y in enumerate(range(2010, 2018))],
}


@pytest.mark.parametrize("rows", NO_TREND.values(), ids=NO_TREND)
def test_fewer_than_five_unbroken_points_say_so(tmp_path, rows):
    found = trend(tmp_path, rows)["trend"]

    assert (found["p"], found["direction"], found["verdict"]) == (None, None, None)
    assert found["reason"] == TOO_FEW


def test_a_break_in_comparability_ends_the_series_that_is_tested(tmp_path):
    answer = trend(tmp_path, years(range(1, 9)), breaks="2018-04-01")

    assert answer["breaks"] == "2018-04-01"
    assert answer["trend"]["reason"] == TOO_FEW
    assert len(answer["points"]) == 8


def test_windows_that_overlap_are_thinned_before_the_test(tmp_path):
    found = trend(tmp_path, [f"{2000 + i}-01-01/P3Y,{i}" for i in range(15)])["trend"]

    assert (found["direction"], found["p"]) == ("higher", pytest.approx(2 / 120))


def test_with_intervals_the_published_recent_trend_is_used(tmp_path):
    limits = [
        (24.67, 23.16, 26.25),
        (24.6, 23.15, 26.19),
        (28, 26.44, 29.64),
        (30.2, 28.63, 31.9),
        (30.6, 28.98, 32.25),
    ]

    found = trend(tmp_path, years([f"{v},{low},{high}" for v, low, high in limits]))["trend"]

    assert (found["method"], found["direction"], found["verdict"]) == ("recent trend", "higher", "worse")
    assert found["p"] == pytest.approx(8.0e-12, rel=0.02)  # chi-square 46.7653 with one degree of freedom


def test_a_significant_rise_of_a_proportion_reads_higher(tmp_path):
    counts = ["994,40299", "1023,41527", "1199,42811", "1332,44064", "1367,44701"]

    found = trend(tmp_path, years([f",,,{count}" for count in counts]), value_type="proportion")["trend"]

    assert (found["method"], found["direction"], found["verdict"]) == ("Cochran-Armitage", "higher", "worse")


def test_context_has_a_direction_and_no_verdict(tmp_path):
    found = trend(tmp_path, years([1, 2, 3, 4, 5]), nature="context")["trend"]

    assert (found["direction"], found["verdict"]) == ("higher", None)


def test_a_point_says_its_status_and_whether_it_follows_on(tmp_path):
    rows = [*years([5, 6]), *years(["", 8], 2018)]

    points = trend(tmp_path, rows)["points"]

    assert [(p["period_spoken"], p["value"], p["status"], p["follows_on"]) for p in points] == [
        ("2014/15", 5, "final", False),
        ("2015/16", 6, "final", True),
        ("2018/19", None, "missing", False),
        ("2019/20", 8, "final", False),
    ]


def test_a_metric_nobody_gave_a_value_of_says_so(tmp_path):
    warehouse = published(
        tmp_path, metrics=f"{METRICS}m,Metric,%,mean,low,,,R,\nm1,M,%,mean,low,,,R,\nm2,M,%,mean,low,,,R,\n"
    )

    for words in (("trend", "m", "X01"), ("compare", "m", "--scheme", "all")):
        ran = sectorled(*words, warehouse=warehouse)
        assert (ran.code, ran.out) == (3, "")
        assert "Nobody has given a value of m yet." in ran.err


def test_a_change_across_a_break_is_given_but_never_judged(tmp_path):
    rows = [f"m,X0{a},{2017 + t}/{18 + t},{v},{v - 0.1},{v + 0.1},," for t, v in ((0, 50), (1, 20)) for a in (1, 2)]
    for name, breaks in (("whole", ""), ("broken", "2018-04-01")):
        definition = f"m,Metric,%,mean,low,service,{breaks},Returns,Mind\n"
        place = published(tmp_path / name, metrics=METRICS + definition, observations=COLUMNS + "\n".join(rows) + "\n")
        then = standing(answered(place, "compare", "m", "--scheme", "all"), "X01")["previous"]

        assert (then["value"], then["change"], then["follows_on"]) == (50, -0.6, True)
        assert (then["across_break"], then["verdict"]) == ((True, None) if breaks else (False, "better"))
