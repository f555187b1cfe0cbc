"""A document as files in a folder, in the forms asked for."""

from collections.abc import Callable, Iterable
from pathlib import Path

from sectorled.publishing.csv import csv_notes, to_csv
from sectorled.publishing.document import Document
from sectorled.publishing.docx import to_docx
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.html import to_html
from sectorled.publishing.pdf import to_pdf
from sectorled.publishing.xlsx import to_xlsx

_WHOLE: dict[str, Callable[[Document], bytes]] = {
    "html": lambda document: to_html(document).encode(),
    "pdf": to_pdf,
    "docx": to_docx,
    "xlsx": to_xlsx,
}
FORMATS = (*_WHOLE, "csv")


def write(document: Document, folder: Path, name: str, formats: Iterable[str] = tuple(_WHOLE)) -> tuple[Path, ...]:
    """Write `name.html`, `name.pdf`, ... and return their paths; CSV gives two files for each table, data and notes.

    All forms are made before the first file is written.  PublishingError for an unknown format or an unusable name.
    """
    if Path(name).name != name or not name.strip("."):
        raise PublishingError(f"{name!r} is not a file name. Give it without folders.")
    files = dict[str, bytes]()
    for form in formats:
        if form not in FORMATS:
            raise PublishingError(f"{form!r} is not a form we write. Use {', '.join(FORMATS)}.")
        files.update(_tables(document, name) if form == "csv" else {f"{name}.{form}": _WHOLE[form](document)})
    folder.mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        (folder / file).write_bytes(data)
    return tuple(folder / file for file in files)


def _tables(document: Document, name: str) -> dict[str, bytes]:
    made = dict[str, bytes]()
    for table, label in document.tables:
        stem = f"{name}-{label.lower().replace(' ', '-')}"
        made[f"{stem}.csv"] = to_csv(table, excel=True).encode()
        made[f"{stem}-notes.csv"] = csv_notes(table, excel=True).encode()
    return made
