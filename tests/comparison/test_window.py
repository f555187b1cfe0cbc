"""What stands out is the council's alone until its working days to reply have passed."""

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from sectorled.comparison.rules import opens_on
from sectorled.comparison.selectors.publications import first_published
from sectorled.comparison.selectors.replies import published_replies
from sectorled.comparison.selectors.window import is_open, is_working_day, public_from, shows_what_stands_out
from sectorled.councils.models import PublicationPause
from sectorled.councils.releases import release_read
from sectorled.warehouse.queries.open import open_release
from sectorled.warehouse.release.publish import rollback
from sectorled.warehouse.store import open_store
from tests.people.factories import COUNCIL, OTHER, council


@pytest.fixture
def own_warehouse(fictional, tmp_path, settings):
    """The fictional sector in a warehouse of the test's own: the ids of its two releases."""
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    shutil.copytree(fictional[0], settings.WAREHOUSE, copy_function=os.link)
    return fictional[1]


def opened(published, days=10, pauses=()):
    def is_paused(day):
        return any(first <= day <= last for first, last in pauses)

    return opens_on(published, days=days, is_working=is_working_day, is_paused=is_paused)


@pytest.mark.parametrize(
    ("published", "days", "opens"),
    [
        (date(2026, 11, 2), 10, date(2026, 11, 17)),  # Monday: ten working days, 3 to 16 November
        (date(2026, 11, 7), 10, date(2026, 11, 21)),  # a Saturday counts from Monday to Friday week
        (date(2026, 12, 18), 10, date(2027, 1, 7)),  # Christmas, Boxing Day's substitute and New Year do not count
        (date(2027, 3, 25), 1, date(2027, 3, 31)),  # Good Friday and Easter Monday do not count
        (date(2026, 11, 2), 1, date(2026, 11, 4)),
        (date(2026, 11, 2), 0, date(2026, 11, 2)),
    ],
)
def test_working_days_are_counted_over_weekends_and_bank_holidays(published, days, opens):
    assert opened(published, days) == opens


@pytest.mark.parametrize(
    ("pause", "opens"),
    [
        ((date(2026, 11, 10), date(2026, 11, 13)), date(2026, 11, 21)),  # four days in the middle are made up for
        ((date(2026, 11, 17), date(2026, 11, 20)), date(2026, 11, 21)),  # it would have opened inside the pause
        ((date(2026, 11, 18), date(2026, 11, 20)), date(2026, 11, 17)),  # it opened before the pause
        ((date(2026, 10, 1), date(2026, 11, 1)), date(2026, 11, 17)),  # it was over
        ((date(2026, 11, 14), date(2026, 11, 15)), date(2026, 11, 17)),  # a weekend
    ],
)
def test_a_pause_moves_the_day_and_never_hides_again(pause, opens):
    assert opened(date(2026, 11, 2), pauses=[pause]) == opens


def test_without_days_a_pause_still_waits():
    assert opened(date(2026, 11, 2), 0, [(date(2026, 11, 1), date(2026, 11, 5))]) == date(2026, 11, 6)


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 30), st.integers(0, 30), st.integers(1, 40))
def test_a_pause_that_begins_later_than_the_day_changes_nothing_and_others_only_delay(published, days, after, length):
    without = opened(published, days)
    start = date.fromordinal(published.toordinal() + after)
    paused = opened(published, days, [(start, date.fromordinal(start.toordinal() + length))])

    assert paused >= without
    assert start <= without or paused == without


@pytest.mark.django_db
def test_the_council_sees_at_once_what_everybody_else_waits_for(
    sector, settings, officer, leader, other_officer, resident, steward, administrator
):
    release = release_read()
    at = datetime(2026, 11, 16, 23, 59, tzinfo=UTC)

    def shown(user):
        return shows_what_stands_out(user=user, council=COUNCIL, release=release, at=at)

    assert public_from(council=COUNCIL, release=release) == date(2026, 11, 17)
    assert shown(officer)
    assert shown(leader)
    assert not any(map(shown, (other_officer, resident, steward, administrator, AnonymousUser())))
    assert shows_what_stands_out(
        user=AnonymousUser(), council=COUNCIL, release=release, at=datetime(2026, 11, 17, tzinfo=UTC)
    )
    settings.REPLY_WORKING_DAYS = 0
    assert shown(AnonymousUser())


@pytest.mark.django_db
def test_the_day_is_that_of_the_country(sector):
    release = release_read()
    PublicationPause.objects.create(starts=date(2026, 11, 16), ends=date(2027, 6, 30), reason="an election")

    assert not is_open(council=COUNCIL, release=release, at=datetime(2027, 6, 30, 22, 30, tzinfo=UTC))
    assert is_open(council=COUNCIL, release=release, at=datetime(2027, 7, 1, 23, 30, tzinfo=UTC))


@pytest.mark.django_db
def test_a_pause_of_one_council_is_no_other_councils(sector):
    release, row = release_read(), council().council
    PublicationPause.objects.create(council=row, starts=date(2026, 11, 10), ends=date(2026, 11, 20), reason="a poll")

    assert public_from(council=COUNCIL, release=release) > public_from(council=OTHER, release=release)


@pytest.mark.django_db
def test_of_a_release_that_was_never_published_only_the_council_sees_anything(own_warehouse, settings, officer):
    (Path(settings.WAREHOUSE) / "published" / f"000002-{own_warehouse[1]}.json").unlink()
    release = open_release(settings.WAREHOUSE, release=own_warehouse[1])
    at = datetime(2030, 1, 1, tzinfo=UTC)

    assert first_published(release) is None
    assert public_from(council=COUNCIL, release=release) is None
    assert not shows_what_stands_out(user=AnonymousUser(), council=COUNCIL, release=release, at=at)
    assert shows_what_stands_out(user=officer, council=COUNCIL, release=release, at=at)
    assert published_replies(council=COUNCIL, release=release.id) == {}


@pytest.mark.django_db
def test_an_older_release_stays_open_and_rolling_back_starts_no_new_window(own_warehouse):
    older, newer = own_warehouse
    first = first_published(release_read(older))
    at = datetime(2026, 11, 20, tzinfo=UTC)

    rollback(open_store(release_read(older).store.address), at=at)

    assert release_read().id == older
    assert first_published(release_read()) == first
    assert is_open(council=COUNCIL, release=release_read(older), at=at)
    assert is_open(council=COUNCIL, release=release_read(newer), at=datetime(2026, 11, 17, tzinfo=UTC))
    assert not is_open(council=COUNCIL, release=release_read(newer), at=datetime(2026, 11, 16, tzinfo=UTC))
