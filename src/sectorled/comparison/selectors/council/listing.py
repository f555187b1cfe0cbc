"""All councils in the order of their names, grouped by first letter; no order says who is better."""

from dataclasses import dataclass
from itertools import groupby

from sectorled.councils.selectors import Listed, councils_of
from sectorled.warehouse.queries.open import Release


@dataclass(frozen=True, slots=True)
class CouncilList:
    """Councils by letter; the regions and kinds to choose from, and those chosen."""

    letters: list[tuple[str, list[Listed]]]
    number: int
    of: int
    regions: list[str]
    kinds: list[str]
    region: str
    kind: str


def council_list(release: Release, *, region: str | None, kind: str | None) -> CouncilList:
    """Those of a region and kind; an unknown one lists nobody and the page says so."""
    everyone = councils_of(release)
    found = [c for c in everyone if (not region or c.region == region) and (not kind or c.kind == kind)]
    return CouncilList(
        letters=[(letter, list(listed)) for letter, listed in groupby(found, key=lambda c: c.name[:1].upper())],
        number=len(found),
        of=len(everyone),
        regions=sorted({c.region for c in everyone if c.region}),
        kinds=sorted({c.kind for c in everyone if c.kind}),
        region=region or "",
        kind=kind or "",
    )
