"""Councils as pages list them, and the pauses of publication."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from sectorled.councils import rules
from sectorled.councils.models import PublicationPause
from sectorled.warehouse.queries.open import Release, exists
from sectorled.warehouse.release.groups import councils


@dataclass(frozen=True, slots=True)
class Listed:
    """A council in a list."""

    code: str
    name: str
    kind: str | None
    region: str | None
    nation: str | None


def councils_of(release: Release) -> list[Listed]:
    """The councils that existed when the release was built, in the order of their names."""
    areas = councils(release.table("areas")).sort("name", "code")
    columns = ("code", "name", "kind", "region", "nation", "start", "end")
    rows = areas.select(columns).iter_rows(named=True)
    living = [row for row in rows if exists((row["start"], row["end"]), release.built)]
    return [Listed(row["code"], row["name"], row["kind"], row["region"], row["nation"]) for row in living]


def pauses_of(council: str | None) -> list[rules.Pause]:
    """The pauses that hold for a council: its own and those of the whole sector body; without one only the latter."""
    held = PublicationPause.objects.filter(Q(council__isnull=True) | Q(council=council))
    return [rules.Pause(pause.starts, pause.ends, pause.reason, pause.council_id) for pause in held]


def check_not_paused(*, at: datetime, council: str | None = None) -> None:
    """Raise RefusedError, with the day on which it goes on, where publication is paused at this moment."""
    rules.check_not_paused(pauses_of(council), on=timezone.localdate(at))


def pauses_version() -> str:
    """What changes whenever a pause is entered, moved or lifted: a part of entity tags."""
    return str(list(PublicationPause.objects.order_by("pk").values_list("council_id", "starts", "ends")))
