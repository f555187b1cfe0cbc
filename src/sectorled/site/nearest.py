"""What may have been meant by an address that leads nowhere."""

import re
from urllib.parse import urlencode

from django.urls import reverse

from sectorled.comparison.selectors.search import search
from sectorled.councils.releases import release_read
from sectorled.warehouse.tidy import InputError

LISTED = 5


def nearest(path: str) -> list[tuple[str, str]]:
    """Words and addresses of what may have been meant by /councils/NAME/ or /measures/NAME/; nothing for others."""
    what, _, wanted = path.strip("/").partition("/")
    if what not in ("councils", "measures") or not wanted:
        return []
    try:
        found = search(release_read(), re.sub(r"[-_.]+", " ", wanted.split("/")[0]))
    except InputError:  # nothing is published yet
        return []
    places = [(place.now, reverse("council", args=(place.code,))) for place in found.places]
    measures = [(measure.label, reverse("measure", args=(measure.metric,))) for measure in found.measures]
    guesses = [(name, f"{reverse('search')}?{urlencode({'q': name})}") for name in found.suggested]
    return [*places, *measures, *guesses][:LISTED]
