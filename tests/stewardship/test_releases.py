"""A release is made, checked, looked at, and published once somebody confirms; or an earlier one is, with a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sectorled.councils.models import Council, PublicationPause
from sectorled.platform.models import AuditEvent, Message
from sectorled.stewardship.models import ReleaseWork
from sectorled.stewardship.services import making
from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import history, publish, published
from tests.people import factories
from tests.warehouse.small_package import TABLES, write

pytestmark = pytest.mark.django_db
NEW_LABEL = TABLES["metrics"].replace("Days to decide", "Days until decided")


@pytest.fixture
def more(warehouse, tmp_path):
    """Newer figures: one revised, one new, one definition changed."""
    observations = TABLES["observations"].replace("m1,X01,2023/24,10,,,", "m1,X01,2023/24,99,,,\nm1,X01,2024/25,8,,,")
    load(
        warehouse, "package", write(tmp_path / "more", observations=observations, metrics=NEW_LABEL), at=timezone.now()
    )


def make(desk):
    """Have a release made: its page, and the record."""
    response = desk.post("/steward/releases/make/")
    work = ReleaseWork.objects.first()
    assert response.headers["Location"] == f"/steward/releases/work/{work.pk}/"
    return work, desk.get(response.headers["Location"]).content.decode()


def test_a_release_is_made_checked_verified_and_compared_before_anybody_publishes_it(desk, warehouse, more):
    before = published(warehouse)

    work, page = make(desk)
    changes = desk.get(f"/steward/releases/work/{work.pk}/changes.csv").content.decode()

    assert (work.state, work.busy, work.before) == ("ready", False, before)
    assert work.compared["counts"] == {"new": 1, "revised": 1, "withdrawn": 0}
    assert "none differs" in page
    assert "Days until decided" in page
    assert "m1,X01,2023-04-01/P1Y,revised,final,final,10.0,99.0" in changes
    assert published(warehouse) == before
    assert len(history(warehouse)) == 1


def test_publishing_asks_once_more_then_readers_have_it_and_people_are_told(desk, warehouse, more, officer, resident):
    work, _ = make(desk)
    asked = desk.get(f"/steward/releases/work/{work.pk}/publish/").content.decode()
    before = published(warehouse)

    response = desk.post(f"/steward/releases/work/{work.pk}/publish/")

    work.refresh_from_db()
    page = desk.get(response.headers["Location"]).content.decode()
    assert before != work.release
    assert "Publish now" in asked
    assert published(warehouse) == work.release
    assert work.state == "published"
    assert "Everybody reads it from now on" in page
    assert Council.objects.filter(code="X01", name="Council X01").exists()
    assert {message.to for message in Message.objects.filter(subject="New figures were published")} == {
        officer.email,
        "steward@example.org",
    }
    assert AuditEvent.objects.filter(verb="release.published", subject_id=work.release).count() == 1


def test_publishing_twice_publishes_once(desk, warehouse, more):
    work, _ = make(desk)
    desk.post(f"/steward/releases/work/{work.pk}/publish/")

    again = desk.post(f"/steward/releases/work/{work.pk}/publish/")

    assert again.status_code == 409
    assert len(history(warehouse)) == 2
    assert Message.objects.count() == 1


def test_a_release_compared_with_another_than_the_published_one_is_not_published(desk, warehouse, more, tmp_path):
    work, _ = make(desk)
    load(warehouse, "package", write(tmp_path / "third", metrics=NEW_LABEL), at=timezone.now())
    publish(warehouse, build(warehouse, at=timezone.now()).release, at=timezone.now())

    response = desk.post(f"/steward/releases/work/{work.pk}/publish/")

    assert response.status_code == 409
    assert "Another release was published since" in response.content.decode()
    assert published(warehouse) != work.release


def test_nothing_is_published_during_a_pause_before_an_election(desk, warehouse, more):
    today = timezone.localdate()
    PublicationPause.objects.create(starts=today - timedelta(1), ends=today + timedelta(1), reason="Local elections")
    work, _ = make(desk)
    before = published(warehouse)

    asked = desk.get(f"/steward/releases/work/{work.pk}/publish/").content.decode()
    response = desk.post(f"/steward/releases/work/{work.pk}/publish/")

    assert "Local elections" in asked
    assert "Publish now" not in asked
    assert response.status_code == 409
    assert published(warehouse) == before


def test_a_release_whose_figures_could_not_be_verified_is_not_published(desk, warehouse, more):
    work, _ = make(desk)
    ReleaseWork.objects.filter(pk=work.pk).update(verified=work.verified | {"ok": False, "differing": 3})
    before = published(warehouse)

    page = desk.get(f"/steward/releases/work/{work.pk}/").content.decode()
    response = desk.post(f"/steward/releases/work/{work.pk}/publish/")

    assert "3 figures differ" in page
    assert response.status_code == 409
    assert published(warehouse) == before


def test_a_damaged_release_fails_and_says_so(desk, warehouse, more):
    work, _ = make(desk)
    warehouse.write(f"releases/{work.release}/metrics.parquet", b"damaged")
    before = published(warehouse)

    page = desk.get(desk.post(f"/steward/releases/work/{work.pk}/publish/").headers["Location"]).content.decode()

    assert "is damaged: metrics.parquet" in page
    assert published(warehouse) == before


def test_of_two_stewards_at_once_one_wins_and_the_other_is_told(desk, client, more):
    other = factories.with_role("second@example.org", "steward", factories.body())
    ReleaseWork.objects.create(by=other, at=timezone.now())

    response = desk.post("/steward/releases/make/")

    assert response.status_code == 409
    assert "Somebody is making or publishing a release" in response.content.decode()
    assert ReleaseWork.objects.count() == 1


def test_making_a_newer_one_drops_the_one_that_was_ready(desk, more):
    first, _ = make(desk)

    second, _ = make(desk)

    first.refresh_from_db()
    assert (first.state, second.state) == ("dropped", "ready")
    assert desk.post(f"/steward/releases/work/{first.pk}/publish/").status_code == 409


def test_a_release_that_is_not_wanted_is_dropped(desk, more):
    work, _ = make(desk)

    desk.post(f"/steward/releases/work/{work.pk}/drop/")
    again = desk.post(f"/steward/releases/work/{work.pk}/drop/")

    work.refresh_from_db()
    assert work.state == "dropped"
    assert again.status_code == 409


def test_going_back_asks_for_a_reason_shows_it_once_more_and_tells_why(desk, warehouse, more):
    first = published(warehouse)
    work, _ = make(desk)
    desk.post(f"/steward/releases/work/{work.pk}/publish/")
    said = {"release": first, "reason": "The figures of X01 were wrong"}

    without = desk.post("/steward/releases/roll-back/", {"release": first})
    checked = desk.post("/steward/releases/roll-back/", said)
    stood = published(warehouse)
    response = desk.post("/steward/releases/roll-back/", said | {"confirm": "1"})

    page = desk.get(response.headers["Location"]).content.decode()
    assert "Say why, in a sentence" in without.content.decode()
    assert "The figures of X01 were wrong" in checked.content.decode()
    assert stood == work.release
    assert published(warehouse) == first
    assert "Published again" in page
    assert "X01 were wrong" in Message.objects.filter(subject="Figures were rolled back").first().text
    assert AuditEvent.objects.filter(verb="release.rolled_back").count() == 1


def test_there_is_nothing_to_go_back_to_at_first(desk):
    page = desk.get("/steward/releases/roll-back/").content.decode()
    response = desk.post("/steward/releases/roll-back/", {"release": "0123456789ab", "reason": "Why", "confirm": "1"})

    assert "there is none to go back to" in page
    assert response.status_code == 400
    assert not ReleaseWork.objects.exists()


def test_the_worker_leaves_alone_what_nobody_waits_for(desk, warehouse, more):
    work, _ = make(desk)

    making.make_release(work_id=work.pk, at=timezone.now())
    making.publish_release(work_id=work.pk, at=timezone.now())

    work.refresh_from_db()
    assert work.state == "ready"
    assert len(history(warehouse)) == 1


def test_work_that_gives_no_sign_of_life_is_told_and_begun_anew(desk, steward, warehouse):
    ago = timezone.now() - timedelta(minutes=5)
    dead = ReleaseWork.objects.create(by=steward, at=ago, beat=ago, state="making", step="verifying", of=9, done=4)

    page = desk.get(f"/steward/releases/work/{dead.pk}/").content.decode()
    work, _ = make(desk)

    dead.refresh_from_db()
    assert "It stopped: the worker gives no sign of life" in page
    assert 'action="/steward/releases/make/"' in page
    assert dead.state == "failed"
    assert work.state == "ready"


def test_a_publication_that_stopped_half_way_is_finished(desk, steward, warehouse):
    ago, release = timezone.now() - timedelta(minutes=5), published(warehouse)
    half = ReleaseWork.objects.create(
        by=steward, at=ago, beat=ago, state="publishing", step="publishing", release=release
    )
    page = desk.get(f"/steward/releases/work/{half.pk}/").content.decode()

    desk.post(f"/steward/releases/work/{half.pk}/try-again/")

    half.refresh_from_db()
    assert "Finish publishing" in page
    assert half.state == "published"
    assert len(history(warehouse)) == 1
    assert Council.objects.count() == 10


def test_work_that_lives_is_not_finished_by_somebody_else(desk, steward):
    now = timezone.now()
    work = ReleaseWork.objects.create(by=steward, at=now, beat=now, state="publishing", step="publishing", release="r")

    response = desk.post(f"/steward/releases/work/{work.pk}/try-again/")
    page = desk.get(f"/steward/releases/work/{work.pk}/").content.decode()

    assert response.status_code == 409
    assert "data-progress" in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page


def test_a_worker_that_does_not_run_is_named(desk, steward):
    work = ReleaseWork.objects.create(by=steward, at=timezone.now() - timedelta(minutes=1))

    page = desk.get(f"/steward/releases/work/{work.pk}/").content.decode()

    assert "No worker has taken this up yet" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "ready", "busy": True, "release": "r"},
        {"state": "making", "busy": False},
        {"state": "published", "busy": False},
        {"act": "roll back", "state": "publishing", "release": "r"},
    ],
)
def test_the_database_holds_what_work_on_releases_may_be(steward, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseWork.objects.create(by=steward, at=timezone.now(), **wrong)


def test_the_database_lets_one_work_at_a_time(steward):
    ReleaseWork.objects.create(by=steward, at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseWork.objects.create(by=steward, at=timezone.now())


def test_lists_of_other_names_are_not_there(desk, more):
    work, _ = make(desk)

    assert desk.get(f"/steward/releases/work/{work.pk}/secrets.csv").status_code == 404
    assert desk.get(f"/steward/releases/work/{work.pk}/findings.csv").status_code == 200
