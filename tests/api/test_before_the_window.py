"""While what stands out is the council's alone, the API tells nobody, in no field and by no order."""

import json

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
AREA = "X06000001"
TELLING = ("stands_out", "improving", "worsening", "uncertain", "marks", "chance_marks", "marked_alone")


@pytest.fixture
def closed(settings):
    """No council has had its time to reply."""
    settings.REPLY_WORKING_DAYS = 1_000


def test_once_the_council_could_reply_what_stands_out_is_told(client):
    said = client.get(f"/api/v1/councils/{AREA}").json()

    assert said["withheld"] is None
    assert said["stands_out"]["tests"] > 50
    assert set(said["stands_out"]["metrics"]) <= set(said["stands_out"]["p"])
    assert any(line["standing"]["verdict"] for line in said["lines"])


@pytest.mark.usefixtures("closed")
def test_before_that_no_field_tells_it(client):
    said = client.get(f"/api/v1/councils/{AREA}").json()

    assert said["stands_out"] is None
    assert "alone until it has had time to reply" in said["withheld"]
    told = [path for path, value in _leaves(said) if path[-1] in ("verdict", "p", *TELLING) and value is not None]
    assert told == []


def test_the_order_of_lines_tells_nothing(client, settings):
    open_to_all = client.get(f"/api/v1/councils/{AREA}").json()
    settings.REPLY_WORKING_DAYS = 1_000
    withheld = client.get(f"/api/v1/councils/{AREA}").json()

    order = [(line["theme"] or "", line["label"], line["metric"]) for line in open_to_all["lines"]]
    assert order == sorted(order)
    assert [line["metric"] for line in withheld["lines"]] == [metric for _, _, metric in order]


@pytest.mark.usefixtures("closed")
def test_the_council_itself_is_told_on_its_page_but_not_by_the_open_api(officer):
    client = Client()
    client.force_login(officer)

    said = client.get(f"/api/v1/councils/{AREA}").json()

    assert said["stands_out"] is None


def test_the_end_of_the_window_changes_the_tag(client, settings):
    after = client.get(f"/api/v1/councils/{AREA}").headers["ETag"]
    settings.REPLY_WORKING_DAYS = 1_000

    before = client.get(f"/api/v1/councils/{AREA}", headers={"If-None-Match": after})

    assert before.status_code == 200
    assert before.headers["ETag"] != after


def test_changed_verdicts_of_a_council_are_left_out_until_then(client, sector, settings):
    address = f"/api/v1/changes?since={sector[1][0]}&limit=1000&area={AREA}"
    open_to_all = client.get(address).json()
    settings.REPLY_WORKING_DAYS = 1_000
    withheld = client.get(f"{address}&offset=0").json()

    assert open_to_all["counts"]["verdict"] > 0
    assert "verdict" not in withheld["counts"]
    assert "verdict" not in {change["what"] for change in withheld["changes"]}
    rest = {what: count for what, count in open_to_all["counts"].items() if what != "verdict"}
    assert withheld["counts"] == rest
    assert json.dumps(withheld).count("better in") == 0


def _leaves(value, path=("",)):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, str(number), path[-1]))
    else:
        yield path, value
