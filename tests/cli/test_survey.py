"""The parts of `sectorled survey` at the command line."""

import csv
import io
import json
import shlex

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from sectorled.cli.verbs.survey import PARTS
from sectorled.publishing.errors import PublishingError
from sectorled.warehouse.answers.tabulate.chain import SurveyChain
from sectorled.warehouse.answers.tabulate.check import SurveyCheck
from sectorled.warehouse.answers.tabulate.estimate import SurveyEstimate
from sectorled.warehouse.answers.tabulate.shapes import Tabulation
from sectorled.warehouse.answers.tabulate.trend import SurveyTrend
from sectorled.warehouse.answers.tabulate.weighting import Weighting
from tests.cli.run import sectorled
from tests.cli.test_examples import survey
from tests.publishing.readback import from_html

ANSWERS = {
    "tabulate": Tabulation,
    "estimate": SurveyEstimate,
    "weight": Weighting,
    "trend": SurveyTrend,
    "chain": SurveyChain,
    "check": SurveyCheck,
}
DATA = ("survey.csv", "--codebook", "codebook.csv", "--design", "design.toml")


@pytest.fixture
def place(tmp_path, monkeypatch):
    survey(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("part", ANSWERS)
def test_the_example_of_a_part_works_and_its_answer_keeps_to_its_schema(part, place):
    _, *words = shlex.split(PARTS[part].EXAMPLE)

    shown, told, rows = (sectorled(*words, "--format", form) for form in ("table", "json", "csv"))

    assert [ran.code for ran in (shown, told, rows)] == [0, 0, 0], shown.err
    assert shown.out.strip() != ""
    schema = TypeAdapter(ANSWERS[part]).json_schema(mode="serialization")
    Draft202012Validator(schema).validate(json.loads(told.out))
    assert {len(row) for row in csv.reader(io.StringIO(rows.out))} == {len(next(csv.reader(io.StringIO(rows.out))))}


@pytest.mark.slow
@pytest.mark.parametrize("part", sorted(PARTS.keys() - ANSWERS.keys()))
def test_the_example_of_a_part_that_writes_works(part, place):
    _, *words = shlex.split(PARTS[part].EXAMPLE)

    ran = sectorled(*words)

    assert ran.code == 0, ran.err
    assert ran.out.strip() != ""
    assert part == "load" or (place / ran.out.strip()).exists()


def test_every_part_has_a_help_with_its_example():
    for part, module in PARTS.items():
        assert sectorled("survey", part, "--help").code == 0
        assert module.EXAMPLE.split()[2] == part
    assert sectorled("survey").code == 2


def test_tables_are_written_as_files_with_the_same_numbers(place):
    words = ("survey", "tabulate", *DATA, "--rows", "trust", "--columns", "role,region", "--to", "out")

    page = sectorled(*words, "--format", "html")
    book = sectorled(*words, "--format", "xlsx")

    assert page.out.startswith("out/"), page.err
    numbers = dict(from_html((place / page.out.strip()).read_text("utf-8")))
    cells = [c.value for s in openpyxl.load_workbook(place / book.out.strip()) for line in s.iter_rows() for c in line]
    assert len(numbers) > 40
    assert 120 in cells


def test_a_printed_table_has_bases_letters_and_notes(place):
    ran = sectorled("survey", "tabulate", *DATA, "--rows", "trust", "--columns", "role,region")

    assert "Unweighted base" in ran.out
    assert "Leader (A)" in ran.out
    assert "North" in ran.out
    assert "Note: By role: F = " in ran.out
    assert "Weighted by w: design effect" in ran.out


def test_a_name_that_is_no_file_name_is_made_one(place):
    ran = sectorled("survey", "tabulate", *DATA, "--rows", "trust", "--format", "html", "--to", "o")

    assert (place / ran.out.strip()).exists()


def test_weights_go_to_a_file_that_reads_back(place):
    ran = sectorled("survey", "weight", *DATA, "--to", "weights.csv", "--format", "json")

    rows = list(csv.DictReader(io.StringIO((place / "weights.csv").read_text("utf-8"))))
    assert [float(row["weight"]) for row in rows] == json.loads(ran.out)["weights"]
    assert sum(float(row["weight"]) for row in rows) == pytest.approx(1200)
    assert "effective size" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tabulate", *DATA, "--rows", "tryst"), "no question 'tryst'"),
        (("tabulate", *DATA, "--rows", "trust", "--filter", "some"), "has no filter 'some'"),
        (("estimate", *DATA, "--of", "trust"), "holds no numbers"),
        (("trend", *DATA, "--rows", "age"), "no one line of per cents"),
        (("tabulate", "survey.csv", "--rows", "trust"), "has no codebook"),
        (("tabulate", *DATA[:4], "none.toml", "--rows", "trust"), "none.toml: cannot be read"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_its_reason(place, words, said):
    ran = sectorled("survey", *words)

    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err


def test_an_error_in_the_design_ends_a_check_with_1(place):
    (place / "design.toml").write_text('weights = "none"\nclusters = "nowhere"\n', "utf-8")

    ran = sectorled("survey", "check", *DATA)

    assert ran.code == 1
    assert "nowhere" in ran.out


def test_a_file_that_cannot_be_made_is_refused(place, monkeypatch):
    def broken(*_):
        raise PublishingError("No library for this form.")

    monkeypatch.setattr("sectorled.cli.verbs.survey_parts.writing.forms", broken)

    ran = sectorled("survey", "tabulate", *DATA, "--rows", "trust", "--format", "pdf")

    assert ran.code == 3
    assert "No library" in ran.err


def test_notes_of_the_reader_go_to_standard_error(place):
    people = (place / "survey.csv").read_text("utf-8").splitlines()
    (place / "survey.csv").write_text("\n".join([f"{people[0]},more", *(f"{one},1" for one in people[1:])]), "utf-8")

    ran = sectorled("survey", "tabulate", *DATA, "--rows", "trust", "--format", "json")

    assert "'more'" in ran.err
    assert json.loads(ran.out)["tables"][0]["id"] == "trust"
