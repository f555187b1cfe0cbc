"""What files of office programs have in common: a part that says which value each bookmark holds, and fixed bytes."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from sectorled.publishing.document import Document

VALUES_NAMESPACE = "urn:sectorled:values"
LONGEST_PROPERTY = 255  # characters of a title or author among the properties of a file
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can hold: the same document gives the same bytes


def set_properties(made: Any, document: Document) -> None:
    """Title, author, language and dates among the properties of a Word or PowerPoint file."""
    meta, properties = document.meta, made.core_properties
    about = {"title": document.title, "author": meta.publisher, "subject": meta.subtitle, "comments": meta.banner}
    for name, words in about.items():
        setattr(properties, name, (words or "")[:LONGEST_PROPERTY])
    properties.language = meta.language
    properties.created = properties.modified = meta.at.replace(tzinfo=None)
    properties.last_modified_by, properties.revision = properties.author, 1


def values_xml(bookmarks: Mapping[str, str]) -> bytes:
    """The custom XML part: each bookmark with the id of the value it holds."""
    rows = "".join(f"<value bookmark={quoteattr(name)} id={quoteattr(i)}/>" for name, i in bookmarks.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><values xmlns="{VALUES_NAMESPACE}">{rows}</values>'.encode()


def same_every_time(data: bytes) -> bytes:
    """The file without the times at which its parts were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in given.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            fixed.writestr(info, given.read(name))
    return out.getvalue()
