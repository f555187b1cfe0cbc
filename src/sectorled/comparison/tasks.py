"""Work that the worker does; each may be done twice."""

from django.utils import timezone
from django_tasks import task

from sectorled.comparison.kept_files import standings_file
from sectorled.comparison.services import telling
from sectorled.councils.releases import release_read


@task()
def tell_followers() -> None:
    """Tell followers of the release that stands."""
    telling.tell_followers(release=release_read(), at=timezone.now())


@task()
def make_standings(release_id: str) -> None:
    """Make the file of a release's standings, where it is not there."""
    standings_file(release_read(release_id))
