"""Work that the worker does; each may be done twice."""

from django.utils import timezone
from django_tasks import task

from sectorled.comparison.services import telling
from sectorled.councils.releases import release_read


@task()
def tell_followers() -> None:
    """Tell followers of the release that stands."""
    telling.tell_followers(release=release_read(), at=timezone.now())
