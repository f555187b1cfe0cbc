"""A survey kept in the warehouse: its tables by its id, equal to those of the file, in one process or several."""

import json

import pytest

from tests.briefing.survey.world import write
from tests.cli.run import sectorled
from tests.warehouse.answers.tabulate.test_stored_tables import alike

pytestmark = pytest.mark.slow  # 1,350 respondents, judged for disclosure
ASKED = ("--rows", "useful,heard", "--columns", "role,region", "--format", "json", "--draft")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    words = write(folder)
    return folder, words


def test_a_kept_survey_answers_by_its_id_as_its_file_does(place):
    folder, words = place
    warehouse = folder / "warehouse"

    kept = sectorled("survey", "load", *words[:3], warehouse=warehouse)
    again = sectorled("survey", "load", *words[:3], warehouse=warehouse)
    of_file = sectorled("survey", "tabulate", *words, *ASKED, warehouse=warehouse)
    of_id = sectorled("survey", "tabulate", kept.out.strip(), *words[3:], *ASKED, warehouse=warehouse)
    of_name = sectorled("survey", "tabulate", "amberland", *words[3:], *ASKED, warehouse=warehouse)

    assert (kept.code, again.code) == (0, 0)
    assert kept.out == again.out
    assert "1,350 respondents, 11 questions, kept." in kept.err
    assert "nothing changed" in again.err
    assert of_id.code == 0, of_id.err
    assert of_id.out == of_name.out
    assert alike(json.loads(of_id.out), json.loads(of_file.out))


def test_several_processes_give_the_same_tables(place):
    folder, words = place
    warehouse = folder / "pool"
    sectorled("survey", "load", *words[:3], warehouse=warehouse)

    one, two = (
        sectorled("survey", "tabulate", "amberland", *words[3:], *ASKED, "--processes", n, warehouse=warehouse)
        for n in (1, 2)
    )

    assert (one.code, two.code) == (0, 0), two.err
    assert alike(json.loads(one.out), json.loads(two.out))


def test_released_tables_of_file_and_kept_survey_are_of_one_issue(place):
    folder, words = place
    warehouse = folder / "released"
    sectorled("survey", "load", *words[:3], warehouse=warehouse)

    first = sectorled("survey", "tabulate", *words, "--rows", "useful", "--columns", "role", warehouse=warehouse)
    second = sectorled(
        "survey", "tabulate", "amberland", *words[3:], "--rows", "useful", "--columns", "role", warehouse=warehouse
    )

    assert (first.code, second.code) == (0, 0), second.err
    assert first.out == second.out
    assert "other data of this survey" not in second.err


def test_other_parts_take_a_kept_survey_too(place):
    folder, words = place
    warehouse = folder / "parts"
    sectorled("survey", "load", *words[:3], warehouse=warehouse)

    ran = sectorled("survey", "estimate", "amberland", "--of", "days", "--by", "region", warehouse=warehouse)

    assert ran.code == 0, ran.err
    assert "North" in ran.out


def test_neither_file_nor_kept_is_refused(tmp_path):
    ran = sectorled("survey", "tabulate", "nowhere", "--rows", "useful", warehouse=tmp_path / "warehouse")

    assert ran.code == 3
    assert "nowhere" in ran.err
