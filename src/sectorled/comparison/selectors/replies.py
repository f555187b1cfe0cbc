"""What councils say beside their figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from sectorled.analysis.periods import Period, parse_iso
from sectorled.comparison.models import Reply
from sectorled.comparison.rules import ReplyState, Said, standing_replies
from sectorled.comparison.selectors.publications import published_upto
from sectorled.councils.models import Council
from sectorled.councils.releases import release_read
from sectorled.people.models import Role, User
from sectorled.people.selectors import holds
from sectorled.warehouse.queries.council import council_view
from sectorled.warehouse.queries.open import Release, UnknownError
from sectorled.warehouse.queries.shapes import MetricLine


def published_replies(*, council: str, release: str) -> dict[str, str]:
    """What the council says beside its figures in a release, by metric id; plain text.

    A reply to an earlier release stands until there is a newer one, and says which figure it was written to.
    """
    return _standing([council], release).get(council, {})


def replies_on_metric(*, metric: str, release: str, councils: list[str]) -> dict[str, str]:
    """What councils say beside their figures of one metric, by code: for the page of a measure in its group."""
    found = _standing(councils, release, metric=metric)
    return {council: said[metric] for council, said in found.items() if metric in said}


def _standing(councils: list[str], release: str, *, metric: str | None = None) -> dict[str, dict[str, str]]:
    replies = Reply.objects.filter(council__in=councils, state=ReplyState.PUBLISHED)
    if metric is not None:
        replies = replies.filter(metric=metric)
    said = dict[str, list[Said]]()
    for reply in replies:
        said.setdefault(reply.council_id, []).append(Said(reply.metric, reply.release, reply.period, reply.text))
    published = _upto(release) if said else {}
    return {
        council: {
            metric: one.text if one.release == release else f"{_earlier(one, published)} {one.text}"
            for metric, one in standing_replies(found, release=release, published=list(published)).items()
        }
        for council, found in said.items()
    }


def _earlier(said: Said, published: Mapping[str, datetime]) -> str:
    day = Period(timezone.localdate(published[said.release])).spoken
    return f"Of {parse_iso(said.period).spoken} in the release of {day}:"


def _upto(release: str) -> dict[str, datetime]:
    try:
        return published_upto(release_read(release))
    except UnknownError:
        return {}


@dataclass(frozen=True, slots=True)
class Thread:
    """All versions of a council's reply to one measure in one release, the newest first."""

    versions: list[Reply]

    @property
    def newest(self) -> Reply | None:
        """The newest version, whatever became of it."""
        return self.versions[0] if self.versions else None

    @property
    def stands(self) -> Reply | None:
        """The version that is published."""
        return next((reply for reply in self.versions if reply.state == ReplyState.PUBLISHED), None)

    @property
    def number(self) -> int:
        """The number of the newest version; 0 where there is none."""
        return self.versions[0].number if self.versions else 0


def thread(*, council: str, metric: str, release: str) -> Thread:
    """The versions of a council's reply."""
    found = Reply.objects.filter(council=council, metric=metric, release=release).select_related(
        "written_by", "decided_by"
    )
    return Thread(list(found))


def figure(release: Release, *, council: str, metric: str) -> MetricLine:
    """The council's figure that a reply is to, in its nearest comparators; UnknownError where the group has none."""
    lines = council_view(release, council, metrics=[metric]).lines
    if not lines:
        raise UnknownError(f"Nobody in the council's group has a figure of {metric}, so there is none to reply to.", [])
    return lines[0]


def measures_of(release: Release) -> list[tuple[str, str]]:
    """The measures of a release, id and label, in the order of their labels."""
    return sorted(release.table("metrics").select("metric", "label").iter_rows(), key=lambda row: row[1])


def replies_of(council: Council) -> list[Thread]:
    """All replies of a council, the measure that was written on last first."""
    threads = dict[tuple[str, str], list[Reply]]()
    newest_first = council.replies.select_related("written_by").order_by("-written_at", "-number")
    for reply in newest_first:
        threads.setdefault((reply.metric, reply.release), []).append(reply)
    return [Thread(versions) for versions in threads.values()]


def moderates(user: User | AnonymousUser) -> bool:
    """Whether the user decides on replies."""
    return holds(user, Role.Kind.STEWARD)


def waiting() -> int:
    """How many replies wait for a decision."""
    return Reply.objects.filter(state=ReplyState.WAITING).count()


def replies_to_moderate(user: User | AnonymousUser) -> QuerySet[Reply]:
    """Every reply that waits or was decided, for a steward of the sector body; none for anybody else."""
    if not moderates(user):
        return Reply.objects.none()
    return Reply.objects.select_related("council", "written_by", "decided_by").order_by("written_at", "pk")
