"""Files that people write as TOML, read by the dataclass that says what they hold; a mistake is named by its key."""

import json
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from sectorled.warehouse.tidy import InputError

T = TypeVar("T")
_SHOWN = 20
_MESSAGES = {"extra_forbidden": "no such key", "unexpected_keyword_argument": "no such key"}


def read_tree(path: str | Path, what: str) -> dict[str, Any]:
    """The tree of plain values in a file; InputError where it cannot be read or is not TOML."""
    name = str(path)
    try:
        return tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}). Give the path of a {what}.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: is not valid TOML ({error}). Correct it there.") from error


def built(adapter: TypeAdapter[T], name: str, tree: dict[str, Any], *, what: str, keys: tuple[str, ...]) -> T:
    """What the tree says; InputError names each key that is wrong, and those that there are (`keys`)."""
    try:
        return adapter.validate_json(json.dumps({"name": name} | tree, default=str))
    except ValidationError as error:
        lines = dict.fromkeys(_line(dict(fault), keys) for fault in error.errors(include_url=False))
        raise InputError("\n".join([f"{name}: is not a {what}.", *list(lines)[:_SHOWN]])) from error


def _line(fault: dict[str, Any], keys: tuple[str, ...]) -> str:
    where = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part[:80]}" for part in fault["loc"])
    given = "" if isinstance(fault["input"], dict | list) else f" = {str(fault['input'])[:80]!r}"
    said = _MESSAGES.get(fault["type"], fault["msg"])
    known = f" Known: {', '.join(keys)}." if said == "no such key" and len(fault["loc"]) == 1 else ""
    return f"{where.lstrip('.') or 'the whole file'}{given}: {said}.{known} Correct it there."
