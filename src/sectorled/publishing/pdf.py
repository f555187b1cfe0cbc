"""A document as tagged PDF (PDF/UA-1) of the same HTML: titled, with alternative texts, for A4."""

from sectorled.publishing.document import Document
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.html import to_html

try:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    _WHY_NOT = ""
except OSError as error:  # pragma: no cover - only where pango is not installed
    HTML, _WHY_NOT = None, str(error).splitlines()[0]


def to_pdf(document: Document, *, large_print: bool = False) -> bytes:
    """The PDF; PublishingError where the system's text layout library (pango) is missing."""
    if HTML is None:
        raise PublishingError(
            "PDF needs the pango library of the operating system "
            f"(on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0). The other forms do not. {_WHY_NOT}"
        )
    page = to_html(document, large_print=large_print, paged=True)
    offline = URLFetcher(allowed_protocols=["data"])  # charts are in the page; nothing is fetched
    made: bytes = HTML(string=page, url_fetcher=offline).write_pdf(pdf_variant="pdf/ua-1")
    return made
