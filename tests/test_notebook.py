"""`import sectorled` in a notebook: the same answers as on the command line, as data frames."""

import json

import pytest

import sectorled
from tests.cli.run import sectorled as command
from tests.warehouse import small_package


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebook")
    package = small_package.write(folder / "package")
    assert command("load", "package", package, warehouse=folder / "warehouse").code == 0
    assert command("publish", warehouse=folder / "warehouse").code == 0
    return folder / "warehouse"


def test_a_comparison_is_the_same_as_on_the_command_line(warehouse):
    frame = sectorled.open_sector(str(warehouse)).compare("m1", scheme="place")
    ran = command("compare", "m1", "--scheme", "place", "--format", "json", warehouse=warehouse)

    areas = {a["area"]: a for g in json.loads(ran.out)["groups"] for a in g["areas"]}
    assert frame.height == len(areas) == 10
    for row in frame.iter_rows(named=True):
        answer = areas[row["area"]]
        assert (row["value"], row["rank"], row["band"], row["words"]) == (
            answer["value"],
            answer["rank"],
            answer["band"],
            answer["words"],
        )


def test_every_question_has_a_frame(warehouse):
    sector = sectorled.open_sector(str(warehouse))

    assert sector.trend("m1", "X01")["value"].to_list() == [11.0, 10.0]
    assert sector.council("Oldtown", metrics=["m1"])["standing_rank"].to_list() == [1]
    assert sector.same_verdict("m1", "X01").columns == ["group", "verdict"]
    assert sector.proposed_council(["X01", "X02"])["metric"].sort().to_list() == ["m1", "m2"]
    assert sector.observations("m2").height == 10
    assert {frame.height for frame in (sector.metrics(), sector.areas())} == {2, 10}
    assert "family-1" in sector.groups()["group"]


def test_a_value_can_be_followed_to_its_file_and_row(warehouse):
    found = sectorled.open_sector(str(warehouse)).observations("m1").row(0, named=True)

    assert (found["file"], found["area"], found["period"]) == ("observations.csv", "X01", "2022-04-01/P1Y")
    assert found["row"] == 2


def test_nothing_else_is_there():
    with pytest.raises(AttributeError, match="no attribute 'close_sector'"):
        _ = sectorled.close_sector
