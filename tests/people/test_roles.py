"""Roles are held at organisations, and by people who may still sign in."""

import pytest
from django.contrib.auth.models import AnonymousUser

from sectorled.people.models import Role
from sectorled.people.selectors import councils_of, holds
from tests.people.factories import COUNCIL, OTHER

pytestmark = pytest.mark.django_db


def test_a_role_counts_at_its_own_council_only(officer):
    assert holds(officer, Role.Kind.OFFICER, council=COUNCIL)
    assert not holds(officer, Role.Kind.OFFICER, council=OTHER)
    assert not holds(officer, Role.Kind.LEADER)
    assert councils_of(officer) == [COUNCIL]


def test_nobody_holds_a_role_without_signing_in_or_after_leaving(officer):
    officer.is_active = False

    assert not holds(officer, Role.Kind.OFFICER)
    assert not holds(AnonymousUser(), Role.Kind.OFFICER)
    assert councils_of(officer) == councils_of(AnonymousUser()) == []
