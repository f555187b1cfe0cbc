"""The files of a release: what the page of downloads offers, and how catalogues of data describe it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sectorled.comparison.selectors.downloads import COLUMNS, STANDING_COLUMNS
from sectorled.councils.selectors import Listed, councils_of
from sectorled.warehouse.package import resource
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.tables import TABLES

ON_A_PAGE = 40  # measures
PARQUET = "application/vnd.apache.parquet"
MEANINGS = {
    "metric": "the measure's id",
    "label": "the measure's name",
    "area": "the council's code",
    "name": "the council's name",
    "period": "what the figure is about, as an ISO 8601 interval",
    "period_spoken": "the same in words",
    "period_start": "its first day",
    "period_end": "the first day after it",
    "value": "the figure, not rounded; blank where there is none, never 0",
    "unit": "its unit",
    "status": "final, provisional, estimated, revised, or why there is no figure",
    "numerator": "what was counted",
    "denominator": "out of how many",
    "multiplier": "by which the rate was multiplied",
    "lower": "lower end of the 95% interval, where the source gives one",
    "upper": "its upper end",
    "polarity": "whether high or low is good, a target, or none",
    "note": "what the source says of this figure",
    "source": "who collected it, and where",
    "publisher": "who published it",
    "licence": "on which terms it may be used",
    "caveat": "what to bear in mind",
    "release": "the release the figure is from",
    "reply": "what the council says beside it",
    "scheme": "how councils are grouped",
    "group": "the group in it",
    "rank": "the figure's place in its group, 1 the best; blank where neither high nor low is good",
    "of": "of so many with a figure",
    "rank_share": "the place as a share",
    "band": "quarter of the group, 1 the best",
    "mads_from_median": "distance from the group's median in median absolute deviations",
    "value_id": "by which the figure can be followed back to its source",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure in the list of files."""

    metric: str
    label: str
    theme: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What the page of downloads shows: one page of the measures found, all councils, the columns of every file."""

    find: str
    measures: list[Measure]
    found: int
    page: int
    pages: int
    councils: list[Listed]
    columns: list[tuple[str, str]]
    observations: int


def offered(release: Release, *, find: str, page: str) -> Offer:
    """The files of a release; `find` keeps the measures in whose name, id or theme it occurs."""
    sought = find.strip().casefold()
    rows = release.table("metrics").sort("theme", "label", "metric").select("metric", "label", "theme", "unit")
    found = [Measure(*row) for row in rows.iter_rows() if sought in " ".join(filter(None, row[:3])).casefold()]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    at = min(max(int(page) if page.isascii() and page.isdigit() else 1, 1), pages)
    shown = found[(at - 1) * ON_A_PAGE : at * ON_A_PAGE]
    columns = [(name, MEANINGS[name]) for name in COLUMNS]
    counted = release.manifest.counts["observations"]
    return Offer(find.strip(), shown, len(found), at, pages, councils_of(release), columns, counted)


def described(release: Release, *, address: str, body: str) -> dict[str, Any]:
    """The release as a Frictionless descriptor that is at once schema.org's Dataset; `address` is the site's own."""
    place = {"release_id": release.id}
    package = f"{address}{reverse('release-package', kwargs=place)}"
    observations = f"{address}{reverse('release-observations', kwargs=place)}"
    standings = f"{address}{reverse('release-standings', kwargs=place)}"
    metrics = release.table("metrics")
    licences = metrics["licence"].drop_nulls().unique().sort().to_list()
    about = f"Figures of councils, {metrics.height:,} measures, with sources, caveats and replies."
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "profile": "data-package",
        "name": f"release-{release.id}",
        "id": release.id,
        "title": f"Release {release.id} of {body}",
        "description": about,
        "created": release.manifest.built,
        "dateModified": release.built.isoformat(),
        "creator": {"@type": "Organization", "name": body},
        "license": licences,
        "licenses": [{"name": licence} for licence in licences],
        "isAccessibleForFree": True,
        "variableMeasured": metrics["label"].sort().to_list(),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": path}
            for path, media in ((package, "application/zip"), (observations, PARQUET), (standings, PARQUET))
        ],
        "resources": [
            _flat("figures", observations, COLUMNS),
            _flat("standings", standings, STANDING_COLUMNS),
            *(_in_package(name, package) for name in TABLES),
        ],
    }


def _flat(name: str, path: str, columns: tuple[str, ...]) -> dict[str, Any]:
    fields = [{"name": column, "description": MEANINGS[column]} for column in columns]
    return {"name": name, "path": path, "mediatype": PARQUET, "schema": {"fields": fields}}


def _in_package(name: str, package: str) -> dict[str, Any]:
    """A table in the zip: Frictionless says where the zip is and which file in it."""
    about = resource(name, list(TABLES[name].columns), "csv")
    return about | {"path": package, "innerpath": about["path"], "compression": "zip"}
