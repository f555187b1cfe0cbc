"""What may have been meant by an address that leads nowhere."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from sectorled.comparison.selectors.search import search
from sectorled.councils.releases import release_read
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.tidy import InputError

LISTED = 5
Linked = tuple[str, str]


def nearest(path: str, choices: Sequence[str] = ()) -> list[Linked]:
    """Words and addresses of what may have been meant by /councils/NAME/ or /measures/NAME/; nothing for others.

    What its words find goes before the `choices` that came with the refusal, and those before guesses at its spelling.
    """
    what, _, wanted = path.strip("/").partition("/")
    if what not in ("councils", "measures") or not wanted:
        return []
    try:
        release = release_read()
        found = search(release, re.sub(r"[-_.]+", " ", wanted.split("/")[0]))
    except InputError:  # nothing is published yet
        return []
    places = [(place.now, reverse("council", args=(place.code,))) for place in found.places]
    measures = [(measure.label, reverse("measure", args=(measure.metric,))) for measure in found.measures]
    guesses = [(name, f"{reverse('search')}?{urlencode({'q': name})}") for name in found.suggested]
    return list(dict.fromkeys([*places, *measures, *(_chosen(release, choices) or guesses)]))[:LISTED]


def _chosen(release: Release, choices: Sequence[str]) -> list[Linked]:
    """Councils by code or name and measures by id, among what a refusal names."""
    links = {name: (name, reverse("council", args=(code,))) for code, name in release.area_names.items()}
    measures = release.table("metrics").select("metric", "label").iter_rows()
    links |= {metric: (label, reverse("measure", args=(metric,))) for metric, label in measures}
    return [links[one] for one in choices if one in links]
