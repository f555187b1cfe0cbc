"""Text that every form can hold: whatever came in a file, control characters and hidden turns of direction go out.

Every sink cleans what it is given, so the same words reach all forms.
"""

import dataclasses
import unicodedata
from typing import Any, TypeVar, cast

T = TypeVar("T")

_DIRECTION = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))  # overrides, embeddings, isolates
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GONE = frozenset({"Cc", "Cs", "Co", "Cn"})  # control, lone surrogate, private use, unassigned (noncharacters too)


def plain_text(text: str) -> str:
    """The text in composed form without characters that XML refuses or that reorder what a reader sees."""
    if text.isascii() and text.isprintable():
        return text
    spaced = "".join(" " if c in "\n\r\t" else c for c in text)
    kept = "".join(c for c in spaced if c not in _DIRECTION and unicodedata.category(c) not in _GONE)
    return unicodedata.normalize("NFC", kept)


def harmless(words: str) -> str:
    """The words, with an apostrophe before them where a spreadsheet would run them as a formula."""
    return f"'{words}" if words.lstrip(" ").startswith(_FORMULA) else words


def cleaned(value: T) -> T:
    """The same table, document or drawing with every text in it made plain."""
    return cast("T", _cleaned(value))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _rebuilt(value)
    return value


def _rebuilt(value: Any) -> Any:
    fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return dataclasses.replace(value, **{name: _cleaned(item) for name, item in fields.items()})
