"""Files at stable addresses, which spreadsheets and programs can refresh."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import polars as pl
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sectorled.comparison.kept_files import files_version, observations_file, package_file, standings_kept
from sectorled.comparison.pictures.measure import DRAWN
from sectorled.comparison.selectors.beside import public_version, records_version, replies_of
from sectorled.comparison.selectors.catalogue_of_files import described, offered
from sectorled.comparison.selectors.downloads import as_csv, rows_of_council, rows_of_metric
from sectorled.comparison.selectors.metric import Asked, metric_page
from sectorled.comparison.tasks import begin_standings
from sectorled.comparison.twins import self_contained
from sectorled.councils.releases import release_read
from sectorled.platform.entity_tags import entity_tag, tag_of, unless_known
from sectorled.platform.for_everyone import for_everyone
from sectorled.publishing.csv import to_csv

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}
FROM_ANYWHERE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@require_safe
@for_everyone
def downloads(request: HttpRequest) -> HttpResponse:
    """Every file that there is, to find one's way."""
    release = release_read(request.GET.get("release"))
    offer = offered(release, find=request.GET.get("find", ""), page=request.GET.get("page", ""))
    return render(request, "comparison/downloads.html", {"release": release, "offer": offer})


@require_safe
def measure_data(request: HttpRequest, metric_id: str, form: str) -> HttpResponseBase:
    """A measure in all areas and periods."""
    release = release_read(request.GET.get("release"))
    metric = str(release.metric(metric_id)["metric"])
    return _rows(request, partial(rows_of_metric, release, metric), form, f"{metric}-{release.id}")


@require_safe
def council_data(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """A council on all measures and periods."""
    release = release_read(request.GET.get("release"))
    known = release.area(code)
    return _rows(request, partial(rows_of_council, release, known), form, f"{known}-{release.id}")


@require_safe
def chart_data(request: HttpRequest, metric_id: str, picture: str) -> HttpResponseBase:
    """The table behind a chart of a measure's page, each row with all that belongs to its figure."""
    if picture not in DRAWN:
        raise Http404
    release = release_read(request.GET.get("release"))
    asked = Asked(metric_id, *(request.GET.get(name) or None for name in ("council", "group", "period")))

    def made() -> HttpResponseBase:
        chart = DRAWN[picture](metric_page(release, asked, today=timezone.localdate()))
        if chart is None:
            raise Http404
        content = to_csv(self_contained(chart.table(), replies_of(release)), excel=True)
        return _named(HttpResponse(content, content_type=TYPES["csv"]), f"{metric_id}-{picture}-{release.id}.csv")

    tag = tag_of(request, release.id, *public_version(on=timezone.localdate()))
    return _for_anyone(unless_known(request, tag, made))


@require_safe
def release_observations(request: HttpRequest, release_id: str) -> HttpResponseBase:
    """Every figure of a release, as Parquet."""
    release = release_read(release_id)
    make = partial(observations_file, release)
    return _kept(request, make, "parquet", f"observations-{release.id}", files_version())


@require_safe
def release_standings(request: HttpRequest, release_id: str) -> HttpResponseBase:
    """Every standing of a release, as Parquet; the worker makes it where nobody asked for it before."""
    release, version = release_read(release_id), files_version()
    if standings_kept(release) is None:
        begin_standings(release.id)
    path = standings_kept(release)
    if path is None:
        response = render(request, "comparison/being_made.html", {"release": release}, status=503)
        response.headers["Retry-After"] = "60"
        return response
    return _kept(request, lambda: path, "parquet", f"standings-{release.id}", version)


@require_safe
def release_package(request: HttpRequest, release_id: str) -> HttpResponseBase:
    """A release as a data package."""
    release = release_read(release_id)
    return _kept(request, partial(package_file, release), "zip", f"release-{release.id}")


@require_safe
def release_descriptor(request: HttpRequest, release_id: str) -> HttpResponseBase:
    """What a release is, for catalogues of data: a Frictionless descriptor and schema.org's words in one JSON."""
    release = release_read(release_id)
    here = request.build_absolute_uri("/").rstrip("/")
    make = partial(described, release, address=here, body=settings.BODY)
    return _for_anyone(unless_known(request, entity_tag(request.path, here, release.id), lambda: JsonResponse(make())))


def _rows(request: HttpRequest, make: Callable[[], pl.DataFrame], form: str, name: str) -> HttpResponseBase:
    """Rows as CSV or Parquet; `name` names the release, so that the tag does too."""
    if form not in ("csv", "parquet"):
        raise Http404

    def made() -> HttpResponseBase:
        content = as_csv(make()) if form == "csv" else _parquet(make())
        return _named(HttpResponse(content, content_type=TYPES[form]), f"{name}.{form}")

    return _for_anyone(unless_known(request, entity_tag(request.path, name, records_version()), made))


def _kept(
    request: HttpRequest, make: Callable[[], Path], form: str, name: str, *depends_on: object
) -> HttpResponseBase:
    """A file from the disk, sent a piece at a time."""

    def sent() -> HttpResponseBase:
        return _named(FileResponse(make().open("rb"), content_type=TYPES[form]), f"{name}.{form}")

    return _for_anyone(unless_known(request, entity_tag(request.path, name, *depends_on), sent))


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return response


def _for_anyone(response: HttpResponseBase) -> HttpResponseBase:
    for header, value in FROM_ANYWHERE.items():
        response.headers[header] = value
    return response


def _parquet(rows: pl.DataFrame) -> bytes:
    out = BytesIO()
    rows.write_parquet(out, compression="zstd")
    return out.getvalue()
