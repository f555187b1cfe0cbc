"""Work that the worker does; each may be done twice."""

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from sectorled.comparison.kept_files import standings_file
from sectorled.comparison.services import making, telling
from sectorled.councils.releases import release_read

MAKING_SECONDS = 900  # for which a file that is being made is not begun again


@task()
def tell_followers() -> None:
    """Tell followers of the release that stands."""
    telling.tell_followers(release=release_read(), at=timezone.now())


@task(priority=-10)
def make_report(asked_id: int) -> None:
    """Make a report that somebody asked for."""
    making.make_asked_report(asked_id=asked_id, at=timezone.now())


def begin_standings(release_id: str) -> None:
    """Ask the worker for the file of a release's standings, unless it is at it already."""
    if cache.add(_under_way(release_id), 1, MAKING_SECONDS):
        make_standings.enqueue(release_id)


@task()
def make_standings(release_id: str) -> None:
    """Make the file of a release's standings, where it is not there."""
    try:
        standings_file(release_read(release_id))
    finally:
        cache.delete(_under_way(release_id))


def _under_way(release_id: str) -> str:
    return f"standings-{release_id}"
