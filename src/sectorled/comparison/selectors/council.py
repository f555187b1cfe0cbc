"""What pages of comparison show, read from a release."""

from dataclasses import dataclass

from sectorled.briefing import overview
from sectorled.briefing.facts import Sentence
from sectorled.briefing.material import Material, gather
from sectorled.briefing.sentences import gap, standing, sureness
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.shapes import MetricLine


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """A council among its comparators, with the sentences of its page."""

    material: Material
    opening: Sentence
    chance: Sentence
    outstanding: list[tuple[MetricLine, list[Sentence]]]


def council_page(release: Release, area: str, *, group: str | None) -> CouncilPage:
    """What a council's page shows."""
    material = gather(release, area, group=group)
    tests = material.view.tests
    said = [
        (line, [standing(line, material.among), sureness(line, tests=tests), gap(line)])
        for line in material.outstanding
    ]
    return CouncilPage(material, overview.opening(material), overview.chance(material), said)
