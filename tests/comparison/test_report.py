"""Reports to committee: chosen measures for everyone, own measures for the council, what changed since the last."""

import io
from datetime import date

import docx
import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from pypdf import PdfReader

from sectorled.comparison.models import CommitteeReport
from sectorled.councils.releases import release_read
from sectorled.platform.models import AuditEvent
from tests.comparison.factories import METRIC, own_value, reply
from tests.people.factories import COUNCIL, OTHER, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]

QUARTERLY = f"/councils/{COUNCIL}/report/quarterly/"
HEADLINE = f"/councils/{COUNCIL}/report/"


def make(client, **changes):
    given = {"own": ["calls"], "measure": [METRIC], "until": "2026-07-01/P3M", "since": "", "group": ""}
    return client.post(QUARTERLY, given | changes)


def words(content, form):
    if form == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    if form == "pdf":
        return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    return content.decode()


def test_a_quarterly_report_is_made_kept_and_taken_away(client, officer, sector):
    own_value(council().council)
    client.force_login(officer)

    response = make(client)

    made = CommitteeReport.objects.get()
    assert response["Location"] == f"/councils/{COUNCIL}/reports/{made.pk}/"
    assert made.facts["kind"] == "quarterly"
    assert made.facts["figures"]["own.calls"]["values"] == {"2026-07-01/P3M": 81.0}
    assert AuditEvent.objects.filter(verb="report.made", council=COUNCIL).count() == 1
    page = client.get(response["Location"]).content.decode()
    assert "1 missed it by 5% or less" in page


@pytest.mark.slow
@pytest.mark.parametrize("form", ["html", "pdf", "docx", "xlsx"])
def test_every_form_has_own_figures_and_the_reply(client, officer, sector, form):
    own_value(council().council)
    reply(sector[1][1], "Our rounds changed in April.", state="published")
    client.force_login(officer)

    response = client.get(f"{make(client)['Location']}quarterly.{form}")

    said = words(response.content, form)
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    assert "81" in said
    assert "Our rounds changed in April." in said


def test_the_next_report_says_what_changed_since_the_last_and_the_last_stays(client, officer, sector):
    own_value(council().council)
    client.force_login(officer)
    make(client)
    first = CommitteeReport.objects.get()
    before = client.get(f"/councils/{COUNCIL}/reports/{first.pk}/quarterly.html").content
    measure = own_value(council().council, period="2026-10-01/P3M", starts=date(2026, 10, 1), value=86.0).measure
    client.post(
        f"/councils/{COUNCIL}/own-measures/{measure.pk}/",
        {"period": "2026 Q3", "value": "80", "target": "85", "status": "revised", "owner": "", "commentary": ""},
    )

    make(client, until="2026-10-01/P3M", since=str(first.pk))

    second = CommitteeReport.objects.first()
    said = [sentence["words"] for sentence in second.facts["sentences"]]
    assert second.since == first
    assert any("1 newer figure, 1 revised figure" in sentence for sentence in said)
    assert client.get(f"/councils/{COUNCIL}/reports/{first.pk}/quarterly.html").content == before


def test_without_own_measures_it_says_what_to_do(client, officer):
    client.force_login(officer)

    page = client.get(QUARTERLY).content.decode()

    assert "Enter or upload some first" in page
    assert make(client).status_code == 400
    assert not CommitteeReport.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"own": []}, {"measure": ["nonesuch"]}, {"until": "x"}, {"since": "7"}, {"group": "x"}]
)
def test_a_choice_that_is_not_there_is_refused(client, officer, changes):
    own_value(council().council)
    client.force_login(officer)

    response = make(client, **changes)

    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()
    assert not CommitteeReport.objects.exists()


def test_nobody_else_makes_or_reads_a_quarterly_report(
    client, officer, other_officer, resident, steward, administrator
):
    own_value(council().council)
    client.force_login(officer)
    address = make(client)["Location"]
    council(OTHER, "Another council")
    for person in (other_officer, resident, steward, administrator):
        client.force_login(person)

        assert client.get(QUARTERLY).status_code == 404
        assert make(client).status_code == 404
        assert client.get(address).status_code == 404
        assert client.get(f"{address}quarterly.html").status_code == 404
        assert client.get(address.replace(COUNCIL, OTHER)).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
    assert CommitteeReport.objects.count() == 1


def test_anybody_makes_a_headline_report_of_chosen_measures(client, sector):
    council()
    reply(sector[1][1], "Our rounds changed in April.", state="published")

    response = client.get(HEADLINE, {"measure": METRIC, "form": "html", "group": ""})

    assert response.status_code == 200
    assert "Our rounds changed in April." in response.content.decode()
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize(
    "query", [{"form": "html"}, {"form": "exe", "measure": METRIC}, {"form": "html", "measure": "x"}]
)
def test_a_headline_report_of_nothing_is_refused_beside_its_field(client, query):
    response = client.get(HEADLINE, query)

    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()


def test_more_measures_than_a_report_can_hold_are_refused(client, sector):
    every = release_read().table("metrics")["metric"].to_list()

    response = client.get(HEADLINE, {"form": "html", "measure": every})

    assert response.status_code == 400
    assert "Choose up to" in response.content.decode()


def test_before_the_council_could_reply_only_its_own_people_make_it(client, officer, settings):
    settings.REPLY_WORKING_DAYS = 300
    query = {"measure": METRIC, "form": "html", "group": ""}

    asked = client.get(HEADLINE, query)
    client.force_login(officer)

    assert "may reply to its figures first" in asked.content.decode()
    assert "attachment" not in asked.headers.get("Content-Disposition", "")
    assert "attachment" in client.get(HEADLINE, query)["Content-Disposition"]


def test_a_name_leads_to_the_code_and_an_unknown_one_to_the_nearest(client):
    assert client.get("/councils/Amberfold/report/")["Location"] == HEADLINE
    assert client.get("/councils/Ambrefold/report/").status_code == 404


def test_a_report_is_not_since_itself(client, officer):
    own_value(council().council)
    client.force_login(officer)
    make(client)

    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeReport.objects.update(since=F("pk"))
