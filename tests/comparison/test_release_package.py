"""The data package of a release: downloaded, it loads into an empty warehouse to the same figures and definitions."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from polars.testing import assert_frame_equal

from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.package import TABLES
from sectorled.warehouse.queries.open import open_release
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from tests.cli.run import sectorled

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def zipped(client, sector, tmp_path):
    """The package of the published release, as a browser keeps it."""
    file = tmp_path / "release.zip"
    file.write_bytes(b"".join(client.get(f"/releases/{sector[1][1]}/package.zip").streaming_content))
    return file


@pytest.mark.slow
def test_a_package_reads_back_to_the_same_figures_and_definitions(zipped, sector, tmp_path):
    warehouse = tmp_path / "empty"

    loaded = sectorled("load", "package", zipped, warehouse=warehouse)
    built = sectorled("build", warehouse=warehouse)

    assert (loaded.code, built.code) == (0, 0), loaded.err + built.err
    store = open_store(str(warehouse))
    publish(store, built.out.strip(), at=AT)
    again, first = open_release(str(warehouse)), open_release(sector[0], release=sector[1][1])
    for name, table in TABLES.items():
        if name != "observations":
            columns = list(table.columns)
            assert_frame_equal(
                again.table(name).select(columns).sort(table.key), first.table(name).select(columns).sort(table.key)
            )
    wanted, found = (_observations(release) for release in (first, again))
    assert found.height == first.manifest.counts["observations"] > 10_000
    assert_frame_equal(found, wanted)


def test_a_package_is_the_same_bytes_each_time_and_holds_no_other_file(zipped, client, sector, settings, tmp_path):
    settings.FILES = tmp_path / "elsewhere"

    again = b"".join(client.get(f"/releases/{sector[1][1]}/package.zip").streaming_content)

    assert again == zipped.read_bytes()
    names = zipfile.ZipFile(BytesIO(again)).namelist()
    assert set(names) == {f"release-{sector[1][1]}/{name}.csv" for name in TABLES} | {
        f"release-{sector[1][1]}/datapackage.json"
    }


def test_a_package_is_made_once_and_nothing_half_made_is_left(client, sector, settings, tmp_path):
    settings.FILES = tmp_path
    for _ in range(2):
        b"".join(client.get(f"/releases/{sector[1][1]}/package.zip").streaming_content)

    files = [path.name for path in (tmp_path / "downloads").rglob("*") if path.is_file()]

    assert files == ["package.zip"]


@pytest.mark.parametrize("file", ["package.zip", "observations.parquet", "datapackage.json"])
def test_a_release_that_was_never_published_has_no_files(client, sector, file):
    assert client.get(f"/releases/0123456789ab/{file}").status_code == 404


def test_the_descriptor_tells_catalogues_of_data_where_everything_is(client, sector):
    said = client.get(f"/releases/{sector[1][1]}/datapackage.json").json()

    assert said["@type"] == "Dataset"
    for part in said["distribution"]:
        response = client.get(part["contentUrl"].removeprefix("http://testserver"))
        assert response.headers["Content-Type"] == part["encodingFormat"]
        list(response)  # read to its end, as a client does
    assert {resource["name"] for resource in said["resources"]} >= {"figures", "observations", "basket-members"}
    assert said["licenses"]


def _observations(release):
    columns = list(TABLES["observations"].columns)
    stored = observations_of(release.store, release.id)
    rows = as_frame(stored.of_metrics(release.table("metrics")["metric"], columns))
    return rows.select(columns).sort("metric", "area", "period")
