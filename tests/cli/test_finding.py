"""Finding one's way in a release, and following one value back to where it came from."""

import csv
import io
import json

import pytest

from tests.cli.run import sectorled
from tests.warehouse import small_package

METRICS = (
    "metric,label,unit,value_type,polarity,multiplier,decimals,scheme,source,last_update,next_update,description\n"
    "m1,Days to decide,days,mean,low,,1,place,A register,2024-05-01,2024-06-01,How long a decision takes\n"
    "m2,Households helped,%,percentage,high,100,1,place,A register,,,Of those who asked\n"
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finding")
    package = small_package.write(folder / "package", metrics=METRICS)
    assert sectorled("load", "package", package, warehouse=folder / "warehouse").code == 0
    assert sectorled("publish", warehouse=folder / "warehouse").code == 0
    return folder / "warehouse"


def rows(warehouse, *words):
    ran = sectorled("list", *words, "--format", "json", warehouse=warehouse)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["rows"]


def test_metrics_are_listed_with_how_fresh_they_are(warehouse):
    days, helped = sorted(rows(warehouse, "metrics"), key=lambda row: row["metric"])

    assert (days["latest"], days["published"], days["next_due"], days["overdue"]) == (
        "2023/24",
        "2024-05-01",
        "2024-06-01",
        True,
    )
    assert days["age_days"] > 500
    assert (helped["age_days"], helped["overdue"]) == (None, False)


def test_a_metric_is_found_by_a_word_of_its_definition(warehouse):
    assert [row["metric"] for row in rows(warehouse, "metrics", "--find", "ASKED")] == ["m2"]
    assert rows(warehouse, "metrics", "--find", "nothing like it") == []


def test_an_area_is_found_by_a_former_name(warehouse):
    (found,) = rows(warehouse, "areas", "--find", "oldtown")

    assert (found["code"], found["also_called"], found["exists"]) == ("X01", "Oldtown", True)


def test_groups_are_listed_with_their_size_and_owner(warehouse):
    found = {row["group"]: row for row in rows(warehouse, "groups")}

    assert (found["near-X01"]["owner"], found["near-X01"]["members"]) == ("X01", 5)
    assert found["family-1"]["members"] == 10
    assert rows(warehouse, "baskets") == []


def test_a_value_is_explained_by_its_parts_its_row_and_its_file(warehouse):
    ran = sectorled("explain", "m2", "Oldtown", "--format", "json", warehouse=warehouse)

    answer = json.loads(ran.out)
    assert (answer["value"], answer["formula"]) == (5.0, "1 / 20 x 100 = 5")
    assert (answer["file"], answer["row"], answer["loaded_from"]) == ("observations.csv", 22, "package")
    assert answer["methods"]["standing"] >= 1
    assert answer["value_id"].endswith("/m2/X01/2023-04-01/P1Y")


def test_a_value_without_parts_stands_as_published(warehouse):
    ran = sectorled("explain", "m1", "X01", "--period", "2022/23", "--format", "csv", warehouse=warehouse)

    facts = dict(csv.reader(io.StringIO(ran.out)))
    assert (facts["formula"], facts["period"], facts["value"]) == ("as published", "2022-04-01/P1Y", "11.0")


def test_a_value_that_nobody_published_is_not_explained_away(tmp_path):
    tables = {"observations": "metric,area,period,value,numerator,denominator,status\nm1,X01,2023/24,,,,suppressed\n"}
    package = small_package.write(tmp_path / "package", **tables)
    assert sectorled("load", "package", package, warehouse=tmp_path / "warehouse").code == 0
    assert sectorled("publish", warehouse=tmp_path / "warehouse").code == 0

    withheld = sectorled("explain", "m1", "X01", "--format", "json", warehouse=tmp_path / "warehouse")
    absent = sectorled("explain", "m1", "X02", warehouse=tmp_path / "warehouse")

    assert json.loads(withheld.out)["formula"] == "no value: suppressed"
    assert absent.code == 3
    assert "Council X02 has no row for m1" in absent.err


def test_a_published_value_that_its_parts_do_not_give_is_said(tmp_path):
    tables = {"observations": "metric,area,period,value,numerator,denominator,status\nm2,X01,2023/24,9,1,20,\n"}
    package = small_package.write(tmp_path / "package", **tables)
    assert sectorled("load", "package", package, warehouse=tmp_path / "warehouse").code == 0
    assert sectorled("publish", warehouse=tmp_path / "warehouse").code == 0

    ran = sectorled("explain", "m2", "X01", "--format", "json", warehouse=tmp_path / "warehouse")

    assert json.loads(ran.out)["formula"] == "as published; its parts give 1 / 20 x 100 = 5"
