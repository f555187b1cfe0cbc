"""A release that is published at the command line is followed up as one that a steward publishes, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sectorled.comparison.models import Following
from sectorled.councils.models import Council, PublicationPause
from sectorled.platform.models import AuditEvent, Message
from sectorled.stewardship.models import ReleaseWork
from sectorled.warehouse.release.publish import published
from tests.cli.run import sectorled
from tests.people.factories import COUNCIL
from tests.warehouse.small_package import TABLES, write

pytestmark = pytest.mark.django_db
NEWER = TABLES["observations"].replace("m1,X01,2023/24,10,,,", "m1,X01,2023/24,99,,,")
NEWS = "New figures were published"


@pytest.fixture
def follower(resident, warehouse):
    """A resident who follows a council and was told of the release that stands."""
    council = Council.objects.create(code="X01", name="Council X01")
    told = {"since": timezone.now(), "told_release": published(warehouse)}
    return Following.objects.create(user=resident, council=council, **told)


@pytest.fixture
def notice(warehouse, django_capture_on_commit_callbacks):
    """`sectorled notice`, with a worker; the release that stood when the records began is known."""

    def run():
        with django_capture_on_commit_callbacks(execute=True):
            return sectorled("notice", warehouse=warehouse.address)

    run()
    return run


@pytest.fixture
def publish_newer(warehouse, tmp_path):
    """Load newer figures and publish them, both at the command line: the new release's id."""

    def run():
        for words in (("load", "package", write(tmp_path / "newer", observations=NEWER)), ("publish",)):
            ran = sectorled(*words, warehouse=warehouse.address)
        return ran.out.strip()

    return run


def told(subject):
    return {message.to for message in Message.objects.filter(subject=subject)}


def test_people_are_told_once_of_what_was_published_at_the_command_line(
    notice, publish_newer, follower, officer, steward
):
    release = publish_newer()

    first, second = notice(), notice()

    assert (first.code, first.out) == (0, f"{release}\n")
    assert (second.code, second.out) == (0, "")
    assert "nothing new to tell" in second.err
    assert told(NEWS) == {officer.email, steward.email}
    assert told("Council X01: new figures") == {follower.user.email}
    assert Message.objects.count() == 3
    event = AuditEvent.objects.get(verb="release.published")
    assert (event.subject_id, event.by_name) == (release, "the system")
    assert Council.objects.filter(code="X10").exists()


def test_what_stood_when_the_records_began_is_no_news(warehouse, notice, officer):
    assert notice().out == ""
    assert not Message.objects.exists()
    assert AuditEvent.objects.get(subject_kind="release").subject_id == published(warehouse)


def test_a_follower_is_told_even_where_nobody_noticed_before(
    warehouse, publish_newer, follower, django_capture_on_commit_callbacks
):
    publish_newer()

    with django_capture_on_commit_callbacks(execute=True):
        sectorled("notice", warehouse=warehouse.address)

    assert told("Council X01: new figures") == {follower.user.email}


def test_rolling_back_at_the_command_line_is_told_as_that_and_followers_are_left_alone(
    warehouse, notice, publish_newer, follower, officer
):
    older = published(warehouse)
    publish_newer()
    notice()
    sectorled("roll-back", warehouse=warehouse.address)

    ran = notice()

    assert ran.out == f"{older}\n"
    assert told("Figures were rolled back") == {officer.email}
    assert Message.objects.filter(to=follower.user.email).count() == 1


def test_an_officer_is_told_how_long_they_may_reply_and_where_a_steward_only_where(
    warehouse, notice, publish_newer, officer, steward
):
    notice()
    publish_newer()

    notice()

    letters = {message.to: message.text for message in Message.objects.all()}
    assert "For 10 working days what stands out of a council is shown to its own people alone" in letters[officer.email]
    assert letters[officer.email].endswith(f"See what changed:\nhttp://127.0.0.1:8000/councils/{COUNCIL}/changed/\n")
    assert letters[steward.email].endswith("See what changed:\nhttp://127.0.0.1:8000/\n")


def test_what_was_rolled_back_before_anybody_noticed_is_never_told(warehouse, notice, publish_newer, officer):
    publish_newer()
    sectorled("roll-back", warehouse=warehouse.address)

    assert notice().out == ""
    assert not Message.objects.exists()


def test_nobody_is_told_in_a_pause_and_everybody_after_it(notice, publish_newer, follower, officer):
    today = timezone.localdate()
    pause = PublicationPause.objects.create(starts=today - timedelta(1), ends=today + timedelta(1), reason="elections")
    publish_newer()

    during = notice()
    messages = Message.objects.count()
    pause.delete()
    notice()

    assert (during.out, messages) == ("", 0)
    assert told(NEWS) == {officer.email}
    assert told("Council X01: new figures") == {follower.user.email}


def test_a_stewards_own_publication_is_told_by_itself_only(desk, notice, warehouse, tmp_path, officer):
    sectorled("load", "package", write(tmp_path / "newer", observations=NEWER), warehouse=warehouse.address)
    desk.post("/steward/releases/make/")
    work = ReleaseWork.objects.get()
    desk.post(f"/steward/releases/work/{work.pk}/publish/")

    ran = notice()

    assert ran.out == ""
    assert Message.objects.filter(to=officer.email).count() == 1


def test_one_that_a_steward_is_publishing_is_left_to_that(notice, publish_newer, steward):
    release = publish_newer()
    ReleaseWork.objects.create(by=steward, at=timezone.now(), state="publishing", release=release)

    assert notice().out == ""
    assert not Message.objects.exists()
