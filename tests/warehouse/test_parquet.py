"""Parquet is read beside this process: a file that brings the reader down takes nothing with it."""

import io
import json
import os
import signal
import subprocess
import sys

import polars as pl
import pytest

from sectorled.warehouse import parquet, parquet_process
from sectorled.warehouse.parquet import read_parquet
from sectorled.warehouse.tidy import InputError


def written(**columns):
    content = io.BytesIO()
    pl.DataFrame(columns).write_parquet(content)
    return content.getvalue()


@pytest.fixture(autouse=True)
def reader_of_its_own():
    yield
    parquet._READER.stop()


def test_numbers_stay_numbers_and_everything_else_is_text():
    frame = read_parquet("t.parquet", written(n=[1.5, None], word=["a", "b"], true=[True, False]))

    assert frame.schema == {"n": pl.Float64, "word": pl.String, "true": pl.String}
    assert frame["n"].to_list() == [1.5, None]


def test_a_file_that_ends_the_reader_is_refused_and_the_next_one_is_read(monkeypatch):
    dying = [sys.executable, "-c", "import os; input(); os.abort()"]

    def started():
        return subprocess.Popen(dying, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    with monkeypatch.context() as once:
        once.setattr(parquet._READER, "_started", started)
        with pytest.raises(InputError, match=r"it is damaged.*Fetch the file again"):
            read_parquet("t.parquet", written(n=[1]))

    assert read_parquet("t.parquet", written(n=[1]))["n"].to_list() == [1]


def test_a_reader_that_was_ended_from_outside_blames_no_file():
    read_parquet("t.parquet", written(n=[1]))
    os.kill(parquet._READER._process.pid, signal.SIGKILL)
    parquet._READER._process.wait()

    assert read_parquet("t.parquet", written(n=[2]))["n"].to_list() == [2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (written(n=[[1, 2]]), "t.parquet: column n holds List"),
        (b"PAR1 is not enough PAR1", "t.parquet: cannot be read"),
    ],
    ids=["a column of lists", "no table at all"],
)
def test_what_cannot_be_a_table_says_why(content, said):
    with pytest.raises(InputError, match=said):
        read_parquet("t.parquet", content)


def test_the_process_answers_with_what_was_wrong_or_nothing(tmp_path, monkeypatch):
    place = tmp_path / "t.parquet"
    place.write_bytes(written(day=["2024-01-01"]))
    line = json.dumps({"name": "t.parquet", "place": str(place)})

    assert parquet_process.answer(line) == ""
    assert pl.read_ipc(place.with_name("t.parquet.arrow"))["day"].to_list() == ["2024-01-01"]
    monkeypatch.setattr(parquet_process, "MAX_CELLS", 0)
    assert "claims 1 rows of 1 columns. Split the table." in parquet_process.answer(line)
    monkeypatch.setattr(parquet_process, "read", lambda *_: (_ for _ in ()).throw(MemoryError))
    assert "claims more than a machine can hold" in parquet_process.answer(line)
