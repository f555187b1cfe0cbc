"""Whatever is done to the files of a survey, the worst is a refusal that names the file; nothing is half-loaded."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sectorled.warehouse.answers.codebook import to_json
from sectorled.warehouse.answers.export import write_csv
from sectorled.warehouse.answers.load import load_survey, read_survey
from sectorled.warehouse.answers.loads import every_survey
from sectorled.warehouse.store import open_store
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.small_survey import AT, SURVEY, answers, refusal
from tests.warehouse.answers.test_sav import damaged
from tests.warehouse.answers.test_xlsform import RESULTS, workbook

seeds = st.integers(0, 10**6)
FUZZ = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def loaded_or_refused(place: Path, codebook: Path) -> None:
    """Loading either keeps one whole survey, or nothing and a message that names a file."""
    with TemporaryDirectory() as folder:
        store = open_store(folder)

        said = refusal(lambda: load_survey(store, place, at=AT, codebook=codebook))

        assert len(every_survey(store)) == (said is None)
        if said is not None:
            assert place.name in said or codebook.name in said
            assert store.every_file("surveys") == []


@given(seeds)
@FUZZ
def test_damaged_answers(tmp_path, seed):
    write_csv(answers(), tmp_path / "s")
    place = tmp_path / "s" / "answers.csv"
    place.write_bytes(damaged(place.read_bytes(), seed))

    loaded_or_refused(place, tmp_path / "s" / "codebook.json")


@given(seeds)
@FUZZ
def test_a_damaged_codebook(tmp_path, seed):
    write_csv(answers(), tmp_path / "s")
    book = tmp_path / "s" / "codebook.json"
    book.write_bytes(damaged(to_json(SURVEY).encode(), seed))

    loaded_or_refused(tmp_path / "s" / "answers.csv", book)


@given(seeds)
@FUZZ
def test_a_damaged_form(tmp_path, seed):
    folder = tmp_path / "f"
    folder.mkdir(exist_ok=True)
    (folder / "form.xlsx").write_bytes(damaged(workbook(), seed))
    (folder / "results.csv").write_text(RESULTS, "utf-8")

    loaded_or_refused(folder / "results.csv", folder / "form.xlsx")


def test_texts_that_look_like_formulas_or_commands_stay_texts(tmp_path):
    texts = ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2", "\x1b[2J", "<script>"]

    write_csv(answers(why=texts), tmp_path)

    assert read_survey(tmp_path).frame["why"].to_list() == texts


def test_a_huge_label_is_refused(tmp_path):
    write_csv(answers(), tmp_path)
    book = tmp_path / "codebook.json"
    book.write_text(book.read_text("utf-8").replace("Very useful", "very " * 100_000), "utf-8")

    with pytest.raises(InputError, match=r"'useful': a text or label is longer than 4,000 characters"):
        read_survey(tmp_path)
