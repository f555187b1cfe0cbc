"""The fictional surveys as files: the same seed gives the same answers, and the command line makes tables of them."""

import json
import shlex

import pytest

from sectorled.demonstration.surveys.answering import text_of
from sectorled.demonstration.surveys.perceptions import perceptions as answers_of
from sectorled.demonstration.surveys.polling import polling as polling_of
from sectorled.demonstration.surveys.programmes import feedback, impact
from sectorled.demonstration.surveys.write import NAMES
from sectorled.demonstration.world import make_world
from sectorled.warehouse.answers.tabulate.design_file import read_design
from tests.cli.run import sectorled

COMMANDS = [line.strip() for line in text_of("about.md").splitlines() if line.strip().startswith("sectorled ")]
TABLES = [line for line in COMMANDS if " deck " not in line]


@pytest.mark.parametrize("make", [answers_of, feedback, impact, polling_of])
def test_the_same_seed_gives_the_same_answers_and_another_gives_others(world, make):
    first, again, other = (make(one).frame for one in (world, make_world(world.seed), make_world(7)))

    assert first.equals(again)
    assert not first.equals(other)


def test_what_is_read_from_the_files_is_what_was_made(world, perceptions, polling):
    assert perceptions.frame.equals(answers_of(world).frame)
    assert perceptions.survey == answers_of(world).survey
    assert polling.frame.equals(polling_of(world).frame)


def test_everything_says_that_it_is_fictional(folder):
    for name in NAMES:
        assert "fictional" in (folder / name / "design.toml").read_text("utf-8").lower()
        assert read_design(folder / name / "design.toml").details["Fieldwork"].endswith("(fictional)")
    assert "invented" in (folder / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", TABLES)
def test_the_commands_of_the_readme_make_tables(folder, monkeypatch, command, tmp_path):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SECTORLED_WAREHOUSE", str(tmp_path))

    ran = sectorled(*shlex.split(command)[1:], "--format", "json")

    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["survey"].startswith("fictional-")
    assert found.get("tables") or found.get("lines")


def test_a_table_by_council_and_role_is_refused(folder, tmp_path):
    words = ("--rows", "informed", "--columns", "council", "--filter", "leaders", "--warehouse", tmp_path)
    place = folder / "perceptions"

    ran = sectorled("survey", "tabulate", place / "data", "--design", place / "design.toml", *words)

    assert (ran.code, ran.out) == (3, "")
    assert "by council and role is refused" in ran.err


@pytest.mark.slow
def test_the_command_of_the_readme_makes_slides(folder, monkeypatch, tmp_path):
    (command,) = set(COMMANDS) - set(TABLES)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SECTORLED_WAREHOUSE", str(tmp_path))

    ran = sectorled(*shlex.split(command)[1:])

    assert ran.code == 0, ran.err
    assert (folder / "deck.pptx").stat().st_size > 50_000
