"""Telling people of a publication."""

from datetime import datetime

from django.conf import settings

from sectorled.people.models import Role
from sectorled.people.selectors import holders
from sectorled.platform import notify
from sectorled.stewardship.models import ReleaseWork


def announce(work: ReleaseWork, *, at: datetime) -> None:
    """Tell the stewards, and the officers of councils, who may now reply to their figures."""
    back = work.act == ReleaseWork.Act.ROLL_BACK
    what = f"An earlier release of figures, {work.release}, is the published one again: {work.reason}"
    new = f"Release {work.release} of figures was published. See what changed, and reply to your council's figures"
    text = f"{what if back else new}: {settings.ADDRESS}/\n"
    for person in holders(Role.Kind.STEWARD, Role.Kind.OFFICER):
        subject = "Figures were rolled back" if back else "New figures were published"
        notify.send(to=person.email, subject=subject, text=text, at=at)
