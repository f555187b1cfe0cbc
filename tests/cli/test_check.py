"""What `check` finds: refused rows, unknown areas, definitions that lack something, values astray, what is overdue."""

import json

import pytest

from tests.cli.run import answered, published, sectorled
from tests.warehouse import small_package
from tests.warehouse.small_package import TABLES

HEADER = "metric,label,unit,value_type,polarity,multiplier,source,next_update\n"


def check(warehouse):
    """What `check` answers, whatever it finds."""
    return json.loads(sectorled("check", "--format", "json", warehouse=warehouse).out)


def checked(folder, *options, **tables):
    """Counts and findings of a package."""
    warehouse = published(folder, *options, **tables)
    answer = check(warehouse)
    return answer["counts"], answer["findings"]


@pytest.mark.parametrize("field", ["polarity", "unit", "source"])
def test_a_definition_that_lacks_what_a_reader_needs_is_named_with_file_line_and_field(tmp_path, field):
    cells = {"polarity": "low", "unit": "days", "source": "Returns"} | {field: ""}
    first = f"m1,Days,{cells['unit']},mean,{cells['polarity']},,{cells['source']},\n"

    counts, (found,) = checked(tmp_path, metrics=f"{HEADER}{first}m2,Households,%,percentage,high,,Returns,\n")

    assert counts == {f"no {field}": 1}
    assert (found["subject"], found["file"], found["row"], found["field"]) == ("m1", "metrics.csv", 2, field)
    assert "Give it in the definition" in found["text"]


def test_figures_without_a_definition_are_shown_without_judgement_and_listed(tmp_path):
    warehouse = published(tmp_path, metrics="")

    answer = answered(warehouse, "compare", "m1", "--scheme", "all")
    counts = check(warehouse)["counts"]

    assert (answer["label"], answer["polarity"], answer["groups"][0]["n"]) == ("m1", "none", 10)
    assert {area["rank"] for area in answer["groups"][0]["areas"]} == {None}
    assert counts == {"no polarity": 2, "no unit": 2, "no source": 2}


ASTRAY = {
    "within 2% of the larger": ("m2,X01,2021/22,50.9,1,2,", 0),
    "beyond 2% of the larger": ("m2,X01,2021/22,51.2,1,2,", 1),
    "below, beyond 2%": ("m2,X01,2021/22,48.9,1,2,", 1),
    "a value of nothing": ("m2,X01,2021/22,0,1,2,", 0),
    "a part of nothing": ("m2,X01,2021/22,3,0,2,", 0),
    "over nobody": ("m2,X01,2021/22,3,1,0,", 0),
    "a part that is missing": ("m2,X01,2021/22,3,1,,", 0),
    "a value that does not count": ("m2,X01,2021/22,99,1,2,suppressed", 0),
}


@pytest.mark.parametrize(("row", "found"), ASTRAY.values(), ids=ASTRAY)
def test_a_value_that_does_not_follow_from_its_parts_is_listed(tmp_path, row, found):
    counts, _ = checked(tmp_path, observations=f"{TABLES['observations']}{row}\n")

    assert counts.get("value does not follow from its parts", 0) == found


def test_a_standardised_rate_need_not_follow_from_its_parts(tmp_path):
    metrics = TABLES["metrics"].replace("percentage,high", "standardised rate,high")

    counts, _ = checked(tmp_path, metrics=metrics, observations=f"{TABLES['observations']}m2,X01,2021/22,99,1,2,\n")

    assert counts == {}


def test_what_was_due_and_did_not_come_is_listed(tmp_path):
    rows = "m1,Days,days,mean,low,,Returns,2020-06-01\nm2,Households,%,percentage,high,,Returns,2999-01-01\n"

    counts, (found,) = checked(tmp_path, metrics=HEADER + rows)

    assert counts == {"overdue": 1}
    assert found["subject"] == "m1"
    assert "was due on 2020-06-01" in found["text"]


def test_rows_that_were_refused_stay_on_the_list_until_the_file_is_corrected(tmp_path):
    wrong = TABLES["observations"] + "m1,X01,2021/22,many,,,\n"
    warehouse = published(tmp_path, "--accept-refusals", observations=wrong)

    before = check(warehouse)
    sectorled("load", "package", small_package.write(tmp_path / "mended"), warehouse=warehouse)
    after = sectorled("check", "--format", "json", warehouse=warehouse)

    (found,) = before["findings"]
    assert (found["kind"], found["file"], found["row"], found["field"]) == ("refused", "observations.csv", 32, "value")
    assert (after.code, json.loads(after.out)["findings"]) == (0, [])


def test_of_many_findings_of_a_kind_every_one_is_listed_and_counted(tmp_path):
    rows = "".join(f"m2,X{i % 10 + 1:02},{1950 + i // 10}/{51 + i // 10},60,1,2,\n" for i in range(480))

    counts, listed = checked(tmp_path, observations=TABLES["observations"] + rows)

    assert counts == {"value does not follow from its parts": 480}
    assert len(listed) == 480


def test_a_target_that_is_not_given_and_a_scheme_or_parent_that_nobody_loaded_are_named(tmp_path):
    metrics = (
        "metric,label,unit,polarity,scheme,source\nm1,Days,days,target,,Returns\nm2,Calls,calls,low,moon,Returns\n"
    )
    areas = TABLES["areas"].replace("X10,Council X10,unitary,South,Land,,,", "X10,Council X10,unitary,South,Land,,,X99")

    counts, found = checked(tmp_path, metrics=metrics, areas=areas)

    assert counts == {"no target": 1, "unknown scheme": 1, "unknown parent": 1}
    named = [(one["subject"], one["field"], one["row"]) for one in found]
    assert named == [("m1", "target_low", 2), ("m2", "scheme", 3), ("X10", "parent", None)]
    assert answered(tmp_path / "warehouse", "compare", "m2")["groups"][0]["n"] == 10
