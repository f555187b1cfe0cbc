"""What councils say, put beside their figures in answers that leave the site."""

from dataclasses import replace
from datetime import date

from django.db.models import Count, Max, Sum

from sectorled.comparison.models import Reply
from sectorled.comparison.rules import ReplyState
from sectorled.comparison.selectors.replies import published_replies, replies_on_metric
from sectorled.councils.selectors import pauses_version
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.shapes import Comparison, CouncilView, GroupStanding


def records_version() -> str:
    """What changes whenever any council's reply begins or ends to stand: a part of entity tags."""
    standing = Reply.objects.filter(state=ReplyState.PUBLISHED)
    return str(standing.aggregate(Count("pk"), Sum("pk"), Max("decided_at")))


def public_version(*, on: date) -> tuple[str, str, date]:
    """What changes whenever the public may be told something else of the same release: replies, pauses, the day."""
    return records_version(), pauses_version(), on


def replies_of(release: Release) -> dict[tuple[str, str], str]:
    """Every reply that stands beside a figure of the release, by council and metric."""
    councils = Reply.objects.filter(state=ReplyState.PUBLISHED).order_by().values_list("council", flat=True).distinct()
    said = {code: published_replies(council=code, release=release.id) for code in councils}
    return {(code, metric): text for code, replies in said.items() for metric, text in replies.items()}


def reply_to(release: Release, *, council: str, metric: str) -> str | None:
    """What a council says beside its figures of one metric."""
    return published_replies(council=council, release=release.id).get(metric)


def comparison_with_replies(release: Release, answer: Comparison) -> Comparison:
    """The comparison, each council's reply beside its figure."""
    councils = sorted({area.area for group in answer.groups for area in group.areas})
    said = replies_on_metric(metric=answer.metric, release=release.id, councils=councils)

    def with_replies(group: GroupStanding) -> GroupStanding:
        return replace(group, areas=[replace(area, reply=said.get(area.area)) for area in group.areas])

    return replace(answer, groups=[with_replies(group) for group in answer.groups]) if said else answer


def view_with_replies(release: Release, view: CouncilView) -> CouncilView:
    """The council's view, its replies beside its figures."""
    said = published_replies(council=view.area, release=release.id)
    lines = [replace(x, standing=replace(x.standing, reply=said.get(x.metric))) for x in view.lines]
    return replace(view, lines=lines) if said else view
