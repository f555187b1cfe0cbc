"""Answers that several pages give."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from sectorled.stewardship import rules
from sectorled.stewardship.lists import as_list
from sectorled.stewardship.telling import Work


def csv_of(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, name: str) -> HttpResponse:
    """Rows as a CSV to download."""
    return as_csv(as_list(rows, columns), name=name)


def as_csv(content: str | bytes, *, name: str) -> HttpResponse:
    """A CSV to download."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def stopped(work: Work, *, at: datetime) -> bool:
    """Whether work that was taken up gives no sign of life any more."""
    return rules.is_silent(since=work.beat or work.at, at=at)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None where it was only asked for."""
    return request.POST if request.method == "POST" else None
