"""Every number of a council's page carries the id of its value, also where it is another period's or council's."""

import re

import pytest

from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
NUMBER = re.compile(r'<data value="([^"]+)" data-value-id="(\w+/[^/"]+/(\w+)/([^"#]+))">')


def test_the_number_of_another_period_or_council_has_the_id_of_that_value(client, sector):
    page = client.get(f"/councils/{COUNCIL}/").content.decode()
    numbers = {found.groups() for found in NUMBER.finditer(page)}
    earlier = [(value, whole) for value, whole, area, period in numbers if area == COUNCIL and period < "2024-04-01"]
    others = [(value, whole) for value, whole, area, _ in numbers if area != COUNCIL]

    assert len(earlier) > 3
    assert len(others) > 3
    for value, whole in sorted({*earlier, *others}):
        answer = client.get(f"/api/v1/values/{whole}").json()
        assert answer["value"] == pytest.approx(float(value), rel=1e-6)
    assert "#before" not in page
    assert "#first" not in page
