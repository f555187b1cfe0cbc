"""An answer as a file: CSV of rows, or a document in one of its forms."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from sectorled.comparison.selectors.downloads import as_csv
from sectorled.publishing.document import Document
from sectorled.publishing.files import forms

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def sent_rows(rows: Sequence[Mapping[str, Any]], *, columns: Sequence[str], name: str) -> HttpResponse:
    """Rows as CSV, these columns first; the header alone where there is no row."""
    frame = (
        pl.DataFrame(rows, infer_schema_length=None) if rows else pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    )
    rest = [column for column in frame.columns if column not in columns]
    return sent(as_csv(frame.select(*columns, *rest)), form="csv", name=name)


def sent_document(document: Document, *, form: str, name: str) -> HttpResponse:
    """The document in a form; Http404 for a form that we do not write."""
    if form not in TYPES or form == "csv":
        raise Http404
    (content,) = forms(document, name, [form]).values()
    return sent(content, form=form, name=name)


def sent(content: bytes, *, form: str, name: str) -> HttpResponse:
    """A file to keep, under a name that says what it is."""
    response = HttpResponse(content, content_type=TYPES[form])
    whole = f"{name}.{form}"
    response.headers["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=whole))
    return response
