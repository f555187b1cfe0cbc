"""What a codebook may not say: contradictions are found before any answer is read, and all of them are named."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from sectorled.warehouse.answers.questions import CODED, Kind, Question, Range, Survey, Value
from sectorled.warehouse.tidy import InputError

LONGEST_TEXT = 4_000  # characters of a question or label: more is a document in the wrong place
MOST_ANSWERS = 10_000
_NAME = re.compile(r"[^\s,;|=]{1,64}")
_SEPARATORS = re.compile(r"[\s,;|]")
_SHOWN = 20


def checked(name: str, survey: Survey) -> Survey:
    """The survey, or an InputError that lists what contradicts itself in the codebook called `name`."""
    problems = [*_names(survey), *_roles(survey), *_waves(survey)]
    for question in survey.questions:
        problems += [f"{question.id[:80]!r}: {problem}" for check in _CHECKS for problem in check(question, survey)]
    if problems:
        more = [f"... and {len(problems) - _SHOWN} more."] if len(problems) > _SHOWN else []
        count = "1 contradiction" if len(problems) == 1 else f"{len(problems)} contradictions"
        raise InputError("\n".join([f"{name}: {count} in the codebook.", *problems[:_SHOWN], *more]))
    return survey


def _twice(values: Iterable[Value]) -> list[Value]:
    return [value for value, count in Counter(values).items() if count > 1]


def _names(survey: Survey) -> Iterator[str]:
    if not survey.questions:
        yield "It has no questions. Describe each column of the data."
    names = {*survey.columns, *(question.id for question in survey.questions)}
    for name in sorted(names):
        if not (_NAME.fullmatch(name) and name.isprintable()):
            yield f"{name[:80]!r} is no name for a column. Use up to 64 characters without spaces, commas and the like."
    for same in _twice(question.id for question in survey.questions):
        yield f"{same!r} stands twice. Give each question an id of its own."
    for same in _twice(survey.columns):
        yield f"The column {same!r} belongs to two questions or answers. Rename one of them."


def _roles(survey: Survey) -> Iterator[str]:
    roles, columns = survey.roles, set(survey.columns)
    named = {"respondent": roles.respondent, "wave": roles.wave, "strata": roles.strata, "cluster": roles.cluster}
    named |= {"council": roles.council, **{f"weight {n}": weight for n, weight in enumerate(roles.weights, 1)}}
    for role, name in named.items():
        if name is not None and name not in columns:
            yield f"The {role} is said to be in {name!r}, which no question has. Name a column of the codebook."
    for name in roles.weights:
        question = survey.find(name)
        if question and question.kind is not Kind.NUMERIC:
            yield f"The weight {name!r} is {question.kind}. A weight is numeric."


def _waves(survey: Survey) -> Iterator[str]:
    for code in _twice(wave.code for wave in survey.waves):
        yield f"The wave {code!r} stands twice. Describe each wave once."
    column = survey.find(survey.roles.wave) if survey.roles.wave else None
    if column is None:
        return
    if column.kind is not Kind.SINGLE:
        yield f"The wave's column {column.id!r} is {column.kind}. Make it single, with an answer for each wave."
        return
    for wave in survey.waves:
        if wave.code not in {answer.code for answer in column.answers}:
            yield f"The wave {wave.code!r} is no answer of {column.id!r}. Add it there or leave the wave out."


def _texts(question: Question, _: Survey) -> Iterator[str]:
    labels = [question.text, *(a.label for a in question.answers), *(i.label for i in question.items)]
    if any(len(label) > LONGEST_TEXT for label in labels):
        yield f"a text or label is longer than {LONGEST_TEXT:,} characters. Shorten it."
    if not all(label.strip() for label in labels):
        yield "a text or label is blank. Write what was asked and what was answered."
    if len(question.answers) > MOST_ANSWERS:
        yield f"has {len(question.answers):,} answers, at most {MOST_ANSWERS:,} can be used. Make it open or numeric."


def _codes(question: Question, _: Survey) -> Iterator[str]:
    codes = [answer.code for answer in question.answers]
    for code in _twice(codes):
        yield f"the code {code!r} has two labels. Keep one of them."
    given = [*codes, *(m for m in question.missing if not isinstance(m, Range))]
    if len({isinstance(code, str) for code in given}) > 1:
        yield "some codes are numbers and some are texts. Write them alike."
    if any(isinstance(code, float) and not math.isfinite(code) for code in given):
        yield "a code is no finite number. Give it one."
    if question.kind is Kind.MULTIPLE and any(isinstance(c, str) and _SEPARATORS.search(c) for c in codes):
        yield "a code holds a space, comma, semicolon or bar, which separate several answers. Rename it."


def _answers(question: Question, _: Survey) -> Iterator[str]:
    if question.kind in CODED and not question.answers:
        yield f"is {question.kind} and has no answers. List its codes and their labels."
    if question.kind in (Kind.OPEN, Kind.DATE) and question.answers:
        yield f"is {question.kind} and has answers. Make it single, or leave them out."
    for code in [answer.code for answer in question.answers] if question.kind is Kind.NUMERIC else []:
        if isinstance(code, str) or not question.is_missing(code):
            yield f"is numeric, and {code!r} has a label. Declare the code missing, or make the question single."


def _ranges(question: Question, _: Survey) -> Iterator[str]:
    for each in question.missing:
        if isinstance(each, Range) and each.low > each.high:
            yield f"the missing range {each.low:g} to {each.high:g} is empty. Write the lower end first."
    if question.answers and question.kind in CODED and not question.valid_answers:
        yield "every answer is declared missing. Leave at least one that counts."
    if question.kind is Kind.MULTIPLE and question.missing:
        yield "is multiple response and declares missing codes. Leave the cells of who did not answer blank."


def _grid(question: Question, _: Survey) -> Iterator[str]:
    if question.items and question.kind is not Kind.GRID:
        yield f"is {question.kind} and has items. Only a grid has items."
    if question.kind is Kind.GRID and not question.items:
        yield "is a grid without items. Name the column and label of each line."


def _nets(question: Question, _: Survey) -> Iterator[str]:
    valid = {answer.code for answer in question.valid_answers}
    for name in _twice(net.id for net in question.nets):
        yield f"the net {name!r} stands twice. Give each an id of its own."
    for net in question.nets:
        unknown = [code for code in net.codes if code not in valid]
        if unknown:
            yield f"the net {net.id!r} counts {unknown[0]!r}, which is no answer that counts. Correct its codes."
        if not net.codes or _twice(net.codes):
            yield f"the net {net.id!r} names no code, or one twice. Name each answer once."


def _filters(question: Question, survey: Survey) -> Iterator[str]:
    order = [q.id for q in survey.questions]
    for name, codes in question.asked_if.items():
        before = survey.find(name)
        if before is None or before.id not in order[: order.index(question.id)]:
            yield f"is asked if {name[:80]!r}, which is no earlier question. Name one that comes before."
            continue
        if not before.filters(name):
            yield f"is asked if {name!r}, which is {before.kind}. Name a coded question, or one item of a grid."
        known = {answer.code for answer in before.answers}
        for code in (code for code in codes if code not in known):
            yield f"is asked if {name!r} is {code!r}, which is none of its answers. Correct the code."


def _wordings(question: Question, survey: Survey) -> Iterator[str]:
    if not question.wordings:
        return
    known = {wave.code for wave in survey.known_waves}
    waves = [wave for wording in question.wordings for wave in wording.waves]
    for wave in _twice(waves):
        yield f"has two wordings in wave {wave!r}. Keep the one that was asked."
    for wave in sorted(set(waves) - known, key=str):
        yield f"has a wording in wave {wave!r}, which the survey does not have. Add the wave or correct the code."
    if question.wordings[-1].text != question.text:
        yield "its text is not its last wording. Write the newest wording in both places."


_CHECKS: tuple[Callable[[Question, Survey], Iterator[str]], ...] = (
    _texts,
    _codes,
    _answers,
    _ranges,
    _grid,
    _nets,
    _filters,
    _wordings,
)
