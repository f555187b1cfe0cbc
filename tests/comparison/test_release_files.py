"""The files of a whole release: every figure and every standing, kept once made, never half made."""

from io import BytesIO

import polars as pl
import pytest
from django_tasks import default_task_backend

from sectorled.comparison.selectors.downloads import COLUMNS, STANDING_COLUMNS
from tests.comparison.factories import METRIC, reply
from tests.people.factories import COUNCIL, council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    """Files are kept in an empty folder."""
    settings.FILES = tmp_path
    return tmp_path / "downloads"


def frame(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/vnd.apache.parquet"
    return pl.read_parquet(BytesIO(b"".join(response.streaming_content)))


def test_every_figure_of_the_release_is_there_as_in_the_file_of_its_measure(client, sector):
    whole = frame(client, f"/releases/{sector[1][1]}/observations.parquet")

    one = pl.read_parquet(BytesIO(client.get(f"/measures/{METRIC}/data.parquet").content))
    assert tuple(whole.columns) == COLUMNS
    assert whole.height > 100_000
    key = ["period", "area"]
    assert whole.filter(pl.col("metric") == METRIC).sort(key).equals(one.sort(key))


@pytest.mark.slow
def test_every_standing_is_there_as_a_comparison_tells_it_and_no_figure_is_alone(client, sector):
    whole = frame(client, f"/releases/{sector[1][1]}/standings.parquet")

    said = client.get(f"/api/v1/compare?metric={METRIC}&group=all").json()
    mine = whole.filter(
        (pl.col("metric") == METRIC) & (pl.col("period") == said["period"]) & (pl.col("scheme") == "all")
    )
    told = {a["area"]: (a["rank"], a["of"], a["band"]) for a in said["groups"][0]["areas"] if a["value"] is not None}
    assert {row[0]: row[1:] for row in mine.select("area", "rank", "of", "band").iter_rows()} == told
    assert tuple(whole.columns) == STANDING_COLUMNS
    needed = ("status", "unit", "source", "release", "value_id", "name", "period_spoken")
    assert whole.select(needed).null_count().row(0) == (0,) * len(needed)


def test_a_file_is_made_again_when_a_reply_stands_and_the_old_one_goes(client, sector, kept):
    council()
    address = f"/releases/{sector[1][1]}/observations.parquet"
    before = frame(client, address)
    again = frame(client, address)
    first = [path.name for path in kept.rglob("*.parquet")]
    reply(sector[1][1], "We changed our rounds.", state="published")

    after = frame(client, address)

    second = [path.name for path in kept.rglob("*") if path.is_file()]
    assert before.equals(again)
    assert len(first) == len(second) == 1
    assert first != second
    assert before["reply"].null_count() == before.height
    said = after.filter(pl.col("reply").is_not_null())
    assert set(said["area"]) == {COUNCIL}
    assert set(said["metric"]) == {METRIC}


def test_standings_are_made_by_the_worker_once_and_nobody_waits_for_them(client, sector, settings, kept):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    address = f"/releases/{sector[1][1]}/standings.parquet"

    first, again = client.get(address), client.get(address)

    assert (first.status_code, first.headers["Retry-After"]) == (503, "60")
    assert "This file is being made" in again.content.decode()
    assert [result.args for result in default_task_backend.results] == [[sector[1][1]]]
    assert not kept.exists()
