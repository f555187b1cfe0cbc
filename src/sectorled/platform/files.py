"""Files that people upload: bounded, recognised by their content, kept under a random name where no server serves."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from sectorled.platform import audit
from sectorled.platform.content import fits, shown_name, sniffed
from sectorled.platform.models import StoredFile
from sectorled.platform.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Upload:
    """What came in: the name it claims and its bytes in pieces."""

    name: str
    pieces: Iterable[bytes]


def store(
    upload: Upload, *, purpose: str, by: audit.Actor | None, at: datetime, council: str = "", most_bytes: int = 0
) -> StoredFile:
    """Keep an upload of at most so many bytes (0: as the settings say), for a purpose, of a council where one is named.

    RefusedError, with nothing kept, where it is empty, too large or not what its name says.
    """
    name, key = shown_name(upload.name), secrets.token_urlsafe(32)
    place = _place(key)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        size, digest = _write(upload, place, name, most_bytes or settings.UPLOAD_BYTES)
        kind = _recognised(place, name)
        kept = StoredFile.objects.create(
            key=key, name=name, content_type=kind, size_bytes=size, sha256=digest,
            purpose=purpose, council=council, by=by.pk if by else None, at=at,
        )  # fmt: skip
        audit.record("file.stored", kind="file", subject=kept.pk, by=by, at=at, council=council, purpose=purpose)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return kept


def path_of(file: StoredFile) -> Path:
    """Where its bytes are."""
    return _place(file.key)


def _place(key: str) -> Path:
    return Path(settings.FILES) / "uploads" / key[:2] / key


def _recognised(place: Path, name: str) -> str:
    kind = sniffed(place)
    if not fits(name, kind):
        raise RefusedError(
            f"{name} is not what its name says: by its content it is {kind}. "
            "Save it again in the format of its ending, or give it the ending of its format."
        )
    return kind


def _write(upload: Upload, place: Path, name: str, most_bytes: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with place.open("xb") as file:
        for piece in upload.pieces:
            size += len(piece)
            if size > most_bytes:
                raise RefusedError(f"{name} is larger than {most_bytes // 1_048_576} MB. Send a smaller file.")
            digest.update(piece)
            file.write(piece)
    if size == 0:
        raise RefusedError(f"{name} is empty. Send the file again.")
    return size, digest.hexdigest()
