"""A codebook as a plain table: one row for each question and one for each answer below it.

Columns: `variable`, `kind`, `text`, `code`, `label`; and, where wanted, `missing` (yes, on the row of a code, or codes
and ranges such as `97; 98; 900-999` on the row of the question), `base`, `item` (the column of a line of a grid, its
words in `label`), `role` (respondent, wave, weight, strata, cluster or council), `measure` and `unit`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sectorled.warehouse.answers.consistency import checked
from sectorled.warehouse.answers.questions import Answer, Item, Kind, Measure, Question, Range, Roles, Survey, Value
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.table_files import table_of
from sectorled.warehouse.tidy import InputError

COLUMNS = {
    "variable": "the question; on rows below it the same or blank",
    "kind": "single, multiple, grid, numeric, open or date",
    "text": "the question as asked",
    "code": "a code of an answer, on a row of its own",
    "label": "the words of that code, or of that item",
    "missing": "`yes` beside a code that stands for no answer; or, beside the question, codes and ranges: 97; 900-999",
    "base": "who was asked, in words",
    "item": "the column of a line of a grid, on a row of its own",
    "role": "respondent, wave, weight, strata, cluster or council",
    "measure": "nominal, ordinal or scale",
    "unit": "of a number: years, seconds, pounds",
}
_NUMBER = r"-?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:-|to|–)\s*({_NUMBER})")
_YES = frozenset({"yes", "y", "true", "1", "x"})


@dataclass(slots=True)
class _Rows:
    """The rows of one question: its own, and those of its answers and items, each with its number."""

    row: int
    head: dict[str, str]
    below: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def from_table(name: str, content: bytes) -> Survey:
    """The survey that such a table describes; InputError with row and column where it cannot be read."""
    table = table_of(name, content, header_row=1)
    if table.refusals:
        raise InputError(f"{table.refusals[0]}")
    titles = {column: column.strip().lower() for column in table.frame.columns}
    lacking = [column for column in ("variable", "kind", "text") if column not in titles.values()]
    if lacking:
        raise InputError(f"{name}: no column {', '.join(lacking)}. A codebook has columns {', '.join(COLUMNS)}.")
    strange = [column for column, title in titles.items() if title not in COLUMNS]
    if strange:
        raise InputError(f"{name}: the column {strange[0][:80]!r} is not known. Use {', '.join(COLUMNS)}.")
    rows = [
        (number, {titles[c]: str(v).strip() for c, v in cells.items() if v is not None})
        for number, cells in zip(table.rows, table.frame.iter_rows(named=True), strict=True)
    ]
    blocks = list(_blocks(name, rows))
    questions = tuple(_question(name, block) for block in blocks)
    stem = name.rpartition("/")[2].partition(".")[0]
    return checked(name, Survey(id=slug(stem) or "survey", title=stem, questions=questions, roles=_roles(name, blocks)))


def _blocks(name: str, rows: list[tuple[int, dict[str, str]]]) -> Iterator[_Rows]:
    block: _Rows | None = None
    for number, cells in rows:
        below = "code" in cells or "item" in cells
        if not below or (block is None or cells.get("variable", block.head["variable"]) != block.head["variable"]):
            if "variable" not in cells or "kind" not in cells:
                raise _fault(name, number, "variable", "a question needs a variable and a kind", "Fill them in.")
            if block:
                yield block
            block = _Rows(number, cells)
        if below:
            block.below.append((number, cells))
    if block:
        yield block


def _question(name: str, block: _Rows) -> Question:
    head, codes = block.head, [(n, cells) for n, cells in block.below if "code" in cells]
    numbers = all(re.fullmatch(_NUMBER, cells["code"]) for _, cells in codes)
    answers, missing = [], []
    for number, cells in codes:
        if "label" not in cells:
            raise _fault(name, number, "label", "a code without its words", "Say what it stands for.")
        code = _number(cells["code"]) if numbers else cells["code"]
        answers.append(Answer(code=code, label=cells["label"]))
        if cells.get("missing", "").lower() in _YES:
            missing.append(code)
    question = Question(
        id=head["variable"],
        kind=_choice(name, block, "kind", Kind),
        text=head.get("text", head["variable"]),
        answers=tuple(answers),
        items=tuple(Item(id=c["item"], label=c.get("label", c["item"])) for _, c in block.below if "item" in c),
        base=head.get("base", ""),
        measure=_choice(name, block, "measure", Measure),
        unit=head.get("unit", ""),
    )
    ranges = [] if codes and codes[0][0] == block.row else list(_missing(name, block, numbers=numbers))
    return replace(question, missing=(*missing, *(each for each in ranges if each not in missing)))


def _choice(name: str, block: _Rows, column: str, words: Any) -> Any:
    word = block.head.get(column, "unknown").lower()
    if word not in set(words):
        raise _fault(name, block.row, column, f"{word[:80]!r} is not known", f"Use one of: {', '.join(words)}.")
    return words(word)


def _missing(name: str, block: _Rows, *, numbers: bool) -> Iterator[Value | Range]:
    """Codes and ranges on the row of a question, separated by semicolons."""
    for part in filter(None, (part.strip() for part in block.head.get("missing", "").split(";"))):
        if found := _RANGE.fullmatch(part):
            yield Range(low=float(found[1]), high=float(found[2]))
        elif re.fullmatch(_NUMBER, part) and numbers:
            yield _number(part)
        elif numbers:
            raise _fault(
                name, block.row, "missing", f"{part[:80]!r} is neither a code nor a range", "Write 97; 900-999."
            )
        else:
            yield part


def _number(text: str) -> int | float:
    return float(text) if "." in text and not float(text).is_integer() else int(float(text))


def _roles(name: str, blocks: list[_Rows]) -> Roles:
    found: dict[str, list[str]] = {}
    for block in blocks:
        if role := block.head.get("role", "").lower():
            if role not in ("respondent", "wave", "weight", "strata", "cluster", "council"):
                raise _fault(name, block.row, "role", f"{role[:80]!r} is not known", f"Use {COLUMNS['role']}.")
            if role in found and role != "weight":
                raise _fault(name, block.row, "role", f"a second {role}", "Only weights may be several.")
            found.setdefault(role, []).append(block.head["variable"])
    weights = tuple(found.pop("weight", ()))
    return Roles(weights=weights, **{role: names[0] for role, names in found.items()})


def _fault(name: str, row: int, column: str, reason: str, remedy: str) -> InputError:
    return InputError(f"{name}, row {row}, {column}: {reason}. {remedy}")
