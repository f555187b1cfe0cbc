"""A chart as the answer to a request: SVG, PNG, its table as CSV, or the drawing for a reader's own exploring."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from sectorled.comparison.pictures.frames import Frame, framed
from sectorled.comparison.selectors.beside import replies_of
from sectorled.comparison.twins import said_beside, self_contained
from sectorled.councils.releases import release_read
from sectorled.platform.entity_tags import SECONDS, SOFTWARE
from sectorled.publishing.chart import Chart
from sectorled.publishing.csv import to_csv
from sectorled.publishing.theme import CONFIG

TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
KEPT_SECONDS = 30 * 86_400  # what is drawn of a release never changes
FOREVER, A_WHILE = "public, max-age=31536000, immutable", "public, max-age=300"
SOON = f"public, max-age={SECONDS}"
Drawn = tuple[Chart, Frame]


def answered(request: HttpRequest, form: str, make: Callable[[], Drawn | None], *, public: bool = True) -> HttpResponse:
    """The chart in a form, drawn once; 404 where there is nothing to draw.

    What is not `public` yet looks otherwise to the council than to others, so it is kept nowhere.
    """
    if form not in TYPES:
        raise Http404
    alone = request.GET.get("alone") == "yes"
    key = kept_under(request.get_full_path())
    says = alone or form == "csv"  # what leaves the site has what councils say with it, and that changes
    lasting = public and "release" in request.GET and not says
    content: bytes | None = caches["pages"].get(key) if lasting else None
    if content is None:
        drawn = make()
        if drawn is None:
            raise Http404
        chart, frame = (_saying(request, drawn[0]), drawn[1]) if alone else drawn
        content = _table(request, chart) if form == "csv" else _written(chart, frame, form, alone=alone)
        if lasting:
            caches["pages"].set(key, content, KEPT_SECONDS)
    response = HttpResponse(content, content_type=TYPES[form])
    a_while = SOON if says else A_WHILE
    response["Cache-Control"] = FOREVER if lasting else a_while if public else "private, no-store"
    if says:
        name = f"{_file_name(request)}.{form}"
        response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return response


def kept_under(address: str) -> str:
    """What a drawing is kept under: its address, and the software that drew it."""
    return "picture-" + hashlib.sha256(f"{SOFTWARE}\n{address}".encode()).hexdigest()


def _file_name(request: HttpRequest) -> str:
    parts = request.path.strip("/").rpartition(".")[0].split("/")[1:]
    named = "-".join([*parts, request.GET.get("council", "")]).strip("-")
    return "".join(letter for letter in named if letter.isprintable())


def _saying(request: HttpRequest, chart: Chart) -> Chart:
    """The chart with what the council it is about says of its figures."""
    about = request.GET.get("council") or (request.resolver_match and request.resolver_match.kwargs.get("code"))
    if not about:
        return chart
    release = release_read(request.GET.get("release"))
    code = release.area(about)
    said = said_beside(chart.table(), replies_of(release), council=code)
    notes = (f"{release.area_names[code]} says: {words}" for words in said)
    return replace(chart, twin=replace(chart.table(), notes=(*chart.table().notes, *notes)))


def _table(request: HttpRequest, chart: Chart) -> bytes:
    """The table behind the chart, each row with all that belongs to its figure."""
    replies = replies_of(release_read(request.GET.get("release")))
    return to_csv(self_contained(chart.table(), replies), excel=True).encode()


def _written(chart: Chart, frame: Frame, form: str, *, alone: bool) -> bytes:
    if form == "json":
        config = {**CONFIG, "mark": {"tooltip": {"content": "data"}}}
        spec: dict[str, Any] = {**chart.drawing, "config": config, "description": chart.alternative}
        return json.dumps(spec).encode()
    if form == "png":
        return chart.png(alone=alone)
    return (chart.svg(alone=True) if alone else framed(chart.svg(), frame)).encode()
