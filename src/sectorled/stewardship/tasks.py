"""Work that the worker does: each may be done twice, and what nobody waits for is left."""

from django.utils import timezone
from django_tasks import task

from sectorled.stewardship.services import making, reading


@task()
def read_files(intake_id: int) -> None:
    """Read files that wait."""
    reading.read_files(intake_id=intake_id, at=timezone.now())


@task()
def make_release(work_id: int) -> None:
    """Build, check, verify and compare a release."""
    making.make_release(work_id=work_id, at=timezone.now())


@task()
def publish_release(work_id: int) -> None:
    """Publish a release that was confirmed."""
    making.publish_release(work_id=work_id, at=timezone.now())
