"""The page of the brief, printed from a browser, is one page of A4, as its PDF is."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from sectorled.councils.releases import release_read
from sectorled.councils.services import project_councils
from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from tests.shared import SHARED, needs_shared

pytestmark = pytest.mark.django_db
FILES = {"council-register": "council-register", "ons-els": "ons-els", "lait": "lait"}
WINDOWS = pytest.mark.parametrize("days", [0, 100_000], ids=["after the window", "before its end"])


@pytest.fixture(scope="session")
def real(tmp_path_factory):
    """A release of published files, with the most themes that there are."""
    store, at = open_store(str(tmp_path_factory.mktemp("real") / "warehouse")), datetime(2026, 11, 2, tzinfo=UTC)
    for kind, folder in FILES.items():
        load(store, kind, str(SHARED / "data" / folder), at=at)
    publish(store, build(store, at=at).release, at=at)
    return store.address


def printed(page, council):
    """What a browser prints of the brief, on the paper that the page asks for and on A4 with the browser's own."""
    page.goto(f"/councils/{council}/brief/")
    return [PdfReader(io.BytesIO(page.pdf(**paper))) for paper in ({"prefer_css_page_size": True}, {"format": "A4"})]


@WINDOWS
@pytest.mark.parametrize("council", ["X06000001", "X07000034", "X10000001"])
def test_of_every_tier(page, sector, settings, council, days):
    settings.REPLY_WORKING_DAYS = days

    papers = printed(page, council)

    assert [len(paper.pages) for paper in papers] == [1, 1]
    assert "This address always gives this release" in papers[0].pages[0].extract_text()
    assert "Sign in" not in papers[0].pages[0].extract_text()


@needs_shared
@WINDOWS
@pytest.mark.parametrize("council", ["E06000001", "E08000014", "E10000014", "E07000044", "W06000001"])
def test_of_published_figures(page, real, settings, council, days):
    settings.WAREHOUSE, settings.REPLY_WORKING_DAYS = real, days
    project_councils(release=release_read())

    assert [len(paper.pages) for paper in printed(page, council)] == [1, 1]
