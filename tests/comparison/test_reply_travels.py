"""A published reply stands beside its figure wherever the figure goes, as words and nothing else."""

import html
import json

import pytest

from sectorled.comparison.models import Reply
from tests.comparison.factories import reply
from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector"), pytest.mark.slow]

METRIC = "fictional.missed-collections"
TEXT = "Our rounds <script>alert(1)</script> changed."
PAGES = (
    f"/councils/{COUNCIL}/",
    f"/measures/{METRIC}/?council={COUNCIL}",
    f"/councils/{COUNCIL}/brief/",
    f"/councils/{COUNCIL}/report/?measure={METRIC}&form=html&group=",
    f"/compare/?measure={METRIC}&council={COUNCIL}",
    f"/councils/{COUNCIL}/same-verdict/{METRIC}/",
)
PICTURES = (
    f"/measures/{METRIC}/bars.svg?council={COUNCIL}&alone=yes",
    f"/measures/{METRIC}/hexagons.svg?council={COUNCIL}&alone=yes",
    f"/councils/{COUNCIL}/spine.svg?theme=Environment+and+waste&alone=yes",
)
FILES = (f"/measures/{METRIC}/data.csv", f"/councils/{COUNCIL}/data.csv")
ANSWERS = (f"/api/v1/compare?metric={METRIC}&area={COUNCIL}", f"/api/v1/councils/{COUNCIL}", "/api/v1/replies")


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response).decode("utf-8", "replace")


@pytest.fixture
def waiting(sector):
    return reply(sector[1][1], TEXT, metric=METRIC, period="2025-07-01/P3M")


@pytest.mark.parametrize("address", PAGES)
def test_on_pages_and_in_reports_it_is_only_words(client, steward, waiting, address):
    before = text_of(client, address)
    client.force_login(steward)
    client.post(f"/replies/{waiting.pk}/publish/")
    client.logout()

    after = text_of(client, address)

    assert html.escape(TEXT) not in before
    assert "<script>alert" not in after
    assert html.escape(TEXT) in after


@pytest.mark.parametrize("address", FILES)
def test_in_files_it_stands_in_its_row(client, waiting, address):
    Reply.objects.filter(pk=waiting.pk).update(state="published", decided_at=waiting.written_at)

    assert TEXT in text_of(client, address)


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_that_leaves_the_site_takes_it_along(client, sector, waiting, address):
    kept = f"{address}&release={sector[1][1]}"
    before = text_of(client, kept)
    Reply.objects.filter(pk=waiting.pk).update(state="published", decided_at=waiting.written_at)

    after = text_of(client, kept)

    assert "Amberfold says: Our rounds" not in html.unescape(before)
    assert "Amberfold says: Our rounds" in html.unescape(after)
    assert "<script>" not in after
    assert "Amberfold says" not in text_of(client, kept.replace(COUNCIL, "X06000005"))


@pytest.mark.parametrize("address", ANSWERS)
def test_the_api_gives_it_beside_its_figure(client, waiting, address):
    before = text_of(client, address)
    Reply.objects.filter(pk=waiting.pk).update(state="published", decided_at=waiting.written_at)

    after = json.dumps(json.loads(text_of(client, address)))

    assert TEXT not in before
    assert TEXT in after


@pytest.mark.parametrize("address", [*PAGES, *FILES, *ANSWERS])
def test_what_waits_or_was_withdrawn_stands_nowhere(client, waiting, address):
    Reply.objects.filter(pk=waiting.pk).update(state="withdrawn", decided_at=waiting.written_at)
    reply(waiting.release, "Our rounds changed again.", metric=METRIC, period=waiting.period, number=2)

    text = text_of(client, address)

    assert "Our rounds" not in text
