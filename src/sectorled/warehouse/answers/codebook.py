"""Codebooks: a survey as JSON or TOML in the form of `questions`, as a plain table, or as metadata by columns.

All three give the same checked `Survey`; it is written as JSON, which reads back to the same.
"""

import json
import tomllib
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sectorled.warehouse.answers.codebook_columns import from_columns, is_by_columns
from sectorled.warehouse.answers.codebook_table import from_table
from sectorled.warehouse.answers.consistency import checked
from sectorled.warehouse.answers.questions import Survey
from sectorled.warehouse.files import Files
from sectorled.warehouse.table_files import load_json
from sectorled.warehouse.tidy import InputError

_SURVEY: TypeAdapter[Survey] = TypeAdapter(Survey)
_SHOWN = 20
_IN_WORDS = {
    "unexpected_keyword_argument": "is no field of a codebook at this place",
    "missing": "is needed and not there",
    "dataclass_type": "is not a set of fields and their values",
}


def read_codebook(files: Files, name: str) -> Survey:
    """The survey that a codebook describes; its ending says in which form."""
    content = files.read(name)
    if name.lower().endswith((".json", ".toml")):
        tree = load_json(name, content) if name.lower().endswith(".json") else _toml(name, content)
        return from_columns(name, tree) if is_by_columns(tree) else survey_of(name, tree)
    return from_table(name, content)


def survey_of(name: str, tree: Any) -> Survey:
    """The survey in a tree of plain values, as JSON and TOML have them."""
    try:
        survey = _SURVEY.validate_json(json.dumps(tree, default=str))
    except ValidationError as error:
        lines = [_line(dict(fault)) for fault in error.errors(include_url=False)[:_SHOWN]]
        raise InputError("\n".join([f"{name}: is not a codebook as described in the reference.", *lines])) from error
    return checked(name, survey)


def _line(fault: dict[str, Any]) -> str:
    where = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part[:80]}" for part in fault["loc"])
    given = "" if isinstance(fault["input"], dict | list) else f" {str(fault['input'])[:80]!r}"
    return f"{where.lstrip('.') or 'the whole'}{given}: {_IN_WORDS.get(fault['type'], fault['msg'])}. Correct it there."


def _toml(name: str, content: bytes) -> Any:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: is not valid TOML ({error}). Correct it there.") from error


def to_json(survey: Survey) -> str:
    """The codebook, without what is as it is by default."""
    tree = _SURVEY.dump_python(survey, mode="json", exclude_defaults=True)
    return json.dumps(tree, indent=1, ensure_ascii=False) + "\n"
