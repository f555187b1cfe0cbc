"""Councils that merge, split or are only re-coded: baselines by hand, back series, and what is never invented (C7)."""

import pytest

from tests.cli.run import answered, published, sectorled, standing

HEADER = "metric,area,period,value,numerator,denominator,status\n"
METRICS = "metric,label,unit,value_type,polarity,multiplier,source\n" + "".join(
    f"{metric},{metric},{unit},{kind},low,{factor},Returns\n"
    for metric, unit, kind, factor in [
        ("share", "%", "percentage", 100),
        ("homes", "homes", "count", ""),
        ("rate", "per 1000", "crude rate", ""),
        ("age", "years", "mean", ""),
        ("death", "per 1000", "standardised rate", 1000),
        ("grade", "grade", "score", ""),
    ]
)


def area(code, kind="district", start="", end="", parent=""):
    return f"{code},Place {code},{kind},{start},{end},{parent}\n"


def world(folder, areas, cells, successions=(), names=""):
    """Publish areas, cells (`metric,area,period,value,numerator,denominator`, perhaps a status) and successions."""
    return published(
        folder,
        areas="code,name,kind,start,end,parent\n" + "".join(areas),
        names=names and f"area,name\n{names}",
        groups="",
        members="",
        metrics=METRICS,
        successions="predecessor,successor,date,kind\n" + "".join(f"{line}\n" for line in successions),
        observations=HEADER + "".join(f"{cell if cell.count(',') == 6 else cell + ','}\n" for cell in cells),
    )


OLD = [area(code) for code in ("A", "B")]
MERGED = [area("A", end="2022-04-01"), area("B", end="2022-04-01"), area("N", start="2022-04-01")]
MERGER = ("A,N,2022-04-01,merger", "B,N,2022-04-01,merger")


def test_a_proposed_council_is_put_together_by_sum_over_sum(tmp_path):
    cells = ["share,A,2023/24,,10,40", "share,B,2023/24,,30,60", "homes,A,2023/24,7,,", "homes,B,2023/24,5,,"]
    warehouse = world(tmp_path, OLD, cells)

    answer = answered(warehouse, "propose-council", "A", "Place B")

    found = {b["metric"]: (b["value"], b["numerator"], b["denominator"], b["period"]) for b in answer["baseline"]}
    assert found == {
        "share": (40.0, 40.0, 100.0, "2023-04-01/P1Y"),  # not the mean of 25% and 50%
        "homes": (12.0, None, None, "2023-04-01/P1Y"),
    }
    assert (answer["predecessors"], answer["not_combined"]) == (["A", "B"], [])


NOT_COMBINED = {
    "only the rate is known": (["rate,A,2023/24,3,,", "rate,B,2023/24,4,,"], "without its numerator and denominator"),
    "a mean of ages": (["age,A,2023/24,40,,", "age,B,2023/24,44,,"], "without its numerator and denominator"),
    "a standardised rate": (["death,A,2023/24,,1,9", "death,B,2023/24,,2,9"], "standardised rate does not follow"),
    "a grade": (["grade,A,2023/24,2,,", "grade,B,2023/24,4,,"], "do not make one of their own"),
    "one of them has no value": (["homes,A,2023/24,3,,", "homes,B,2023/24,,,"], "Place B has no value for 2023/24"),
    "one of them withholds it": (["homes,A,2023/24,3,,", "homes,B,2023/24,9,,,suppressed"], "Place B has no value"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "reason"), NOT_COMBINED.values(), ids=NOT_COMBINED)
def test_what_cannot_be_put_together_is_listed_with_the_reason(tmp_path, cells, reason):
    warehouse = world(tmp_path, OLD, cells)

    answer = answered(warehouse, "propose-council", "A", "B")

    (refused,) = answer["not_combined"]
    assert reason in refused["reason"]
    assert answer["baseline"] == []


def test_the_latest_year_that_all_share_is_taken(tmp_path):
    cells = ["homes,A,2022/23,1,,", "homes,B,2022/23,2,,", "homes,A,2023/24,9,,"]
    warehouse = world(tmp_path, OLD, cells)

    (baseline,) = answered(warehouse, "propose-council", "A", "B")["baseline"]

    assert (baseline["period"], baseline["value"]) == ("2022-04-01/P1Y", 3)


def test_a_proposed_council_has_one_row_a_metric_in_csv_with_unit_and_source(tmp_path):
    warehouse = world(tmp_path, OLD, ["homes,A,2023/24,7,,", "homes,B,2023/24,5,,", "age,A,2023/24,40,,"])

    ran = sectorled("propose-council", "A", "B", "--format", "csv", warehouse=warehouse)

    header, *rows = ran.out.splitlines()
    assert header == "metric,label,unit,source,caveat,period,value,numerator,denominator,of,reason"
    assert [row.split(",")[0] for row in rows] == ["homes", "age"]
    assert "1 metrics combined, 1 not." in ran.err


def points(warehouse, metric, council):
    found = answered(warehouse, "trend", metric, council, "--group", "all")["points"]
    return {point["period"][:4]: (point["value"], point["status"]) for point in found}


def test_a_successor_gets_a_back_series_from_the_parts_of_its_predecessors(tmp_path):
    cells = ["share,A,2021/22,,10,40", "share,B,2021/22,,30,60", "share,N,2022/23,,50,100"]
    warehouse = world(tmp_path, MERGED, cells, MERGER)

    assert points(warehouse, "share", "N") == {"2021": (40.0, "estimated"), "2022": (50.0, "final")}


def test_without_parts_the_years_before_stay_blank(tmp_path):
    warehouse = world(tmp_path, MERGED, ["rate,A,2021/22,3,,", "rate,B,2021/22,4,,", "rate,N,2022/23,5,,"], MERGER)

    assert points(warehouse, "rate", "N") == {"2022": (5.0, "final")}


def test_a_council_split_among_several_gives_none_of_them_a_history(tmp_path):
    areas = [area("A", end="2022-04-01"), *(area(c, start="2022-04-01") for c in "MN")]
    split = ("A,M,2022-04-01,split", "A,N,2022-04-01,split")
    warehouse = world(tmp_path, areas, ["homes,A,2021/22,9,,", "homes,M,2022/23,4,,", "homes,N,2022/23,5,,"], split)

    assert points(warehouse, "homes", "M") == {"2022": (4.0, "final")}


def test_a_council_that_took_in_a_part_of_another_has_no_history_from_the_rest_alone(tmp_path):
    areas = [*MERGED, area("M", start="2022-04-01")]
    cells = ["homes,A,2021/22,9,,", "homes,B,2021/22,8,,", "homes,N,2022/23,12,,", "homes,M,2022/23,5,,"]
    warehouse = world(tmp_path, areas, cells, (*MERGER, "B,M,2022-04-01,split"))

    assert points(warehouse, "homes", "N") == {"2022": (12.0, "final")}


def test_a_county_that_was_split_along_its_districts_gives_each_part_their_history(tmp_path):
    county = [area("K", "county", end="2022-04-01"), *(area(c, end="2022-04-01", parent="K") for c in "ABC")]
    heirs = [area(c, "unitary", start="2022-04-01") for c in "MN"]
    successions = [f"{old},{new},2022-04-01,merger" for old, new in ("KM", "KN", "AM", "BM", "CN")]
    cells = [
        "homes,A,2021/22,1,,",
        "homes,B,2021/22,2,,",
        "homes,C,2021/22,4,,",
        "homes,M,2022/23,3,,",
        "homes,N,2022/23,4,,",
    ]
    warehouse = world(tmp_path, county + heirs, cells, successions)

    assert points(warehouse, "homes", "M")["2021"] == (3.0, "estimated")
    assert points(warehouse, "homes", "N")["2021"] == (4.0, "estimated")


def test_a_merger_that_is_only_proposed_changes_nothing(tmp_path):
    areas = [*OLD, area("N", start="2028-04-01")]
    proposed = ("A,N,2028-04-01,proposed", "B,N,2028-04-01,proposed")
    warehouse = world(tmp_path, areas, ["homes,A,2021/22,9,,", "homes,B,2021/22,8,,"], proposed)

    assert points(warehouse, "homes", "N") == {}


RECODED = [
    area("X1", end="2020-04-01"),
    area("X2", start="2020-04-01", end="2022-04-01"),
    area("X3", start="2022-04-01"),
]
RECODES = ("X1,X2,2020-04-01,recode", "X2,X3,2022-04-01,recode")


def test_an_area_that_was_only_recoded_keeps_its_history_and_is_found_by_every_code_and_name(tmp_path):
    cells = ["homes,X1,2019/20,1,,", "homes,X2,2021/22,2,,", "homes,X3,2023/24,3,,"]
    warehouse = world(tmp_path, [*RECODED, area("B")], cells, RECODES, names="X1,Oldtown\n")

    expected = {"2019": (1.0, "final"), "2021": (2.0, "final"), "2023": (3.0, "final")}
    for asked in ("X1", "X2", "X3", "Place X1", "Oldtown"):
        assert points(warehouse, "homes", asked) == expected
    (group,) = answered(warehouse, "compare", "homes", "--scheme", "all")["groups"]
    assert [a["area"] for a in group["areas"]] == ["B", "X3"]


def test_a_merger_before_a_recoding_still_gives_a_back_series(tmp_path):
    areas = [area("A", end="2020-04-01"), area("B", end="2020-04-01"), *RECODED[1:]]
    successions = ("A,X2,2020-04-01,merger", "B,X2,2020-04-01,merger", RECODES[1])
    warehouse = world(
        tmp_path, areas, ["homes,A,2019/20,1,,", "homes,B,2019/20,2,,", "homes,X3,2023/24,9,,"], successions
    )

    assert points(warehouse, "homes", "X3") == {"2019": (3.0, "estimated"), "2023": (9.0, "final")}


@pytest.mark.parametrize("order", [1, -1])
def test_where_a_cell_stands_under_both_codes_the_new_code_counts_in_any_order_of_rows(tmp_path, order):
    cells = ["homes,X2,2021/22,1,,", "homes,X3,2021/22,2,,"][::order]
    warehouse = world(tmp_path, RECODED[1:], cells, RECODES[1:])

    assert points(warehouse, "homes", "X3") == {"2021": (2.0, "final")}


def test_in_a_year_in_which_councils_merged_nobody_is_counted_twice(tmp_path):
    cells = ["homes,A,2021/22,1,,", "homes,B,2021/22,2,,", "homes,N,2022/23,3,,"]
    warehouse = world(tmp_path, [*MERGED, area("C")], [*cells, "homes,C,2021/22,8,,", "homes,C,2022/23,9,,"], MERGER)

    for year, there in {"2021/22": ["A", "B", "C"], "2022/23": ["C", "N"]}.items():
        (group,) = answered(warehouse, "compare", "homes", "--scheme", "all", "--period", year)["groups"]
        assert [a["area"] for a in group["areas"] if a["value"] is not None] == there
        assert group["missing"] == 0
    assert standing(answered(warehouse, "compare", "homes", "--scheme", "all"), "N")["previous"] is None
