"""The same releases in an object store, against a local S3-compatible server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from moto.server import ThreadedMotoServer

from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.manifest import releases
from sectorled.warehouse.release.publish import damaged_files, history, publish, published, rollback
from sectorled.warehouse.store import Store, open_store
from sectorled.warehouse.sweep import sweep
from tests.warehouse.release.little import AREAS, YEARS, at, load


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A server of our own, on a free port."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


@pytest.fixture
def store(endpoint: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Store:
    """An empty bucket."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    bucket = request.node.name.replace("_", "-")[:60].strip("-")
    client = boto3.client("s3", endpoint_url=f"http://{endpoint}", region_name="eu-west-2")
    client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    return open_store(f"s3://{bucket}/sector?endpoint_override={endpoint}&scheme=http&region=eu-west-2")


def test_load_build_publish_read_and_roll_back(store):
    load(store, 1)
    first = build(store, at=at(1))
    publish(store, first.release, at=at(1))
    load(store, 2, plus=5.0)
    second = build(store, at=at(2))
    publish(store, second.release, at=at(2))

    rows = as_frame(observations_of(store, second.release).of_metrics(["m1"]))
    of_area = as_frame(observations_of(store, second.release).of_areas([AREAS[3]], latest_only=True))

    assert rows.height == len(AREAS) * len(YEARS)
    assert of_area.sort("metric")["value"].to_list() == [13.0, 23.0]
    assert damaged_files(store, second) == []
    assert [manifest.release for manifest in releases(store)] == [first.release, second.release]
    rollback(store, at=at(3))
    assert published(store) == first.release
    assert published(store, on=at(2)) == second.release
    assert len(history(store)) == 3


def test_a_folder_and_an_object_store_hold_the_same_release(store, tmp_path):
    folder = open_store(str(tmp_path))
    load(store, 1)
    load(folder, 1)

    assert build(store, at=at(1)) == build(folder, at=at(1))


def test_a_sweep_reads_from_and_writes_to_the_object_store(store, tmp_path):
    load(store, 1)
    publish(store, build(store, at=at(1)).release, at=at(1))
    out = store.address.replace("/sector?", "/swept?")

    counts = sweep(store.address, out)

    assert counts == sweep(store.address, str(tmp_path / "swept"))
    assert counts == sweep(store.address, out)
    name = "standings/all/0000.parquet"
    assert open_store(out).read(name) == (tmp_path / "swept" / name).read_bytes()


def test_leftovers_are_cleared_only_once_they_are_a_day_old(store):
    load(store, 1)
    store.write("releases/dead/metrics.parquet", b"half")

    build(store, at=datetime.now(UTC))
    assert "dead" in store.folders("releases")

    build(store, at=datetime.now(UTC) + timedelta(days=2))
    assert "dead" not in store.folders("releases")
