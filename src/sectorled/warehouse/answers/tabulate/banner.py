"""Banner tables: one for each question asked for, every figure by the design and as much of it as may be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.loads import StoredSurvey
from sectorled.warehouse.answers.tabulate.design_file import DesignFile
from sectorled.warehouse.answers.tabulate.guard import History
from sectorled.warehouse.answers.tabulate.making import Banner
from sectorled.warehouse.answers.tabulate.questions import Asked, asked, break_of
from sectorled.warehouse.answers.tabulate.sample import sample_of
from sectorled.warehouse.answers.tabulate.shapes import BannerTable, Tabulation
from sectorled.warehouse.answers.tabulate.stored import partly_read, summed
from sectorled.warehouse.engine import Engine
from sectorled.warehouse.tidy import InputError


def tabulate(
    answers: Answers | StoredSurvey,
    file: DesignFile,
    rows: Sequence[str],
    columns: Sequence[str] = (),
    *,
    only: str | None = None,
    history: History | None = None,
    engine: Engine | None = None,
) -> Tabulation:
    """Tables of the questions in `rows` by those in `columns`, of the respondents that the filter `only` leaves.

    Of a kept survey only what the design needs is read; the tables come from sums that an `engine` works out (in this
    process without one), and are equal.  Each table is judged in the light of those in the `history` and of the ones
    before it, and joins them.  InputError says what is wrong with the design or the names, or that a policy refuses the
    table.
    """
    survey, known = answers.survey, History() if history is None else history
    held = partly_read(answers, file, rows, columns, only) if isinstance(answers, StoredSurvey) else answers
    sample = sample_of(held, file, only=only)
    breaks = [break_of(held, file, name) for name in dict.fromkeys(columns)]
    questions = [one for name in rows for one in asked(held, file, name)]
    if isinstance(answers, StoredSurvey):
        sample, questions, breaks = summed(answers, sample, questions, breaks, engine)
    if survey.counts_only:
        _check_crossed(survey.id, questions, breaks)
    tables = tuple(Banner.of(sample, one, breaks, known).table() for one in questions)
    return Tabulation(
        survey=survey.id, title=survey.title, decimals=file.decimals, level=file.tests.level, tables=warned(tables)
    )


def _check_crossed(name: str, questions: Sequence[Asked], breaks: Sequence[Asked]) -> None:
    """Refuse a break of which published counts do not say how it goes together with a question."""
    for question in questions:
        for one in breaks:
            if not (question.given.answered & one.given.answered).any():
                raise InputError(
                    f"{name}: was made from published counts, which do not cross {question.name!r} with {one.name!r}. "
                    "Name a break that the counts have, or leave --columns out."
                )


def warned(tables: Sequence[BannerTable]) -> tuple[BannerTable, ...]:
    """The tables, with a warning where another has the same label for other answers or for another base."""
    told = {
        (table.id, label): (definition, table.base)
        for table in tables
        for label, definition in [(table.question, None), *((row.label, row.net) for row in table.rows if row.net)]
    }
    return tuple(replace(table, warnings=tuple(_conflicts(table.id, told))) for table in tables)


def _conflicts(own: str, told: dict[tuple[str, str], tuple[str | None, str]]) -> Iterator[str]:
    for (name, label), (definition, base) in told.items():
        for (other, same), (meant, people) in told.items():
            if name != own or other == own or label != same:
                continue
            if definition != meant:
                yield f"{label!r} means {definition!r} here and {meant!r} in {other}."
            if base != people:
                yield f"{label!r} is of {base!r} here and of {people!r} in {other}: these are two figures."
