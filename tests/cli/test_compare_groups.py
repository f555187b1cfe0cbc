"""Which groups answer, who is in them, as of when; owners, schemes, areas that come and go; what may not leak."""

import polars as pl
import pytest

from tests.cli.run import answered, hashes, published, sectorled, standing
from tests.warehouse import small_package
from tests.warehouse.small_package import AREAS, TABLES

WITHHELD = "8642.25"


def members(answer):
    return {group["group"]: [area["area"] for area in group["areas"]] for group in answer["groups"]}


def test_every_group_of_a_scheme_is_answered(warehouse):
    found = members(answered(warehouse, "compare", "m1", "--scheme", "region"))

    assert found == {"region-north": AREAS[:5], "region-south": AREAS[5:]}


@pytest.mark.parametrize("scheme", ["all", "type", "tier", "region", "nation"])
def test_schemes_that_follow_from_what_areas_are_need_not_be_brought(warehouse, scheme):
    answer = answered(warehouse, "compare", "m1", "--scheme", scheme)

    assert sum(group["n"] for group in answer["groups"]) == 10
    assert {group["scheme"] for group in answer["groups"]} == {scheme}


def test_a_scheme_that_is_brought_takes_the_place_of_ours(tmp_path):
    groups = TABLES["groups"] + "my-north,region,My north,region,\n"
    warehouse = published(tmp_path, groups=groups, members=TABLES["members"] + "my-north,X01,\nmy-north,X09,\n")

    assert members(answered(warehouse, "compare", "m1", "--scheme", "region")) == {"my-north": ["X01", "X09"]}


def test_the_owner_who_is_no_member_is_compared_and_only_the_owner_asks_there(warehouse):
    answer = answered(warehouse, "compare", "m1", "--scheme", "near", "--area", "X01")

    (group,) = answer["groups"]
    assert (group["owner"], group["n"]) == ("X01", 6)
    assert [area["area"] for area in group["areas"]] == ["X01"]
    assert sectorled("compare", "m1", "--scheme", "near", "--area", "X02", warehouse=warehouse).code == 3


def test_an_owner_who_is_also_a_member_is_counted_once(tmp_path):
    warehouse = published(tmp_path, members=TABLES["members"] + "near-X01,X01,0\n")

    assert answered(warehouse, "compare", "m1", "--scheme", "near")["groups"][0]["n"] == 6


def test_a_council_is_found_by_code_name_or_former_name(warehouse):
    by_code, by_name, by_former = (
        answered(warehouse, "compare", "m1", "--area", a) for a in ("X01", "council x01", "Oldtown")
    )

    assert by_code == by_name == by_former


def test_an_area_is_in_its_groups_only_while_it_exists(tmp_path):
    areas = TABLES["areas"].replace("Council X10,unitary,South,Land,,,", "Council X10,unitary,South,Land,,2022-04-01,")
    values = "".join(line + "\n" for line in TABLES["observations"].splitlines() if "X10" not in line)
    warehouse = published(tmp_path, areas=areas, observations=values + "m1,X10,2020/21,5,,,\nm1,X01,2020/21,6,,,\n")

    now, before, as_of = (
        members(answered(warehouse, "compare", "m1", *words))["family-1"]
        for words in ((), ("--period", "2020/21"), ("--as-of", "2021-01-01"))
    )

    assert "X10" not in now
    assert "X10" in before
    assert "X10" in as_of


def test_a_kind_of_council_for_which_nobody_gave_a_row_is_not_applicable_and_not_missing(tmp_path):
    areas = (
        TABLES["areas"]
        .replace("Council X10,unitary", "Council X10,county")
        .replace("Council X09,unitary", "Council X09,county")
    )
    values = "".join(
        line + "\n" for line in TABLES["observations"].splitlines() if not {"X09", "X10"} & set(line.split(","))
    )
    warehouse = published(tmp_path, areas=areas, observations=values.replace("m1,X08,2023/24,17,,,\n", ""))

    (group,) = answered(warehouse, "compare", "m1")["groups"]

    assert (group["n"], group["not_applicable"], group["missing"]) == (7, 2, 1)


def test_what_earlier_releases_said_is_still_to_be_had(tmp_path):
    warehouse = published(tmp_path / "first")
    first = answered(warehouse, "compare", "m1")
    later = small_package.write(
        tmp_path / "later", observations=TABLES["observations"].replace("X01,2023/24,10,", "X01,2023/24,99,")
    )

    assert sectorled("load", "package", later, warehouse=warehouse).code == 0
    unpublished = answered(warehouse, "compare", "m1")
    assert sectorled("publish", warehouse=warehouse).code == 0

    assert unpublished == first
    assert standing(answered(warehouse, "compare", "m1"), "X01")["value"] == 99
    assert answered(warehouse, "compare", "m1", "--release", first["release"]) == first


@pytest.mark.parametrize("status", ["suppressed", "restricted"])
def test_a_withheld_value_is_in_no_answer_and_in_no_file_of_the_warehouse(tmp_path, status):
    rows = "metric,area,period,value,numerator,denominator,lower,upper,status,raw,note\n"
    rows += "".join(f"m1,{code},2023/24,{i},,,,,,,\n" for i, code in enumerate(AREAS[1:]))
    rows += f"m1,X01,2023/24,{WITHHELD},{WITHHELD},{WITHHELD},{WITHHELD},{WITHHELD},{status},{WITHHELD},asked for\n"
    warehouse = published(tmp_path, observations=rows)

    for words in (("compare", "m1"), ("trend", "m1", "X01"), ("propose-council", "X01", "X02"), ("check",)):
        for form in ("json", "csv", "table"):
            ran = sectorled(*words, "--format", form, warehouse=warehouse)
            assert ran.code in (0, 1)
            assert WITHHELD not in ran.out + ran.err
    assert standing(answered(warehouse, "compare", "m1"), "X01")["status"] == status
    assert sectorled("package", tmp_path / "figures", warehouse=warehouse).code == 0
    kept = [folder / name for folder in (warehouse, tmp_path / "figures") for name in hashes(folder)]
    assert len(kept) > 20
    assert [path for path in kept if holds(path)] == []


def holds(path):
    """Whether a file has the secret in it, as text or as a number."""
    if path.suffix != ".parquet":
        return WITHHELD in path.read_text()
    frame = pl.read_parquet(path)
    return any(WITHHELD in str(value) for row in frame.iter_rows() for value in row)
