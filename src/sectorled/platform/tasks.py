"""Work that the worker does: `python -m django db_worker` takes it from the queue in the database."""

from django.utils import timezone
from django_tasks import task

from sectorled.platform.delivery import send_waiting


@task()
def deliver(message_id: int) -> None:
    """Send a message that waits."""
    send_waiting(message_id=message_id, at=timezone.now())
