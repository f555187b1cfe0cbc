"""Does a verdict survive other reasonable groups?"""

from dataclasses import dataclass

from sectorled.comparison.selectors.comparators import HEADINGS
from sectorled.warehouse.queries.council import same_verdict
from sectorled.warehouse.queries.open import Release, exists


@dataclass(frozen=True, slots=True)
class InGroup:
    """The verdict in one group; None where chance could not be assessed there."""

    group: str
    label: str
    kind_words: str
    members: int  # councils that exist when the release is built
    verdict: str | None
    same: bool


@dataclass(frozen=True, slots=True)
class VerdictPage:
    """The council's verdict on a measure over its groups."""

    area: str
    name: str
    metric: str
    label: str
    same: int
    of: int
    verdict: str | None  # the first told, of the nearest comparators
    groups: list[InGroup]


def verdict_page(release: Release, area: str, metric: str) -> VerdictPage:
    """Work the verdict out in every group the council is compared in."""
    found = same_verdict(release, area, metric)
    first = next((verdict for verdict in found.verdicts.values() if verdict is not None), None)
    groups = [_in_group(release, group, verdict, first) for group, verdict in found.verdicts.items()]
    return VerdictPage(
        found.area,
        release.area_names[found.area],
        found.metric,
        str(release.metric(found.metric)["label"]),
        found.same,
        found.of,
        first,
        groups,
    )


def _in_group(release: Release, group: str, verdict: str | None, first: str | None) -> InGroup:
    row = release.group(group)
    members = sum(exists(release.lives[area][1:], release.built) for area in release.members(group))
    return InGroup(
        group,
        str(row["label"] or group),
        HEADINGS[str(row["kind"])],
        members,
        verdict,
        verdict is not None and verdict == first,
    )
