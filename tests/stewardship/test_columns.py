"""A table that nobody described is described once, column by column, and then loaded."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sectorled.stewardship.models import Intake
from sectorled.warehouse.loads import every_load, table

pytestmark = pytest.mark.django_db
LONG = b"Council,Year,Days,Remark\nCouncil X01,2024/25,8,\nCouncil X02,2024/25,9,late\nNowhere,2024/25,7,\n"
WIDE = b"Code,Days,Cost\nX01,8,100\nX02,9,90\n"
WORDS = {"dataset": "decisions", "label": "", "hint": "", "source": "A register of ours", "measure": "Days to decide"}


def sent(desk, content, name="decisions.csv"):
    """Send a table of an unknown kind."""
    desk.post("/steward/files/send/", {"token": str(uuid.uuid4()), "files": [SimpleUploadedFile(name, content)]})
    return Intake.objects.get()


def test_a_long_table_is_proposed_corrected_checked_and_loaded(desk, warehouse):
    intake = sent(desk, LONG.replace(b"Nowhere,2024/25,7,\n", b""))
    proposed = desk.get(f"/steward/files/{intake.pk}/columns/").content.decode()
    roles = {"column-0": "area_name", "column-1": "period", "column-2": "value", "column-3": "note"}

    first = desk.post(f"/steward/files/{intake.pk}/columns/", roles)
    second = desk.post(first.headers["Location"], WORDS)
    checked = desk.get(second.headers["Location"]).content.decode()
    loads_before = len(every_load(warehouse))
    desk.post(second.headers["Location"])

    intake.refresh_from_db()
    kept = table(warehouse, intake.load, "observations")
    assert '<option value="area_name" selected>' in proposed
    assert "A register of ours" in checked
    assert loads_before == 1
    assert (intake.state, intake.kind) == ("kept", "mapped")
    assert kept["area"].to_list() == ["X01", "X02"]
    assert kept["value"].to_list() == [8.0, 9.0]
    metrics = table(warehouse, intake.load, "metrics").select("label", "source", "polarity").rows()
    assert metrics == [("Days to decide", "A register of ours", None)]


def test_a_wide_table_gets_a_name_and_a_period_for_each_measure(desk, warehouse):
    intake = sent(desk, WIDE)
    desk.post(
        f"/steward/files/{intake.pk}/columns/", {"column-0": "area", "column-1": "measure", "column-2": "measure"}
    )
    said = WORDS | {"label": "2024/25", "label-0": "Days to decide", "label-1": "Cost per decision"}

    checked = desk.post(f"/steward/files/{intake.pk}/columns/words/", said)
    desk.post(checked.headers["Location"])

    intake.refresh_from_db()
    kept = table(warehouse, intake.load, "metrics")
    assert kept["label"].to_list() == ["Days to decide", "Cost per decision"]
    assert kept["metric"].to_list() == ["decisions.days-to-decide", "decisions.cost-per-decision"]


def test_a_table_of_which_nothing_is_guessed_can_be_described_all_the_same(desk):
    intake = sent(desk, b"Wo,Wann,Was\nX01x,2024/25,8\nX02x,2024/25,9\n")

    page = desk.get(f"/steward/files/{intake.pk}/columns/")

    assert intake.state == "columns"
    assert page.status_code == 200
    assert "Holds X01x, X02x." in page.content.decode()


def test_a_row_of_an_unknown_council_keeps_the_table_out_and_the_description_stays(desk, warehouse):
    intake = sent(desk, LONG)
    roles = {"column-0": "area_name", "column-1": "period", "column-2": "value", "column-3": ""}
    desk.post(f"/steward/files/{intake.pk}/columns/", roles)
    desk.post(f"/steward/files/{intake.pk}/columns/words/", WORDS)

    desk.post(f"/steward/files/{intake.pk}/columns/check/")

    page = desk.get(f"/steward/files/{intake.pk}/").content.decode()
    assert "1 row was refused" in page
    assert "<q>Nowhere</q>" in page
    assert "Change what the columns mean" in page
    assert len(every_load(warehouse)) == 1
    desk.post(f"/steward/files/{intake.pk}/accept/")
    intake.refresh_from_db()
    assert intake.state == "kept"


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ({"column-1": "period", "column-2": "value"}, "Say which column has the names or codes of the councils."),
        ({"column-0": "area_name", "column-1": "period"}, "Say which column has the figures."),
        ({}, "Say which column has the names or codes of the councils."),
    ],
)
def test_a_table_without_councils_or_figures_is_told_at_the_step_where_it_is_said(desk, roles, words):
    intake = sent(desk, LONG)
    before = Intake.objects.get().proposed

    response = desk.post(f"/steward/files/{intake.pk}/columns/", roles)

    assert response.status_code == 400
    assert f'<a href="#id_column-0">{words}</a>' in response.content.decode()
    assert Intake.objects.get().proposed == before


def test_two_columns_cannot_both_be_the_council(desk):
    intake = sent(desk, LONG)

    response = desk.post(f"/steward/files/{intake.pk}/columns/", {"column-0": "area_name", "column-1": "area_name"})

    assert response.status_code == 400
    assert "Council and Year cannot both be it" in response.content.decode()


def test_a_description_that_lacks_the_period_is_refused_before_anything_is_loaded(desk, warehouse):
    intake = sent(desk, WIDE)
    desk.post(f"/steward/files/{intake.pk}/columns/", {"column-0": "area", "column-1": "measure"})

    response = desk.post(f"/steward/files/{intake.pk}/columns/words/", WORDS | {"label-0": "Days"})

    assert response.status_code == 400
    assert "period" in response.content.decode()
    assert desk.get(f"/steward/files/{intake.pk}/columns/check/").url == f"/steward/files/{intake.pk}/columns/"
    assert desk.post(f"/steward/files/{intake.pk}/columns/check/").url == f"/steward/files/{intake.pk}/columns/"
    assert len(every_load(warehouse)) == 1


def test_what_is_loaded_cannot_be_described_any_more(desk):
    intake = sent(desk, LONG)
    Intake.objects.filter(pk=intake.pk).update(state="kept", load="0123456789abcdef")

    response = desk.get(f"/steward/files/{intake.pk}/columns/")

    assert response.status_code == 404


def test_a_script_in_a_header_is_shown_and_never_run(desk):
    intake = sent(desk, b"Council,Year,<script>alert(1)</script>\nCouncil X01,2024/25,8\nCouncil X02,2024/25,9\n")

    page = desk.get(f"/steward/files/{intake.pk}/columns/").content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
