"""A survey is kept whole or not at all, once, and never changes."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sectorled.warehouse.answers.export import write_csv
from sectorled.warehouse.answers.load import load_survey, read_survey
from sectorled.warehouse.answers.loads import every_survey, open_survey, report_of
from sectorled.warehouse.release.leftovers import clear_leftovers
from sectorled.warehouse.store import Store, open_store
from sectorled.warehouse.tidy import InputError
from tests.shared import SHARED, needs_shared
from tests.warehouse.answers.small_survey import AT, SURVEY, answers, csv_of

LATER = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def store(tmp_path) -> Store:
    return open_store(str(tmp_path / "warehouse"))


@pytest.fixture
def folder(tmp_path):
    write_csv(answers(), tmp_path / "survey")
    return tmp_path / "survey"


def test_what_is_loaded_is_what_was_read(store, folder):
    report = load_survey(store, folder, at=AT)

    stored = open_survey(store, "perceptions")
    assert (report.respondents, report.questions, report.kind, report.new) == (6, 12, "table", True)
    assert stored.survey == SURVEY
    assert_frame_equal(stored.answers().frame, answers().frame)
    stored.verify()


def test_some_columns_and_batches_can_be_read_alone(store, folder):
    load_survey(store, folder, at=AT)
    stored = open_survey(store, "perceptions")

    assert stored.answers(["age", "id"]).frame.columns == ["age", "id"]
    assert [batch["age"].to_pylist() for batch in stored.batches(["age"], 4)] == [[41, 998, 950, 33.5], [None, 70]]


def test_the_same_file_again_changes_nothing(store, folder, tmp_path):
    first = load_survey(store, folder, at=AT)
    before = {info.path: info.mtime_ns for info in store.every_file("surveys")}

    again = load_survey(store, shutil.copytree(folder, tmp_path / "elsewhere"), at=LATER)

    assert (again.load, again.at, again.new) == (first.load, first.at, False)
    assert {info.path: info.mtime_ns for info in store.every_file("surveys")} == before


def test_another_codebook_makes_another_load_and_the_newest_is_opened(store, folder):
    first = load_survey(store, folder, at=AT)
    codebook = json.loads((folder / "codebook.json").read_text())
    (folder / "codebook.json").write_text(json.dumps(codebook | {"title": "Another title"}))

    second = load_survey(store, folder, at=LATER)

    assert [report.load for report in every_survey(store)] == [first.load, second.load]
    assert open_survey(store, "perceptions").survey.title == "Another title"
    assert open_survey(store, first.load).survey.title == SURVEY.title


def test_an_older_file_loaded_again_is_the_newest_from_then_on(store, folder, tmp_path):
    old = shutil.copytree(folder, tmp_path / "old")
    first = load_survey(store, folder, at=AT)
    codebook = json.loads((folder / "codebook.json").read_text())
    (folder / "codebook.json").write_text(json.dumps(codebook | {"title": "Another title"}))
    load_survey(store, folder, at=LATER)

    unchanged = load_survey(store, old, at=LATER + timedelta(days=1))
    assert (unchanged.new, open_survey(store, "perceptions").survey.title) == (False, "Another title")

    again = load_survey(store, old, at=LATER + timedelta(days=1), again=True)
    assert (again.load, again.new) == (first.load, True)
    assert open_survey(store, "perceptions").survey.title == SURVEY.title
    assert len(every_survey(store)) == 2
    open_survey(store, "perceptions").verify()


def test_a_refused_file_leaves_nothing(store, folder):
    text = (folder / "answers.csv").read_text()
    (folder / "answers.csv").write_text(text.replace("E06000001,1,1", "E06000001,8,1"))

    with pytest.raises(InputError, match="took_part '8': no answer of the codebook"):
        load_survey(store, folder, at=AT)

    assert store.every_file("surveys") == []


def test_a_load_that_was_killed_is_not_seen_and_is_cleared_away(store, folder):
    report = load_survey(store, folder, at=AT)
    store.remove(f"surveys/{report.load}/manifest.json")

    assert report_of(store, report.load) is None
    assert every_survey(store) == []

    clear_leftovers(store, at=LATER)
    assert store.folders("surveys") == []


def test_a_finished_load_is_not_cleared_away(store, folder):
    load_survey(store, folder, at=AT)

    clear_leftovers(store, at=LATER)

    open_survey(store, "perceptions").verify()


@pytest.mark.parametrize("name", ["answers.parquet", "codebook.json"])
def test_a_file_that_was_changed_is_found(store, folder, name):
    report = load_survey(store, folder, at=AT)
    path = f"surveys/{report.load}/{name}"
    stored = open_survey(store, report.load)
    store.write(path, store.read(path) + b" ")

    with pytest.raises(InputError, match=f"{name}: is not the file that was kept. Load survey again"):
        stored.verify()


def test_a_survey_that_is_not_there_is_answered_with_those_that_are(store, folder):
    with pytest.raises(InputError, match=r"There is no survey 'x' .* It holds: none yet"):
        open_survey(store, "x")
    load_survey(store, folder, at=AT)
    with pytest.raises(InputError, match="It holds: perceptions"):
        open_survey(store, "x")


def test_the_council_is_found_by_codes_or_by_its_name_and_told(tmp_path):
    book = "variable,kind,text,code,label\nplace,open,Where?\nq,single,Q?\n,,,1,Yes\n"
    csv_of(tmp_path, "codebook.csv", book.replace("?\n", "?,,\n"))
    place = csv_of(tmp_path, "data.csv", "place,q\nE06000001,1\nE07000002,1\n,1\n")

    found = read_survey(place, tmp_path / "codebook.csv")
    assert found.survey.roles.clusters == "place"
    assert "The council is in 'place' and is taken as the cluster, unless a design says otherwise." in found.notes

    named = csv_of(tmp_path, "book2.csv", book.replace("?\n", "?,,\n").replace("place", "LA_code"))
    place = csv_of(tmp_path, "named.csv", "LA_code,q\nAmberfold,1\n")
    assert read_survey(place, named).survey.roles.council == "LA_code"

    nobody = csv_of(tmp_path, "book3.csv", book.replace("?\n", "?,,\n").replace("place", "somewhere"))
    place = csv_of(tmp_path, "nobody.csv", "somewhere,q\nAmberfold,1\n")
    assert read_survey(place, nobody).survey.roles.council is None


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.csv": "q\n1\n"}, "a.csv: has no codebook. Give one with --codebook"),
        ({"a.csv": "q\n1\n", "b.csv": "q\n1\n"}, "holds 2 files of answers"),
        ({"a.doc": "q"}, "holds 0 files of answers"),
    ],
)
def test_what_is_no_survey_is_refused_with_what_would_be(tmp_path, files, said):
    for name, text in files.items():
        csv_of(tmp_path / "place", name, text)

    with pytest.raises(InputError) as refused:
        read_survey(tmp_path / "place")

    assert said in str(refused.value)


def test_a_codebook_is_one_file(tmp_path):
    place = csv_of(tmp_path, "a.csv", "q\n1\n")
    csv_of(tmp_path / "books", "one.csv", "x")
    csv_of(tmp_path / "books", "two.csv", "x")

    with pytest.raises(InputError, match=r"books: holds 2 files\. Name the one that is the codebook"):
        read_survey(place, tmp_path / "books")


def test_respondents_in_parquet_and_workbooks_are_read(tmp_path):
    csv_of(tmp_path, "codebook.csv", "variable,kind,text,code,label\nq,single,Q?,,\n,,,1,Yes\n,,,2,No\n")
    pl.DataFrame({"q": [1, 2]}).write_parquet(tmp_path / "a.parquet")

    assert read_survey(tmp_path).frame["q"].to_list() == [1, 2]


@needs_shared
def test_the_example_has_the_bases_of_its_published_tables(store):
    folder = SHARED / "data" / "survey-example"

    report = load_survey(store, folder / "example_a.csv.gz", codebook=folder / "example_a_meta.json", at=AT)

    frame = open_survey(store, report.load).answers(["q2_1", "q8_5", "q2b", "q5_2", "gender"]).frame
    assert report.respondents == 8_255
    assert (frame["q2_1"].count(), frame["q8_5"].count()) == (2_999, 2_367)
    assert (frame["q2_1"].sum(), frame["q8_5"].sum()) == (1_127, 1_235)
    assert frame.filter(pl.col("gender") == 1)["q2b"].count() == 2_998
