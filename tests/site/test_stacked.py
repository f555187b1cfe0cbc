"""On a telephone each row of a working list is a block of lines that say what they are; no word is cut in two."""

import re

import pytest
from django.utils import timezone

from sectorled.councils.models import PublicationPause
from sectorled.platform import audit
from sectorled.platform.models import Message
from tests.comparison.factories import METRIC, own_value, reply
from tests.people.factories import AT, COUNCIL, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]

PAGES = [
    ("officer", f"/councils/{COUNCIL}/own-measures/"),
    ("officer", f"/councils/{COUNCIL}/own-measures/{{own}}/"),
    ("officer", f"/councils/{COUNCIL}/replies/"),
    ("officer", f"/councils/{COUNCIL}/changed/"),
    ("officer", "/log/"),
    ("steward", "/replies/"),
    ("steward", "/steward/loads/"),
    ("steward", "/steward/releases/"),
    ("administrator", "/people/"),
    ("administrator", "/messages/"),
    ("administrator", "/pauses/"),
]


@pytest.mark.parametrize(("role", "address"), PAGES)
def test_every_cell_of_a_working_list_says_what_it_is(request, client, role, address, sector):
    officer = request.getfixturevalue("officer")
    own = own_value(council().council, written_by=officer).measure_id
    reply(sector[1][1], metric=METRIC, written_by=officer)
    audit.record("reply.written", kind="reply", subject=1, by=officer, at=AT, council=COUNCIL)
    Message.objects.create(to="jo@example.org", subject="x", text="x", at=AT)
    PublicationPause.objects.create(starts=timezone.localdate(), ends=timezone.localdate(), reason="a poll")
    client.force_login(request.getfixturevalue(role))

    page = client.get(address.format(own=own)).content.decode()

    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    cells = re.findall(r"<td[^>]*>", "".join(tables))
    assert cells
    assert [table[:80] for table in tables if 'class="govuk-table stacked"' not in table] == []
    assert [cell for cell in cells if "data-label=" not in cell] == []
