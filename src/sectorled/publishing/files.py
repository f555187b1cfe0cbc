"""A document as files in a folder, in the forms asked for."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sectorled.publishing.csv import csv_notes, to_csv
from sectorled.publishing.document import Document
from sectorled.publishing.docx import to_docx
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.html import to_html
from sectorled.publishing.pdf import to_pdf
from sectorled.publishing.pptx import to_pptx
from sectorled.publishing.xlsx import to_xlsx

_WHOLE: dict[str, Callable[[Document], bytes]] = {
    "html": lambda document: to_html(document).encode(),
    "pdf": to_pdf,
    "docx": to_docx,
    "xlsx": to_xlsx,
    "pptx": to_pptx,
}
FORMATS = (*_WHOLE, "csv")


def write(document: Document, folder: Path, name: str, formats: Iterable[str] = tuple(_WHOLE)) -> tuple[Path, ...]:
    """Write `name.html`, `name.pdf`, ... and return their paths (`forms`, `save`)."""
    return save(forms(document, name, formats), folder)


def forms(document: Document, name: str, formats: Iterable[str]) -> dict[str, bytes]:
    """The files by their names; CSV gives two for each table, data and notes.

    PublishingError for an unknown format or an unusable name.
    """
    if Path(name).name != name or not name.strip("."):
        raise PublishingError(f"{name!r} is not a file name. Give it without folders.")
    files = dict[str, bytes]()
    for form in formats:
        if form not in FORMATS:
            raise PublishingError(f"{form!r} is not a form we write. Use {', '.join(FORMATS)}.")
        files.update(_tables(document, name) if form == "csv" else {f"{name}.{form}": _WHOLE[form](document)})
    return files


def save(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write the files to a folder, each whole or not at all: under another name first, then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        under_way = folder / f".{file}.part"
        under_way.write_bytes(data)
        under_way.replace(folder / file)
    return tuple(folder / file for file in files)


def _tables(document: Document, name: str) -> dict[str, bytes]:
    made = dict[str, bytes]()
    for table, label in document.tables:
        stem = f"{name}-{label.lower().replace(' ', '-')}"
        made[f"{stem}.csv"] = to_csv(table, excel=True).encode()
        made[f"{stem}-notes.csv"] = csv_notes(table, excel=True).encode()
    return made
