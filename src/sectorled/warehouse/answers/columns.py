"""One column of cells read as its kind of question; what cannot be read is refused by value, with its first row."""

import re
from dataclasses import dataclass

import polars as pl

from sectorled.warehouse.answers.questions import Answer, Question, Range, Value
from sectorled.warehouse.tidy import Refusal

LARGEST_WHOLE = 2.0**53  # beyond, a fraction no longer tells one whole number from the next
LONGEST_OPEN_BYTES = 32_000  # as much as SPSS holds
_ADD = "Correct the cell, or add the code to the codebook as an answer or as missing."
_CHOSEN = {"1": True, "1.0": True, "true": True, "yes": True, "0": False, "0.0": False, "false": False, "no": False}
_SEPARATOR = re.compile(r"[\s,;|]+")
_MOMENTS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M")
_DURATION = r"^(?:(\d+) days? )?(\d{1,3}):(\d{2}):(\d{2}(?:\.\d+)?)$"


@dataclass(frozen=True, slots=True)
class Cells:
    """One column of a file, text or numbers, and the number of each row."""

    file: str
    column: str
    values: pl.Series
    rows: pl.Series

    @property
    def text(self) -> pl.Series:
        """The cells as text without blanks around them; blank ones are null."""
        text = self.values.cast(pl.String).str.strip_chars()
        return text.set((text == "").fill_null(value=False), None)

    def refused(self, typed: pl.Series, reason: str, remedy: str) -> list[Refusal]:
        """One refusal for each value that is given and was not typed, with its first row and how many there are."""
        text = self.text
        wrong = pl.DataFrame({"value": text, "row": self.rows}).filter(text.is_not_null() & typed.is_null())
        counts = wrong.group_by("value", maintain_order=True).agg(pl.col("row").first(), pl.len().alias("n"))
        return [
            Refusal(self.file, row, self.column, value, reason + (f" ({n:,} such rows)" if n > 1 else ""), remedy)
            for value, row, n in counts.iter_rows()
        ]


def single(cells: Cells, question: Question) -> tuple[pl.Series, list[Refusal]]:
    """Codes, whether the file holds codes or labels."""
    text = cells.text
    known = _known(question)
    given = text.unique().drop_nulls()
    by_text = {value: code for value in given if (code := _code(value, known, question)) is not None}
    dtype = _dtype(list(known.values()), question)
    codes = pl.Series(by_text.values(), dtype=dtype, strict=False)
    typed = text.replace_strict(list(by_text), codes, default=None, return_dtype=dtype)
    return typed.alias(cells.column), cells.refused(typed, "no answer of the codebook", _ADD)


def _known(question: Question) -> dict[str, Value]:
    """What a cell may hold, and the code it stands for: codes first, then labels that only one answer has."""
    codes: list[Value] = [answer.code for answer in question.answers]
    codes += [code for code in question.missing if not isinstance(code, Range) and code not in codes]
    known: dict[str, Value] = {str(code).strip(): code for code in codes}
    labels = [answer.label.strip() for answer in question.answers]
    for answer, label in zip(question.answers, labels, strict=True):
        if labels.count(label) == 1:
            known.setdefault(label, answer.code)
    return known


def _code(text: str, known: dict[str, Value], question: Question) -> Value | None:
    """The code a text stands for; 1.0 stands for 1, and a number in a missing range for itself."""
    if text in known:
        return known[text]
    try:
        number = float(text)
    except ValueError:
        return None
    if not abs(number) < LARGEST_WHOLE:
        return None
    code = int(number) if number.is_integer() else number
    return code if (str(code) in known and not isinstance(known[str(code)], str)) or _in_range(code, question) else None


def _in_range(code: Value, question: Question) -> bool:
    return any(isinstance(r, Range) for r in question.missing) and question.is_missing(code)


def _dtype(codes: list[Value], question: Question) -> type[pl.DataType]:
    """The smallest type that holds the codes."""
    if any(isinstance(code, str) for code in codes):
        return pl.String
    if any(isinstance(code, float) or abs(code) > LARGEST_WHOLE for code in codes if not isinstance(code, str)) or any(
        isinstance(each, Range) for each in question.missing
    ):
        return pl.Float64
    largest = max((abs(code) for code in codes if not isinstance(code, str)), default=0)
    return pl.Int16 if largest < 1 << 15 else pl.Int32 if largest < 1 << 31 else pl.Int64


def numbers(cells: Cells, question: Question) -> tuple[pl.Series, list[Refusal]]:
    """Finite numbers; labels of missing codes stand for those, durations for seconds where that is the unit."""
    text = cells.text
    labels = {a.label.strip(): float(a.code) for a in question.answers if not isinstance(a.code, str)}
    given = cells.values if cells.values.dtype.is_numeric() else text
    typed = given.cast(pl.Float64, strict=False)
    if labels:
        typed = typed.fill_null(text.replace_strict(labels, default=None, return_dtype=pl.Float64))
    if question.unit == "seconds":
        typed = typed.fill_null(_seconds(text))
    typed = typed.set(~(typed.abs() <= LARGEST_WHOLE), None)
    reason = "not a number that can be kept exactly"
    return typed.alias(cells.column), cells.refused(typed, reason, "Correct the cell, or call the question open.")


def _seconds(text: pl.Series) -> pl.Series:
    days, hours, minutes, seconds = (text.str.extract(_DURATION, i).cast(pl.Float64) for i in (1, 2, 3, 4))
    return days.fill_null(0.0) * 86_400 + hours * 3_600 + minutes * 60 + seconds


def texts(cells: Cells, _: Question) -> tuple[pl.Series, list[Refusal]]:
    """Texts as they stand; formulas stay texts."""
    text = cells.text
    typed = text.set((text.str.len_bytes() > LONGEST_OPEN_BYTES).fill_null(value=False), None)
    reason = f"longer than {LONGEST_OPEN_BYTES:,} bytes"
    return typed.alias(cells.column), cells.refused(typed, reason, "Shorten it, or leave the column out.")


def dates(cells: Cells, _: Question) -> tuple[pl.Series, list[Refusal]]:
    """Moments without a time zone; those with one are told in UTC."""
    if cells.values.dtype.base_type() == pl.Datetime:
        return cells.values.cast(pl.Datetime("us")).alias(cells.column), []
    text = cells.text
    typed = pl.Series([None] * len(text), dtype=pl.Datetime("us"))
    for form in _MOMENTS:
        typed = typed.fill_null(text.str.to_datetime(form, strict=False, time_unit="us"))
    zoned = text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", strict=False, time_unit="us", time_zone="UTC")
    typed = typed.fill_null(zoned.dt.replace_time_zone(None))
    return typed.alias(cells.column), cells.refused(
        typed, "not a date such as 2023-04-01 or 2023-04-01 09:30:00", "Correct the cell, or call the question open."
    )


def multiple(cells: list[Cells], question: Question) -> tuple[dict[str, pl.Series], list[Refusal], list[str]]:
    """A column of true and false for each answer, from such columns or from one with the chosen codes (`1;3`).

    Where the columns hold only ones and blanks, a blank beside an answer means not chosen.
    """
    if [each.column for each in cells] == [question.id]:
        found, refusals = _delimited(cells[0], question)
        return found, refusals, []
    found, refusals = dict[str, pl.Series](), list[Refusal]()
    for column, each in zip(question.columns, cells, strict=True):
        typed = each.text.str.to_lowercase().replace_strict(_CHOSEN, default=None, return_dtype=pl.Boolean)
        found[column] = typed.alias(column)
        refusals += each.refused(typed, "neither chosen (1) nor not chosen (0)", "Write 1, 0 or leave it blank.")
    if any((~typed).any() for typed in found.values()):
        return found, refusals, []
    frame = pl.DataFrame(found)
    answered = frame.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    filled = {column: typed.fill_null(value=False).set(~answered, None) for column, typed in found.items()}
    note = f"{cells[0].file}: {question.id!r} has no cell for not chosen; blanks beside a chosen answer were read so."
    return filled, refusals, [note]


def _delimited(cells: Cells, question: Question) -> tuple[dict[str, pl.Series], list[Refusal]]:
    text = cells.text
    known = {str(answer.code): answer for answer in question.answers}
    chosen: dict[str, set[Value]] = {}
    for given in text.unique().drop_nulls():
        answers = _chosen(given, known, question)
        if answers is not None:
            chosen[given] = {answer.code for answer in answers}
    readable = text.replace_strict(dict.fromkeys(chosen, True), default=None, return_dtype=pl.Boolean)
    found = {}
    for column, answer in zip(question.columns, question.answers, strict=True):
        mapping = {given: answer.code in codes for given, codes in chosen.items()}
        found[column] = text.replace_strict(mapping, default=None, return_dtype=pl.Boolean).alias(column)
    return found, cells.refused(readable, "holds a code that is no answer of the codebook", _ADD)


def _chosen(text: str, known: dict[str, Answer], question: Question) -> list[Answer] | None:
    """The answers in a text of codes, or of one label; None where one is unknown."""
    codes = [part for part in _SEPARATOR.split(text) if part]
    if all(code in known for code in codes):
        return [known[code] for code in codes]
    alone = [answer for answer in question.answers if answer.label.strip() == text]
    return alone if len(alone) == 1 else None
