"""What a file proves to be by its first bytes, whatever its name claims; and a name that is safe to show."""

import re
import unicodedata
import zipfile
from pathlib import Path, PurePath

TEXT = "text/plain"
_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"$FL2", "application/x-spss-sav"),
    (b"$FL3", "application/x-spss-sav"),
)
_IN_ZIP = (
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ENDINGS = {
    ".csv": TEXT,
    ".json": TEXT,
    ".geojson": TEXT,
    ".toml": TEXT,
    ".txt": TEXT,
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".parquet": "application/vnd.apache.parquet",
    ".sav": "application/x-spss-sav",
    ".xlsx": _IN_ZIP[0][1],
    ".docx": _IN_ZIP[1][1],
    ".ods": _ODS,
    ".zip": "application/zip",
}
SHOWN_LETTERS = 120


def sniffed(path: Path) -> str:
    """The content type of a file by its content; `application/octet-stream` where it is none we know."""
    with path.open("rb") as file:
        head = file.read(4096)
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    return TEXT if _is_text(path) else "application/octet-stream"


def fits(name: str, kind: str) -> bool:
    """Whether a file of this content may have this ending."""
    return _ENDINGS.get(PurePath(name).suffix.casefold()) == kind


def shown_name(claimed: str) -> str:
    """A name without folders, control letters or signs that turn the reading direction; never blank."""
    last = re.split(r"[/\\]", claimed)[-1]
    clean = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip(" .")
    ending = PurePath(clean).suffix[:12]
    return (clean.removesuffix(ending)[: SHOWN_LETTERS - len(ending)] + ending) or "file"


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size == len(_ODS):
                return archive.read("mimetype").decode("ascii", "replace")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return "application/octet-stream"
    return next((kind for member, kind in _IN_ZIP if member in names), "application/zip")


def _is_text(path: Path) -> bool:
    """UTF-8, or a table in the Western alphabet of Windows; never with the zero bytes of a program."""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if b"\0" in piece:
                return False
    return True
