"""What the examples of the API's page stand on: a council, a metric and the rest that the release has."""

from urllib.parse import quote

from django.conf import settings

from sectorled.councils.selectors import councils_of
from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.queries.council import default_group, value_id
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.publish import history
from sectorled.warehouse.status import COUNTED
from sectorled.warehouse.store import open_store


def example_words(release: Release) -> dict[str, str]:
    """The words that fill {area}, {metric} and so on in the addresses of examples."""
    areas = [council.code for council in councils_of(release)][:2]
    stored = observations_of(release.store, release.id)
    rows = as_frame(stored.of_areas(areas[:1], latest_only=True, columns=("metric", "period", "status")))
    metric, period, _ = next(row for row in rows.sort("metric").iter_rows() if row[2] in COUNTED)
    found = {
        "area": areas[0],
        "other": areas[-1],
        "metric": metric,
        "group": default_group(release, areas[0]),
        "value": value_id(release, metric, areas[0], period),
        "earlier": history(open_store(settings.WAREHOUSE))[0].release,
        **_basket(release, metric),
    }
    return {name: quote(word) for name, word in found.items()}


def _basket(release: Release, metric: str) -> dict[str, str]:
    """A basket and two periods for which its first metric has figures; without baskets a name that explains itself."""
    members = release.table("basket_members")
    first = members["metric"][0] if members.height else metric
    periods = [period.iso for period in release.cube_of_metric(first).periods]
    return {
        "basket": members["basket"][0] if members.height else "BASKET",
        "base": periods[0],
        "latest": periods[-1],
    }
