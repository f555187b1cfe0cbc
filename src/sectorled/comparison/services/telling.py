"""Messages to people: their reply was decided, a council they follow has new figures.  They leave once it is done."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from sectorled.comparison.models import Reply
from sectorled.comparison.rules import ReplyState
from sectorled.platform import notify


def reply_decided(reply: Reply, *, at: datetime) -> None:
    """Tell the writer that a reply was published or sent back."""
    done = "was published" if reply.state == ReplyState.PUBLISHED else "was sent back"
    why = f"\n\nWhy: {reply.reason}" if reply.reason else ""
    address = settings.ADDRESS + reverse("reply", args=[reply.council_id, reply.metric])
    text = f"{reply.council}'s reply on {reply.label} {done}.{why}\n\n{address}?release={reply.release}\n"
    notify.send(to=reply.written_by.email, subject=f"Your reply on {reply.label} {done}", text=text, at=at)
