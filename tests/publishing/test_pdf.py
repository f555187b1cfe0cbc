"""The PDF: tagged, titled, in its language, with alternative texts; and a clear word where it cannot be made."""

import io
from typing import Any

import pypdf
import pytest

from sectorled.publishing import pdf
from sectorled.publishing.document import Document, Paragraph
from sectorled.publishing.errors import PublishingError
from tests.publishing.samples import META, document

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.to_pdf(document())))


def tags(node: Any, found: list[Any]) -> list[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            tags(child, found)
    elif isinstance(node, dict):
        found.append(node)
        if "/K" in node:
            tags(node["/K"], found)
    return found


def test_the_file_is_tagged_titled_and_in_its_language(made: pypdf.PdfReader) -> None:
    root = made.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.metadata.title == "How Coldhaven compares"
    assert made.metadata.author == "The sector body of Amberland"
    assert (
        b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data() or b'part="1"' in root["/Metadata"].get_data()
    )


def test_pictures_have_alternative_texts_and_tables_have_headers(made: pypdf.PdfReader) -> None:
    found = tags(made.trailer["/Root"]["/StructTreeRoot"], [])
    kinds = [tag.get("/S") for tag in found]
    alternatives = [str(tag["/Alt"]) for tag in found if tag.get("/S") == "/Figure" and "/Alt" in tag]

    assert kinds.count("/Table") == 4
    assert kinds.count("/TH") > 20
    assert {"/H1", "/H2", "/H3"} <= set(kinds)
    assert len(alternatives) == 2
    assert alternatives[0].startswith("Coldhaven: 38.3%")


def test_headers_and_footers_stand_on_every_page(made: pypdf.PdfReader) -> None:
    texts = [page.extract_text() for page in made.pages]

    assert all("Fictional data: no council here is real" in text for text in texts)
    assert all(f"Page {n} of {len(texts)}" in text for n, text in enumerate(texts, start=1))


def test_pages_are_a4() -> None:
    made = pypdf.PdfReader(io.BytesIO(pdf.to_pdf(Document("T", (Paragraph(("a",)),), meta=META))))

    assert [round(float(side)) for side in made.pages[0].mediabox[2:]] == [595, 842]
    assert len(made.pages) == 1


def test_without_the_layout_library_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "HTML", None)
    monkeypatch.setattr(pdf, "_WHY_NOT", "cannot load library 'libgobject-2.0-0'")

    with pytest.raises(PublishingError, match=r"apt-get install libpango.*cannot load library"):
        pdf.to_pdf(document())
