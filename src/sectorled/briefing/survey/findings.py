"""What to say of a table: how many say so, in words with the exact figure, and where columns really differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sectorled.analysis.words import half_up, number, points
from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.survey.figures import beside, interval, per_cent, quoted, share
from sectorled.briefing.survey.plan import FindingPlan
from sectorled.publishing.banner import ValueIds
from sectorled.publishing.document import Figure, Text
from sectorled.warehouse.answers.questions import Code, Question, Survey
from sectorled.warehouse.answers.tabulate.design_file import DesignFile
from sectorled.warehouse.answers.tabulate.shapes import BannerCell, BannerColumn, BannerRow, BannerTable
from sectorled.warehouse.answers.tabulate.words import DONT_KNOW, tests_note
from sectorled.warehouse.tidy import InputError

LONGEST_TITLE = 130  # characters of a title with what follows its first figure
SHORT_DEFINITION = 60  # characters of what a net joins


@dataclass(frozen=True, slots=True)
class Finding:
    """A table with the row that its title speaks of: None for a question that holds numbers.

    `notes` are those of the table that a chart needs too.
    """

    plan: FindingPlan
    table: BannerTable
    survey: str
    decimals: int
    row: int | None
    notes: tuple[str, ...]
    unit: str = ""

    @property
    def ids(self) -> ValueIds:
        """The ids of its values."""
        return ValueIds(self.survey, self.table)

    def value_id(self, column: int) -> str:
        """The id of the share that the title speaks of, in a column."""
        return self.ids.of(f"row {(self.row or 0) + 1}", column, "per cent")

    @property
    def cells(self) -> Sequence[BannerCell]:
        """The figures of the row, everybody first."""
        return () if self.row is None else self.table.rows[self.row].cells


def finding(plan: FindingPlan, table: BannerTable, design: DesignFile, survey: Survey) -> Finding:
    """The table with the row to speak of; InputError where the plan names one that is not there."""
    notes = tuple(note for note in table.notes if note not in tests_note(design.tests))
    question = survey.find(table.id)
    unit = question.unit if question else ""
    return Finding(plan, table, survey.id, design.decimals, _row(plan, table.rows, question), notes, unit)


def _row(plan: FindingPlan, rows: Sequence[BannerRow], question: Question | None) -> int | None:
    if not rows:
        return None
    if plan.answer is not None:
        return place_of(plan.question, plan.answer, [row.label for row in rows], question)
    nets = [i for i, row in enumerate(rows) if row.net is not None]
    given = [i for i, row in enumerate(rows) if not row.label.lower().startswith(DONT_KNOW)] or [0]
    return nets[0] if nets else max(given, key=lambda i: (rows[i].cells[0].count or 0, -i))


def place_of(name: str, answer: Code, labels: Sequence[str], question: Question | None) -> int:
    """The row of an answer by its label, its code or the id of a net."""
    known = {label: i for i, label in reversed(list(enumerate(labels)))}
    codes = [(str(one.code), one.label) for one in question.answers] if question else []
    codes += [(one.id, one.label) for one in question.nets] if question else []
    known = {code: known[label] for code, label in codes if label in known} | known
    if str(answer) in known:
        return known[str(answer)]
    raise InputError(f"{name}, answer = {str(answer)[:80]!r}: has no such row. It has {', '.join(labels)}.")


def headline(found: Finding) -> Sentence:
    """How many say so, of everybody in the base."""
    key, table = f"{found.table.id}/headline", found.table
    if table.withheld:
        return said(key, _withheld)
    if found.row is None:
        column = table.columns[0]
        return said(key, _mean, value_id=found.ids.of("mean", 0, "mean"), mean=column.mean, unit=found.unit)
    row = table.rows[found.row]
    return said(
        key,
        _headline,
        value_id=found.value_id(0),
        cell=row.cells[0],
        base=table.columns[0].base,
        says=found.plan.says or f"said {_words_of(row)}",
        decimals=found.decimals,
    )


def _withheld() -> Text:
    return ("The answers are withheld so that nobody can be told apart [c].",)


def _mean(*, value_id: str, mean: float | None, unit: str) -> Text:
    if mean is None:
        return ("Too few gave a number to say what it is on average.",)
    return ("The average is ", Figure(mean, f"{half_up(mean, 2)}", value_id), f" {unit}." if unit else ".")


def _headline(*, value_id: str, cell: BannerCell, base: int | None, says: str, decimals: int) -> Text:
    if cell.per_cent is None or cell.words is None:
        told = share(cell, base, value_id, decimals)
        return (*told, f" {says}.") if cell.count is not None else (f"How many {says} is not shown ", *told, ".")
    return (f"{cell.words.capitalize()} (", *per_cent(cell.per_cent, value_id, decimals, cell.mark), f") {says}.")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A break: how many of its columns could be compared, and the two furthest apart beyond chance, highest first."""

    name: str
    text: str
    tested: int
    pair: tuple[int, int] | None


def contrasts(found: Finding) -> list[Contrast]:
    """What each break shows of the row that the title speaks of."""
    columns = list(enumerate(found.table.columns))[1:] if found.row is not None else []
    return [_contrast(found, list(group)) for _, group in groupby(columns, key=lambda pair: pair[1].break_id)]


def _contrast(found: Finding, columns: Sequence[tuple[int, BannerColumn]]) -> Contrast:
    places, cells, first = {column.letter: i for i, column in columns}, found.cells, columns[0][1]
    pairs = [(i, places[letter]) for i, _ in columns for letter in cells[i].higher_than]
    tested = sum(cells[i].per_cent is not None for i, _ in columns)
    widest = max(pairs, key=lambda pair: _share(cells, pair[0]) - _share(cells, pair[1]), default=None)
    return Contrast(first.break_id or "", first.break_text or "", tested, widest)


def _share(cells: Sequence[BannerCell], column: int) -> float:
    return cells[column].per_cent or 0.0


def contrast(found: Finding, one: Contrast) -> Sentence:
    """The widest difference of a break that chance alone would rarely explain, or that there is none."""
    pair = one.pair or ()
    return said(
        f"{found.table.id}/{one.name}",
        _difference,
        value_id=found.table.id,
        by=one.text,
        ends=[(found.table.columns[i].label, _share(found.cells, i), found.cells[i].mark) for i in pair],
        ids=[found.value_id(i) for i in pair],
        tested=one.tested,
        decimals=found.decimals,
    )


def _difference(
    *,
    value_id: str,
    by: str,
    ends: list[tuple[str, float, str | None]],
    ids: list[str],
    tested: int,
    decimals: int,
) -> Text:
    if tested < 2:
        return (f"By {quoted(by)}: too few replies to compare.",)
    if not ends:
        return (f"By {quoted(by)}: no difference beyond what chance alone would explain.",)
    (high, most, mark), (low, least, other) = ends
    gap = most - least
    return (
        f"By {quoted(by)}: ",
        *(f"{high} ", *per_cent(most, ids[0], decimals, mark)),
        *(f", {low} ", *per_cent(least, ids[1], decimals, other)),
        ": ",
        Figure(gap, points(gap, decimals), f"{ids[0]} less {ids[1]}"),
        " apart, more than chance alone would explain.",
    )


def sureness(found: Finding) -> Sentence:
    """The interval of the figure in the title."""
    key = f"{found.table.id}/sureness"
    if found.row is None:
        column = found.table.columns[0] if found.table.columns else None
        ends = (column.mean_lower, column.mean_upper) if column else (None, None)
        return said(key, _mean_interval, value_id=found.ids.of("mean", 0, "mean") if column else "", ends=ends)
    return said(
        key, _interval, value_id=found.value_id(0), cell=found.cells[0], decimals=found.decimals,
        base=found.table.columns[0].base,
    )  # fmt: skip


def _mean_interval(*, value_id: str, ends: tuple[float | None, float | None]) -> Text:
    low, high = ends
    if low is None or high is None:
        return ()
    return (
        "The 95 per cent interval is ", Figure(low, f"{half_up(low, 2)}", beside(value_id, "lower")), " to ",
        Figure(high, f"{half_up(high, 2)}", beside(value_id, "upper")), ".",
    )  # fmt: skip


def _interval(*, value_id: str, cell: BannerCell, decimals: int, base: int | None) -> Text:
    ends = interval(cell, value_id, decimals)
    replies = f" (base {number(base)})" if base is not None else ""
    return ("The figure has a ", *ends, f"{replies}.") if ends else ()


def title(found: Finding) -> str:
    """The finding as the title of a slide: the headline, and the first real difference where there is room."""
    if found.table.withheld:
        return found.table.question
    first = headline(found).words.removesuffix(".")
    for one in contrasts(found):
        if one.pair:
            shown = [f"{found.table.columns[i].label} {_rounded(found, i)} per cent" for i in one.pair]
            more = f"; {shown[0]}, {shown[1]}"
            return first + more if len(first + more) <= LONGEST_TITLE else first
    return first


def _rounded(found: Finding, column: int) -> str:
    return f"{half_up(_share(found.cells, column), found.decimals)}"


def _words_of(row: BannerRow) -> str:
    """A row in quotation marks; a net by its definition where that is short."""
    return quoted(row.net if row.net and len(row.net) <= SHORT_DEFINITION else row.label)
