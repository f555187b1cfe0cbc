"""Waves: files of one survey put together, and what a trend must say of a question: gaps, and breaks in its wording.

A wave in which a question was not asked is a gap, never 0.  Where its text or the answers offered changed, later
figures are marked as a break and both wordings are shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.consistency import checked
from sectorled.warehouse.answers.questions import Answer, Item, Kind, Question, Value, Wave, Wording
from sectorled.warehouse.tidy import InputError

_WAVE = "wave"


@dataclass(frozen=True, slots=True)
class AskedIn:
    """A question in one wave: its text, None where it was not asked, and in `change` how it differs from last time."""

    wave: Wave
    text: str | None
    change: str = ""

    @property
    def is_break(self) -> bool:
        """Whether figures from here on are not comparable with earlier ones: `[b]`."""
        return bool(self.change)


def history(answers: Answers, name: str) -> tuple[AskedIn, ...]:
    """How a question was put, wave by wave; a wave without any answer to it counts as not asked."""
    survey = answers.survey
    question = survey.find(name)
    if question is None or survey.roles.wave is None:
        raise InputError(f"{survey.id}: has no question {name[:80]!r} or no waves. Name a question, and the waves.")
    columns = question.columns if name == question.id else (name,)
    answered = answers.frame.filter(pl.any_horizontal(pl.col(columns).is_not_null()))[survey.roles.wave].unique()
    found, before = list[AskedIn](), None
    for wave in survey.known_waves:
        wording = question.wording_in(wave.code) if wave.code in answered else None
        if wording is None:
            found.append(AskedIn(wave, None))
            continue
        found.append(AskedIn(wave, wording.text, _change(before, wording, question) if before else ""))
        before = wording
    return tuple(found)


def _change(before: Wording, now: Wording, question: Question) -> str:
    """What changed between two wordings, in words; blank where nothing did."""
    said = [] if before.text == now.text else [f"Asked before as: {before.text!r}. Now: {now.text!r}."]
    old, new = ({a.code: a.label for a in w.answers or question.answers} for w in (before, now))
    for words, labels in (
        ("Answers added", [new[code] for code in new if code not in old]),
        ("Answers no longer offered", [old[code] for code in old if code not in new]),
        ("Answers reworded", [f"{old[c]} (now {new[c]})" for c in new if old.get(c, new[c]) != new[c]]),
    ):
        said += [f"{words}: {', '.join(labels)}."] if labels else []
    return " ".join(said)


def together(parts: Sequence[Answers]) -> Answers:
    """Waves of one survey in one, oldest first: ids are stable, and each wave keeps its words.

    Each part has a wave column, or describes the one wave it is.  InputError where a question changed its kind, a code
    means no answer in one wave and something in another, or a wave comes twice.
    """
    waved = [_with_wave(part) for part in parts]
    if not waved:
        raise InputError("No waves were given. Name at least one survey.")
    newest = waved[-1].survey
    questions: dict[str, list[tuple[Question, tuple[Value, ...]]]] = {}
    seen: set[Value] = set()
    for part in waved:
        held = _codes(part)
        if again := seen & set(held):
            raise InputError(f"{part.survey.id}: the wave {next(iter(again))!r} comes twice. Give each wave once.")
        seen |= set(held)
        for question in part.survey.questions:
            questions.setdefault(question.id, []).append((question, held))
    merged = tuple(_merged(newest.id, each, newest.roles.wave) for each in questions.values())
    waves = tuple(wave for part in waved for wave in part.survey.known_waves if wave.code in _codes(part))
    survey = checked(newest.id, replace(newest, questions=merged, waves=waves))
    frame = pl.concat([part.frame for part in waved], how="diagonal_relaxed").select(survey.columns)
    return Answers(survey, frame, tuple(note for part in waved for note in part.notes))


def _codes(part: Answers) -> tuple[Value, ...]:
    return tuple(part.frame[part.survey.roles.wave or _WAVE].unique(maintain_order=True).to_list())


def _with_wave(part: Answers) -> Answers:
    """With a column for the wave, where a file is of one wave only."""
    survey = part.survey
    if survey.roles.wave is not None:
        return part
    if len(survey.waves) != 1 or survey.find(_WAVE) is not None:
        raise InputError(
            f"{survey.id}: does not say of which wave it is. Name the wave's column in the codebook, or describe "
            "there the one wave of the file."
        )
    (wave,) = survey.waves
    question = Question(id=_WAVE, kind=Kind.SINGLE, text="Wave", answers=(Answer(code=wave.code, label=wave.label),))
    survey = replace(survey, questions=(question, *survey.questions), roles=replace(survey.roles, wave=_WAVE))
    frame = part.frame.select(pl.lit(wave.code).alias(_WAVE), pl.all())
    return Answers(survey, frame, part.notes)


def _merged(name: str, asked: list[tuple[Question, tuple[Value, ...]]], wave: str | None) -> Question:
    """One question of several waves: the newest, with every answer that was ever offered and its wordings."""
    newest = asked[-1][0]
    for question, _ in asked:
        if question.kind is not newest.kind:
            raise InputError(
                f"{name}, {newest.id}: is {newest.kind} in one wave and {question.kind} in another. Give it two ids."
            )
    answers = {a.code: a for question, _ in [*asked, asked[-1]] for a in question.answers}
    order = [*(a.code for a in newest.answers), *(code for code in answers if code not in _codes_of(newest))]
    missing = tuple(dict.fromkeys(each for question, _ in reversed(asked) for each in question.missing))
    items = {item.id: item for question, _ in [*asked, asked[-1]] for item in question.items}
    found = replace(
        newest, answers=tuple(answers[code] for code in order), items=tuple[Item, ...](items.values()), missing=missing
    )
    for question, _ in asked:
        lost = [a.label for a in question.valid_answers if found.is_missing(a.code)]
        if lost:
            raise InputError(
                f"{name}, {newest.id}: {lost[0]!r} is declared missing in another wave. Give it one meaning."
            )
    wordings = tuple(_joined(wording for question, held in asked for wording in _wordings(question, held)))
    return found if newest.id == wave else replace(found, wordings=wordings)


def _codes_of(question: Question) -> set[Value]:
    return {answer.code for answer in question.answers}


def _wordings(question: Question, held: tuple[Value, ...]) -> Iterator[Wording]:
    """Its wordings in the waves of one part; the answers are spelt out, for another part may add some."""
    if not question.wordings:
        yield Wording(text=question.text, waves=held, answers=question.answers)
    for wording in question.wordings:
        if waves := tuple(wave for wave in wording.waves if wave in held):
            yield Wording(text=wording.text, waves=waves, answers=wording.answers or question.answers)


def _joined(wordings: Iterator[Wording]) -> Iterator[Wording]:
    """Those that follow one another and say the same, as one."""
    last: Wording | None = None
    for wording in wordings:
        if last is not None and (last.text, last.answers) == (wording.text, wording.answers):
            last = replace(last, waves=(*last.waves, *wording.waves))
            continue
        if last is not None:
            yield last
        last = wording
    if last is not None:
        yield last
