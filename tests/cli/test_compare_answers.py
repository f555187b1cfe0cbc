"""Positions, polarity, joint ranks, bands, parts and changes at the command line; pandas and numpy as oracles."""

import json

import numpy as np
import pandas as pd
import pytest

from tests.cli.run import answered, published, sectorled, standing
from tests.warehouse.small_package import AREAS, TABLES

METRICS = "metric,label,unit,value_type,polarity,target_low,target_high,multiplier,scheme,source,caveat\n"
# joint values, a value far off, a suppressed, a not applicable and a missing one among ten
VALUES = {"X01": 4, "X02": 7, "X03": 7, "X04": 9, "X05": 12, "X06": 15, "X07": 100}
CELLS = [f"{code},2023/24,{value},final" for code, value in VALUES.items()]
CELLS += ["X08,2023/24,5,suppressed", "X09,2023/24,,not applicable"]
KINDS = {"low": ",,,", "high": ",,,", "none": ",,,", "target": "8,11,,"}


def of_each(polarities, cells, value_type="mean"):
    """One metric of each polarity with the same figures."""
    metrics = "".join(f"{p},{p},days,{value_type},{p},{KINDS[p]}place,Returns,Mind the gap\n" for p in polarities)
    rows = "".join(f"{p},{cell}\n" for p in polarities for cell in cells)
    return {"metrics": METRICS + metrics, "observations": "metric,area,period,value,status\n" + rows}


@pytest.fixture(scope="module")
def polarities(tmp_path_factory):
    return published(tmp_path_factory.mktemp("polarities"), **of_each(KINDS, CELLS))


def ranks(answer):
    (group,) = answer["groups"]
    return {area["area"]: area["rank"] for area in group["areas"]}


@pytest.mark.parametrize("polarity", KINDS)
def test_ranks_are_competition_ranks_in_the_direction_of_polarity(polarities, polarity):
    values = pd.Series(VALUES, dtype=float)
    key = {"low": values, "high": -values, "target": (8 - values).clip(lower=0) + (values - 11).clip(lower=0)}.get(
        polarity
    )
    expected = dict.fromkeys(AREAS) if key is None else key.rank(method="min").reindex(AREAS).to_dict()

    found = ranks(answered(polarities, "compare", polarity))

    assert found == {code: None if rank is None or np.isnan(rank) else int(rank) for code, rank in expected.items()}


def test_without_polarity_nothing_is_called_good_or_bad(polarities):
    answer = answered(polarities, "compare", "none")

    (group,) = answer["groups"]
    for area in group["areas"]:
        assert [area[key] for key in ("rank", "rank_share", "band", "verdict", "joint")] == [None] * 4 + [False]
    assert not {"better", "worse", "best", "worst"} & set(json.dumps(answer).replace('"', " ").split())
    assert standing(answer, "X06")["words"] == "well above the median"
    assert standing(answer, "X07")["words"] == "higher than all 6 others"


def test_equal_values_share_rank_and_band(polarities):
    answer = answered(polarities, "compare", "low")

    second, third = standing(answer, "X02"), standing(answer, "X03")
    assert (second["rank"], second["joint"], second["rank_share"]) == (2, True, pytest.approx(2 / 7))
    assert [third[key] for key in ("rank", "joint", "band")] == [second[key] for key in ("rank", "joint", "band")]
    assert standing(answer, "X04")["rank"] == 4


def test_a_groups_figures_are_those_of_numpy(polarities):
    values = np.array(list(VALUES.values()), float)
    median = np.median(values)

    (group,) = answered(polarities, "compare", "low")["groups"]

    assert group["mean"] == pytest.approx(values.mean(), rel=1e-12)
    assert (group["median"], group["mad"]) == (median, np.median(np.abs(values - median)))
    assert (group["q1"], group["q3"]) == tuple(np.percentile(values, [25, 75]))
    for code, value in VALUES.items():
        others = np.array([v for c, v in VALUES.items() if c != code], float)
        area = standing({"groups": [group]}, code)
        assert area["reference_without_self"] == {"median": np.median(others), "mean": pytest.approx(others.mean())}
        assert area["mads_from_median"] == pytest.approx((value - median) / group["mad"])


def test_what_does_not_count_is_counted_and_left_out_of_rank_and_figures(polarities):
    answer = answered(polarities, "compare", "low")

    (group,) = answer["groups"]
    assert (group["n"], group["not_applicable"], group["missing"]) == (7, 1, 2)
    for code, status in {"X08": "suppressed", "X09": "not applicable", "X10": "missing"}.items():
        area = standing(answer, code)
        assert (area["status"], area["value"], area["rank"], area["band"]) == (status, None, None, None)
        assert (area["mads_from_median"], area["words"], area["verdict"], area["of"]) == (None, None, None, 7)


@pytest.mark.parametrize(("n", "bands"), [(7, {None}), (8, {1, 2, 3, 4})])
def test_there_are_no_bands_under_eight_values(tmp_path, n, bands):
    cells = [f"{code},2023/24,{i},final" for i, code in enumerate(AREAS[:n])]
    warehouse = published(tmp_path, **of_each(["low"], cells))

    (group,) = answered(warehouse, "compare", "low")["groups"]

    assert {area["band"] for area in group["areas"] if area["rank"]} == bands


def test_with_a_mad_of_nothing_words_fall_back_to_rank(tmp_path):
    cells = [f"{code},2023/24,{9 if i < 8 else 1},final" for i, code in enumerate(AREAS)]
    warehouse = published(tmp_path, **of_each(["low"], cells))

    answer = answered(warehouse, "compare", "low")

    assert answer["groups"][0]["mad"] == 0
    assert standing(answer, "X09")["mads_from_median"] is None
    assert "median" not in standing(answer, "X09")["words"]


CHANGES = {
    "a share changes by points": ("percentage", 40, 44, 4.0, "difference"),
    "a proportion changes by points": ("proportion", 0.4, 0.3, -0.1, "difference"),
    "a mean changes relative to the earlier value": ("mean", 40, 44, 0.1, "relative"),
    "from a negative value the sign follows the value": ("money", -10, -5, -0.5, "relative"),
    "nothing to nothing is no change": ("count", 0, 0, 0.0, "relative"),
    "something after nothing has no relative change": ("count", 0, 3, None, "relative"),
}


@pytest.mark.parametrize(("value_type", "before", "now", "change", "kind"), CHANGES.values(), ids=CHANGES)
def test_change_is_told_in_the_way_of_its_kind(tmp_path, value_type, before, now, change, kind):
    cells = [f"X01,2022/23,{before},final", f"X01,2023/24,{now},final"]
    warehouse = published(tmp_path, **of_each(["high"], cells, value_type))

    previous = standing(answered(warehouse, "compare", "high"), "X01")["previous"]

    assert (previous["value"], previous["change"], previous["change_kind"]) == (before, change, kind)
    assert previous["direction"] == {1: "higher", 0: "same", -1: "lower"}[int(np.sign(now - before))]


def test_a_better_rank_than_before_is_a_positive_change_of_rank(tmp_path):
    cells = ["X01,2022/23,9,final", "X02,2022/23,5,final", "X01,2023/24,1,final", "X02,2023/24,5,final"]
    warehouse = published(tmp_path, **of_each(["low"], cells))

    answer = answered(warehouse, "compare", "low")

    assert standing(answer, "X01")["previous"] | {"period": None} == standing(answer, "X01")["first"] | {"period": None}
    assert [standing(answer, code)["previous"]["rank_change"] for code in ("X01", "X02")] == [1, -1]


def test_an_absent_year_is_said_beside_the_change(tmp_path):
    years = ["2019/20", "2020/21", "2022/23", "2023/24"]
    cells = [f"X01,{year},{10 + i},final" for i, year in enumerate(years)]
    warehouse = published(tmp_path, **of_each(["low"], cells))

    across, next_to = (
        standing(answered(warehouse, "compare", "low", "--period", year), "X01")["previous"]
        for year in ("2022/23", "2023/24")
    )

    assert (across["period"], across["follows_on"]) == ("2020-04-01/P1Y", False)
    assert (next_to["period"], next_to["follows_on"]) == ("2022-04-01/P1Y", True)


def test_a_year_is_compared_with_a_year_and_never_with_a_quarter_of_it(tmp_path):
    cells = [
        "X01,2022/23,40,final",
        "X01,2023-10-01/P3M,9,final",
        "X01,2023/24,44,final",
        "X01,2024-01-01/P3M,10,final",
    ]
    warehouse = published(tmp_path, **of_each(["low"], cells))

    year, quarter = (
        standing(answered(warehouse, "compare", "low", "--period", period), "X01")["previous"]
        for period in ("2023/24", "2024-01-01/P3M")
    )

    assert (year["period"], year["value"], year["follows_on"]) == ("2022-04-01/P1Y", 40, True)
    assert (quarter["period"], quarter["value"], quarter["follows_on"]) == ("2023-10-01/P3M", 9, True)


@pytest.mark.parametrize("period", ["2022/23", "2022-23", "FY 2022/23", "2022-04-01/P1Y"])
def test_a_period_may_be_written_in_any_form_we_know(warehouse, period):
    assert answered(warehouse, "compare", "m1", "--period", period)["period"] == "2022-04-01/P1Y"


def test_a_value_the_source_gives_stands_beside_its_parts(tmp_path):
    warehouse = published(
        tmp_path, observations="metric,area,period,value,numerator,denominator\nm2,X01,2023/24,30,1,2\n"
    )

    area = standing(answered(warehouse, "compare", "m2"), "X01")

    assert (area["value"], area["numerator"], area["denominator"]) == (30, 1, 2)


def test_a_rate_over_nobody_is_missing_and_no_error(tmp_path):
    rows = TABLES["observations"] + "m2,X01,2022/23,,0,0,\nm2,X02,2022/23,,1,4,\n"
    warehouse = published(tmp_path, observations=rows)

    answer = answered(warehouse, "compare", "m2", "--period", "2022/23")

    assert (standing(answer, "X01")["status"], standing(answer, "X01")["value"]) == ("missing", None)
    assert (standing(answer, "X02")["value"], answer["groups"][0]["ratio_of_sums"]) == (25, 25)


def test_a_figure_carries_unit_source_status_and_caveat_into_csv(polarities):
    ran = sectorled("compare", "low", "--format", "csv", warehouse=polarities)

    rows = pd.read_csv(pd.io.common.StringIO(ran.out), keep_default_na=False)
    assert set(rows["unit"]) == {"days"}
    assert set(rows["source"]) == {"Returns"}
    assert set(rows["caveat"]) == {"Mind the gap"}
    assert set(rows["period"]) == {"2023-04-01/P1Y"}
    assert rows.set_index("area").loc["X08", ["status", "value"]].to_list() == ["suppressed", ""]
