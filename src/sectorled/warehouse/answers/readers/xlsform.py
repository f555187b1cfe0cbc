"""Forms written as XLSForm, with the results that a form server exports.

Read are the types in `KINDS`, groups (one whose appearance is table-list is a grid), labels in several languages, and
the conditions `${q} = 'code'` and `selected(${q}, 'code')`, joined by `and`; other conditions are kept in words.
Repeats are refused: their rows are not respondents.
"""

import re
from dataclasses import dataclass, field, replace

from sectorled.warehouse.answers.coding import Answers, RawAnswers, coded
from sectorled.warehouse.answers.consistency import checked
from sectorled.warehouse.answers.questions import Answer, Item, Kind, Question, Survey, Translations, Value
from sectorled.warehouse.answers.readers.delimited import raw_table
from sectorled.warehouse.files import Files
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.table_files import table_of
from sectorled.warehouse.tidy import InputError

KINDS = {
    "select_one": Kind.SINGLE, "select_multiple": Kind.MULTIPLE, "integer": Kind.NUMERIC, "decimal": Kind.NUMERIC,
    "range": Kind.NUMERIC, "text": Kind.OPEN, "calculate": Kind.OPEN, "hidden": Kind.OPEN, "barcode": Kind.OPEN,
    "date": Kind.DATE, "datetime": Kind.DATE, "start": Kind.DATE, "end": Kind.DATE, "today": Kind.DATE,
}  # fmt: skip
NO_ANSWER = frozenset({"note", "deviceid", "username", "audit", "image", "audio", "video", "file"})
GRID = "table-list"
_CONDITION = re.compile(
    r"\$\{(?P<one>[\w.-]+)\}\s*=\s*['\"]?(?P<is>[^'\"\s]+)['\"]?|"
    r"selected\(\s*\$\{(?P<several>[\w.-]+)\}\s*,\s*['\"](?P<has>[^'\"]+)['\"]\s*\)"
)
Row = dict[str, str]


def is_form(name: str, content: bytes) -> bool:
    """Whether a workbook is a form: it has a sheet `survey` with types and names."""
    try:
        rows = _rows(name, content, "survey")
    except InputError:
        return False
    return bool(rows) and {"type", "name"} <= {title for _, row in rows for title in row}


def read_form(name: str, content: bytes) -> Survey:
    """The survey that a form asks."""
    rows = _rows(name, content, "survey")
    language = _first_language(rows)
    form = _Form(name, language, _choices(name, content, language))
    for number, row in rows:
        form.take(number, row)
    if form.groups:
        raise InputError(f"{name}, sheet survey: {len(form.groups)} groups are never ended. Add end_group.")
    title = name.rpartition("/")[2].partition(".")[0]
    survey = Survey(id=slug(title) or "survey", title=title, questions=tuple(form.questions), language=language or "en")
    return checked(name, survey)


def read(files: Files, name: str, survey: Survey) -> Answers:
    """The results of a form; names may carry their groups before them (`group/q1`, `group-q1`)."""
    raw = raw_table(files, name)
    known = {*survey.columns, *(question.id for question in survey.questions)}
    for question in (question for question in survey.questions if question.kind is Kind.MULTIPLE):
        known |= {f"{question.id}/{answer.code}" for answer in question.answers}
    short = {column: _without_groups(column, known) for column in raw.frame.columns}
    twice = [tail for tail in short.values() if list(short.values()).count(tail) > 1]
    if twice:
        raise InputError(f"{name}: two columns are called {twice[0][:80]!r}. Give each question a name of its own.")
    return coded(RawAnswers(raw.file, raw.frame.rename(short), raw.rows, raw.notes), survey)


def _without_groups(column: str, known: set[str]) -> str:
    tails = [column, *(column[match.end() :] for match in re.finditer(r"[/:-]", column))]
    return next((tail for tail in tails if tail in known), column)


def _rows(name: str, content: bytes, sheet: str) -> list[tuple[int, Row]]:
    """The rows of a sheet, each with its number and its cells by title; `label::English (en)` loses its blanks."""
    table = table_of(name, content, sheet=sheet, header_row=1)
    titles = {column: re.sub(r"\s*::?\s*", "::", column.strip()) for column in table.frame.columns}
    return [
        (number, {titles[c]: str(v).strip() for c, v in cells.items() if v is not None})
        for number, cells in zip(table.rows, table.frame.iter_rows(named=True), strict=True)
    ]


def _first_language(rows: list[tuple[int, Row]]) -> str:
    """The language of the first labels that name one, by its code where it has one; blank where none does."""
    languages = [title.partition("::")[2] for _, row in rows for title in row if title.startswith("label::")]
    return _code_of(languages[0]) if languages else ""


def _code_of(language: str) -> str:
    found = re.search(r"\(([^)]+)\)", language)
    return found[1] if found else language


def _texts(row: Row, language: str, otherwise: str) -> tuple[str, Translations]:
    """The label in the survey's language, and the others."""
    said = {_code_of(t.partition("::")[2]): v for t, v in row.items() if t.startswith("label::")}
    text = said.pop(language, None) or row.get("label", otherwise)
    return text, said


def _choices(name: str, content: bytes, language: str) -> dict[str, tuple[Answer, ...]]:
    found: dict[str, list[Answer]] = {}
    for number, row in _rows(name, content, "choices"):
        group, code = row.get("list_name", row.get("list name", "")), row.get("name", "")
        if not group or not code:
            raise InputError(f"{name}, sheet choices, row {number}: no list_name or no name. Fill them in.")
        label, translations = _texts(row, language, code)
        found.setdefault(group, []).append(Answer(code=code, label=label, translations=translations))
    return {group: _numbered(answers) for group, answers in found.items()}


def _numbered(answers: list[Answer]) -> tuple[Answer, ...]:
    """Codes as numbers where all of a list are."""
    if all(re.fullmatch(r"0|-?[1-9]\d{0,14}", str(answer.code)) for answer in answers):
        return tuple(replace(answer, code=int(answer.code)) for answer in answers)
    return tuple(answers)


@dataclass(slots=True)
class _Form:
    """The form while its rows are read; `groups` are open, each a grid or none, with the condition to enter it."""

    name: str
    language: str
    choices: dict[str, tuple[Answer, ...]]
    questions: list[Question] = field(default_factory=list)
    groups: list[tuple[Question | None, str]] = field(default_factory=list)

    def take(self, number: int, row: Row) -> None:
        """Read one row."""
        words = row.get("type", "").lower().replace("begin group", "begin_group").replace("end group", "end_group")
        kind, _, rest = words.partition(" ")
        if kind == "begin_group":
            self.groups.append(
                (self._grid(row) if GRID in row.get("appearance", "") else None, row.get("relevant", ""))
            )
        elif kind == "end_group":
            self._end(number)
        elif kind.startswith(("begin", "end_")):
            raise self._fault(number, f"{words!r} cannot be read", "Only groups can; give repeats a form of their own.")
        elif kind in KINDS:
            self._question(number, row, KINDS[kind], rest)
        elif kind and kind not in NO_ANSWER:
            raise self._fault(number, f"the type {words[:80]!r} is not known", f"Use one of: {', '.join(KINDS)}.")

    def _fault(self, number: int, what: str, remedy: str) -> InputError:
        return InputError(f"{self.name}, sheet survey, row {number}: {what}. {remedy}")

    def _grid(self, row: Row) -> Question:
        text, translations = _texts(row, self.language, row.get("name", ""))
        return Question(id=row.get("name", ""), kind=Kind.GRID, text=text, translations=translations)

    def _end(self, number: int) -> None:
        if not self.groups:
            raise self._fault(number, "a group ends that never began", "Remove the row.")
        grid, _ = self.groups.pop()
        if grid is not None:
            self.questions.append(grid)

    def _question(self, number: int, row: Row, kind: Kind, rest: str) -> None:
        name = row.get("name", "")
        text, translations = _texts(row, self.language, name)
        answers: tuple[Answer, ...] = ()
        if kind in (Kind.SINGLE, Kind.MULTIPLE):
            listed = row["type"].split()[1] if rest else ""
            if listed not in self.choices:
                raise self._fault(number, f"there is no list {listed[:80]!r}", "Add it to the sheet choices.")
            answers = self.choices[listed]
        grid, _ = self.groups[-1] if self.groups else (None, "")
        if grid is not None and kind is Kind.SINGLE:
            self._line(number, grid, Item(id=name, label=text, translations=translations), answers)
            return
        question = Question(id=name, kind=kind, text=text, answers=answers, translations=translations)
        self.questions.append(self._asked(question, row.get("relevant", "")))

    def _line(self, number: int, grid: Question, item: Item, answers: tuple[Answer, ...]) -> None:
        if grid.answers not in ((), answers):
            raise self._fault(number, f"the grid {grid.id!r} has two lists of choices", "Give it one.")
        _, condition = self.groups[-1]
        self.groups[-1] = (self._asked(replace(grid, answers=answers, items=(*grid.items, item)), ""), condition)

    def _asked(self, question: Question, own: str) -> Question:
        """With the conditions of its groups and its own: as data where they can be followed, else in words."""
        asked_if: dict[str, tuple[Value, ...]] = {}
        told = list[str]()
        for relevant in filter(None, [*(condition for _, condition in self.groups), own]):
            found = [_CONDITION.fullmatch(part.strip()) for part in re.split(r"\s+and\s+", relevant.strip())]
            followed = dict(self._followed(match) for match in found if match)
            if None in followed or len(followed) < len(found) or not followed.keys().isdisjoint(asked_if):
                told.append(f"Asked if {relevant}")
            else:
                asked_if |= {name: codes for name, codes in followed.items() if name}
        return replace(question, asked_if=asked_if, base="; ".join(told))

    def _followed(self, match: re.Match[str]) -> tuple[str | None, tuple[Value, ...]]:
        """The earlier question of a condition and the codes it names; None where there is no such question."""
        name, code = match["one"] or match["several"], match["is"] or match["has"]
        question = next((q for q in self.questions if q.filters(name)), None)
        if question is None:
            return None, ()
        return name, tuple(a.code for a in question.answers if str(a.code) == code) or (code,)
