"""Answer counts without respondents: published tables, and returns in which each council counts its own answers.

Columns: `question`, `answer` and `count`; where there are, `text`, `base` (how many were asked), `wave`, `council`; any
other column is a break (`role`, `region`), but for `kind`: single or, where several answers could be given, multiple.
Rows that agree in all but the answer make one cell of a published table.  Counts become respondents, so that per cents,
intervals and tests follow as from microdata; a figure for a year pools the raw counts of its parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.consistency import checked
from sectorled.warehouse.answers.questions import Answer, Kind, Question, Roles, Survey
from sectorled.warehouse.files import Files
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.table_files import TableFile, read_table
from sectorled.warehouse.tidy import InputError

MOST_RESPONDENTS = 5_000_000
NOT_SHOWN = "Not shown in the published table"
REQUIRED = ("question", "answer", "count")
_DESCRIBING = (*REQUIRED, "text", "base", "kind")
_NAME = re.compile(r"[A-Za-z][\w.-]{0,59}")
_WHOLE = re.compile(r"\d{1,9}")


@dataclass(slots=True)
class _Asked:
    """One question: its text, whether several answers could be given, and its cells by their breaks."""

    id: str
    text: str = ""
    kind: str = ""
    cells: "dict[tuple[str, ...], _Cell]" = field(default_factory=dict)

    def described(self, at: str, field_name: str, given: str | None) -> None:
        """Take in its text or kind, which no two rows may give differently."""
        before, now = getattr(self, field_name), (given or "").strip()
        if now and before and now != before:
            raise InputError(f"{at}, {field_name}: {self.id[:80]!r} has two. Give one, or make it two questions.")
        setattr(self, field_name, now or before)


@dataclass(slots=True)
class _Cell:
    """One question in one cell of its breaks: where it stands, the base given, the counts by answer."""

    row: int
    breaks: tuple[str, ...]
    base: int | None = None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def respondents(self) -> int:
        """How many were asked."""
        return sum(self.counts.values()) if self.base is None else self.base


def is_counts(columns: list[str]) -> bool:
    """Whether a table with these columns counts answers."""
    return {column.strip().lower() for column in columns}.issuperset(REQUIRED)


def read(files: Files, name: str) -> Answers:
    """The respondents behind the counts of a table (`is_counts`); InputError with the row where they cannot be."""
    table = read_table(files, name, header_row=1)
    if table.refusals:
        raise InputError(f"{table.refusals[0]} Nothing was loaded.")
    frame = table.frame.rename({column: column.strip().lower() for column in table.frame.columns})
    breaks = [column for column in frame.columns if column not in _DESCRIBING]
    return _answers(name, _asked(table, frame, breaks), breaks)


def _asked(table: TableFile, frame: pl.DataFrame, breaks: list[str]) -> list[_Asked]:
    found: dict[str, _Asked] = {}
    for row, line in zip(table.rows, frame.cast(pl.String).iter_rows(named=True), strict=True):
        at = f"{table.file}, row {row}"
        blank = [c for c in (*REQUIRED, *breaks) if not (line[c] or "").strip()]
        if blank:
            raise InputError(f"{at}, {blank[0]}: is blank. Fill it in; write 0 where nobody gave the answer.")
        asked = found.setdefault(line["question"].strip(), _Asked(line["question"].strip()))
        asked.described(at, "text", line.get("text"))
        asked.described(at, "kind", line.get("kind"))
        if asked.kind not in ("", Kind.SINGLE, Kind.MULTIPLE):
            raise InputError(f"{at}, kind {asked.kind[:80]!r}: is not known. Use single or multiple.")
        key = tuple(line[c].strip() for c in breaks)
        _count(at, asked.cells.setdefault(key, _Cell(int(row), key)), line)
    return list(found.values())


def _count(at: str, cell: _Cell, line: dict[str, str | None]) -> None:
    """Take in the count of one answer, and the base where it is given."""
    answer, base = (line["answer"] or "").strip(), (line.get("base") or "").strip()
    if answer in cell.counts:
        raise InputError(f"{at}, answer {answer[:80]!r}: is counted twice. Keep one count, or name its break.")
    cell.counts[answer] = _whole(at, "count", line["count"] or "")
    if base:
        if cell.base not in (None, _whole(at, "base", base)):
            raise InputError(f"{at}, base {base[:80]}: was {cell.base} in row {cell.row}. Give one base.")
        cell.base = _whole(at, "base", base)


def _whole(at: str, column: str, text: str) -> int:
    plain = text.strip().replace(",", "").removesuffix(".0")
    if not _WHOLE.fullmatch(plain):
        raise InputError(f"{at}, {column} {text[:80]!r}: is no whole number. Give counts, not per cents.")
    return int(plain)


def _answers(name: str, asked: list[_Asked], breaks: list[str]) -> Answers:
    cells = [cell for each in asked for cell in each.cells.values()]
    total = sum(cell.respondents for cell in cells)
    if not 0 < total <= MOST_RESPONDENTS:
        raise InputError(f"{name}: counts {total:,} respondents. From 1 to {MOST_RESPONDENTS:,} can be read.")
    questions = [_question(each, number) for number, each in enumerate(asked, start=1)]
    parts = [
        _respondents(name, question, cell).with_columns(
            pl.lit(word, pl.String).alias(column) for column, word in zip(breaks, cell.breaks, strict=True)
        )
        for each, question in zip(asked, questions, strict=True)
        for cell in each.cells.values()
    ]
    title = name.rpartition("/")[2].partition(".")[0]
    survey = Survey(
        id=slug(title) or "survey",
        title=title,
        questions=(*(_break(column, cells, place) for place, column in enumerate(breaks)), *questions),
        roles=Roles(
            wave="wave" if "wave" in breaks else None,
            council="council" if "council" in breaks else None,
        ),
        counts_only=True,
    )
    frame = pl.concat(parts, how="diagonal").select(checked(name, survey).columns)
    return Answers(survey, frame, (f"{name}: {frame.height:,} respondents stand for the counts of its tables.",))


def _break(column: str, cells: list[_Cell], place: int) -> Question:
    words = dict.fromkeys(cell.breaks[place] for cell in cells)
    answers = tuple(Answer(code=word, label=word) for word in words)
    return Question(id=column, kind=Kind.SINGLE, text=column.capitalize(), answers=answers)


def _question(asked: _Asked, number: int) -> Question:
    """The answers of all its cells; where a base is larger than their sum, one more for who is not shown."""
    words = dict.fromkeys(word for cell in asked.cells.values() for word in cell.counts)
    answers = [Answer(code=code, label=word) for code, word in enumerate(words, start=1)]
    kind = Kind(asked.kind or Kind.SINGLE)
    hidden = any(sum(cell.counts.values()) < cell.respondents for cell in asked.cells.values())
    if hidden and kind is Kind.SINGLE:
        answers.append(Answer(code=len(answers) + 1, label=NOT_SHOWN))
    named = asked.id if _NAME.fullmatch(asked.id) else f"q{number}"
    return Question(id=named, kind=kind, text=asked.text or asked.id, answers=tuple(answers))


def _respondents(name: str, question: Question, cell: _Cell) -> pl.DataFrame:
    """The people in one cell, in the order of the answers."""
    people, counts = cell.respondents, [cell.counts.get(answer.label, 0) for answer in question.answers]
    several = question.kind is Kind.MULTIPLE
    if (several and cell.base is None) or (max(counts) if several else sum(counts)) > people:
        raise InputError(
            f"{name}, row {cell.row}, base: {people} people gave {sum(counts)} answers. Give the base; where several "
            "answers could be given, write multiple in a column kind."
        )
    if several:
        chosen = {column: [True] * n + [False] * (people - n) for column, n in _pairs(question, counts)}
        return pl.DataFrame(chosen, dict.fromkeys(chosen, pl.Boolean))
    if question.answers[-1].label == NOT_SHOWN:
        counts[-1] = people - sum(counts[:-1])
    codes = [answer.code for answer, n in zip(question.answers, counts, strict=True) for _ in range(n)]
    return pl.DataFrame({question.id: pl.Series(codes, dtype=pl.Int16)})


def _pairs(question: Question, counts: list[int]) -> Iterator[tuple[str, int]]:
    return zip(question.columns, counts, strict=True)
