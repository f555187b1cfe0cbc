"""Two releases at the command line: what changed, going back, and whether the figures hold."""

import json

import polars as pl
import pytest

from tests.cli.run import sectorled
from tests.warehouse import small_package

REVISED = small_package.TABLES["observations"].replace("m1,X01,2023/24,10", "m1,X01,2023/24,9.5")


@pytest.fixture
def twice(tmp_path):
    """A warehouse with two releases: in the second one value is revised and one metric new.  And their ids."""
    warehouse = tmp_path / "warehouse"
    metrics = small_package.TABLES["metrics"] + "m3,Visits,visits,count,high,,0,place,A register\n"
    packages = (
        small_package.write(tmp_path / "first"),
        small_package.write(tmp_path / "second", observations=REVISED + "m3,X02,2023/24,7,,,\n", metrics=metrics),
    )
    ids = []
    for package in packages:
        assert sectorled("load", "package", package, warehouse=warehouse).code == 0
        ids.append(sectorled("publish", warehouse=warehouse).out.strip())
    return warehouse, *ids


def published(warehouse):
    ran = sectorled("compare", "m1", "--area", "X01", "--format", "json", warehouse=warehouse)
    answer = json.loads(ran.out)
    return answer["release"], answer["groups"][0]["areas"][0]["value"]


def test_what_changed_since_an_earlier_release_is_told_with_before_and_now(twice):
    warehouse, first, second = twice

    ran = sectorled("changes", "--since", first, "--format", "json", warehouse=warehouse)

    answer = json.loads(ran.out)
    assert (answer["before"], answer["after"]) == (first, second)
    assert answer["counts"]["revised"] == 1
    assert answer["counts"]["new metric"] == 1
    (revised,) = [change for change in answer["changes"] if change["what"] == "revised"]
    assert (revised["metric"], revised["area"], revised["before"], revised["now"]) == (
        "m1",
        "X01",
        "10 (final)",
        "9.5 (final)",
    )


def test_changes_can_be_told_for_one_council_or_one_metric(twice):
    warehouse, first, _ = twice

    other = sectorled("changes", "--since", first, "--area", "X05", "--format", "json", warehouse=warehouse)
    metric = sectorled("changes", "--since", first, "--metric", "m3", "--format", "json", warehouse=warehouse)

    assert "revised" not in json.loads(other.out)["counts"]
    assert {change["metric"] for change in json.loads(metric.out)["changes"]} == {"m3"}


def test_changes_since_a_date_before_anything_was_published_say_so(twice):
    ran = sectorled("changes", "--since", "2020-01-31", warehouse=twice[0])

    assert ran.code == 3
    assert "Nothing was published by 2020-01-31" in ran.err


def test_rolling_back_publishes_the_release_before_and_deletes_nothing(twice):
    warehouse, first, second = twice
    assert published(warehouse) == (second, 9.5)

    ran = sectorled("roll-back", warehouse=warehouse)

    assert (ran.code, ran.out.strip()) == (0, first)
    assert published(warehouse) == (first, 10.0)
    listed = json.loads(sectorled("releases", "--format", "json", warehouse=warehouse).out)
    assert {row["release"]: row["stands"] for row in listed} == {first: True, second: False}


def test_a_release_is_verified_against_plain_code(twice):
    ran = sectorled("verify", "--format", "json", warehouse=twice[0])

    answer = json.loads(ran.out)
    assert ran.code == 0
    assert answer["figures"] > 100
    assert (answer["damaged"], answer["differing"], answer["differences"]) == ([], 0, [])


def test_a_damaged_file_is_found(twice):
    warehouse, _, second = twice
    file = warehouse / "releases" / second / "metrics.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"!")

    ran = sectorled("verify", "--format", "json", warehouse=warehouse)

    assert ran.code == 1
    assert json.loads(ran.out)["damaged"] == ["metrics.parquet"]


def test_a_release_written_as_a_package_reads_back_to_the_same_figures(twice, tmp_path):
    warehouse, *_ = twice
    for form in ("csv", "parquet"):
        assert sectorled("package", tmp_path / form, "--form", form, warehouse=warehouse).code == 0
        assert sectorled("load", "package", tmp_path / form, warehouse=tmp_path / f"{form}-read").code == 0
        assert sectorled("publish", warehouse=tmp_path / f"{form}-read").code == 0

        for metric in ("m1", "m2"):
            answers = [
                json.loads(sectorled("compare", metric, "--format", "json", warehouse=place).out) | {"release": ""}
                for place in (warehouse, tmp_path / f"{form}-read")
            ]
            assert answers[0] == answers[1]


def test_a_package_is_not_written_over_a_folder_that_is_there(twice, tmp_path):
    (tmp_path / "there").mkdir()

    ran = sectorled("package", tmp_path / "there", warehouse=twice[0])

    assert ran.code == 3
    assert "is there already" in ran.err
    assert list((tmp_path / "there").iterdir()) == []


def test_a_release_without_figures_can_be_written_too(tmp_path):
    package = small_package.write(tmp_path / "areas", groups="", members="", metrics="", observations="")
    assert sectorled("load", "package", package, warehouse=tmp_path / "warehouse").code == 0
    assert sectorled("publish", warehouse=tmp_path / "warehouse").code == 0

    ran = sectorled("package", tmp_path / "written", warehouse=tmp_path / "warehouse")

    assert ran.code == 0, ran.err
    assert (tmp_path / "written" / "observations.csv").read_text("utf-8").splitlines() == [
        "metric,area,period,value,numerator,denominator,lower,upper,status,note"
    ]


def test_every_standing_is_written_in_this_process_and_in_a_pool(twice, tmp_path):
    warehouse, _, second = twice

    for processes in (1, 2):
        ran = sectorled("sweep", tmp_path / f"by-{processes}", "--processes", processes, warehouse=warehouse)
        assert ran.code == 0, ran.err

    here, pool = (pl.read_parquet(tmp_path / f"by-{n}" / "standings" / "all" / "*.parquet") for n in (1, 2))
    assert here.equals(pool)
    assert here.height == 31
    assert json.loads((tmp_path / "by-1" / "sweep.json").read_text("utf-8"))["release"] == second
