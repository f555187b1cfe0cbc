"""The steward's work on a warehouse in an object store."""

import boto3
import pytest
from django.utils import timezone
from moto.server import ThreadedMotoServer

from sectorled.stewardship.models import MeasureReview, ReleaseWork
from sectorled.warehouse.load import load
from sectorled.warehouse.loads import every_load
from sectorled.warehouse.release.publish import history
from sectorled.warehouse.release.review import KEPT
from sectorled.warehouse.store import open_store
from tests.stewardship.test_reviews import DECIDED
from tests.warehouse.small_package import write

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def bucket(monkeypatch):
    """The address of an empty bucket on a server of our own."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    client = boto3.client("s3", endpoint_url=f"http://{host}:{port}", region_name="eu-west-2")
    client.create_bucket(Bucket="steward", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    yield f"s3://steward/sector?endpoint_override={host}:{port}&scheme=http&region=eu-west-2"
    server.stop()


def test_files_reviews_and_releases_lie_in_the_bucket(desk, bucket, settings, tmp_path):
    settings.WAREHOUSE = bucket
    store = open_store(bucket)
    empty = desk.get("/steward/").content.decode()
    load(store, "package", write(tmp_path / "sent"), at=timezone.now())

    for _ in range(2):
        desk.post("/steward/releases/make/")
        work = ReleaseWork.objects.first()
        desk.post(f"/steward/releases/work/{work.pk}/publish/")
        said = DECIDED | {"seen": "0", "count": "1", "confirm": "1"}
        desk.post("/steward/measures/review/?metric=m1", said)
    withdrawn = every_load(store)[0].load
    desk.post(f"/steward/loads/{withdrawn}/withdraw/", {"reason": "Too early"})

    assert "Nothing waits" in empty
    assert store.exists(KEPT)
    assert MeasureReview.objects.count() == 1
    assert len(history(store)) == 2
    assert every_load(store) == []
