"""For whoever guards the data: what of a table is withheld and why, and what anybody could and could not work out.

Readers are never told this: the reasons say which counts are small.
"""

from collections.abc import Iterator, Sequence

from sectorled.analysis.survey.disclosure.attacker import Placed, attack, place, suppressed
from sectorled.analysis.survey.disclosure.effort import MOST_SOLVED, Effort, TooLargeError
from sectorled.analysis.survey.disclosure.groups import Released
from sectorled.analysis.words import number
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.tabulate.check import SurveyFinding
from sectorled.warehouse.answers.tabulate.design_file import DesignFile
from sectorled.warehouse.answers.tabulate.guard import Guarded, History
from sectorled.warehouse.answers.tabulate.making import Banner
from sectorled.warehouse.answers.tabulate.questions import asked, break_of
from sectorled.warehouse.answers.tabulate.sample import sample_of
from sectorled.warehouse.tidy import InputError

KIND = "disclosure"
BEFORE = "Withheld as when the table was released."


def guarding(
    answers: Answers,
    file: DesignFile,
    rows: Sequence[str],
    columns: Sequence[str] = (),
    *,
    only: str | None = None,
    history: History,
    most: float = MOST_SOLVED,
) -> Iterator[SurveyFinding]:
    """One finding for each figure that these tables would withhold, or for a table withheld or refused as a whole.

    Bounds cost at most so much `effort`.  InputError says what is wrong with the names.
    """
    breaks = [break_of(answers, file, name) for name in columns]
    for one in [each for name in rows for each in asked(answers, file, name)]:
        try:
            made = Banner.of(sample_of(answers, file, only=only), one, breaks, history)
        except InputError as error:
            yield SurveyFinding(kind=KIND, about=one.name, words=str(error))
            continue
        if made.guard.withheld:
            yield SurveyFinding(kind=KIND, about=one.name, words=made.guard.withheld)
        elif made.guard.complete or made.guard.told is None:
            yield SurveyFinding(kind=KIND, about=one.name, words="Every figure is shown.")
        else:
            ends = _bounds(made.guard.told, history, Effort(most))
            yield from _figures(one.name, made.guard, ends)


def told_so_far(history: History) -> Iterator[SurveyFinding]:
    """What was released before, and how closely anybody could place what was not."""
    out = [one for one in history.published if one.shown.any()]
    if not out:
        return
    begin = f"Tables released before: {number(len(out))}."
    try:
        placed = attack(out, history.codebook, effort=Effort(MOST_SOLVED))
    except TooLargeError:
        words = f"{begin} They are too many together for bounds on what they withhold to be worked out."
        yield SurveyFinding(kind=KIND, about="released", words=words)
        return
    closest = min(placed, key=lambda one: one.greatest - one.least, default=None)
    yield SurveyFinding(kind=KIND, about="released", words=f"{begin} {_closest(len(placed), closest)}")


def _closest(count: int, one: Placed | None) -> str:
    if one is None:
        return "They withhold nothing."
    return (
        f"Of {number(count)} figures that they withhold, anybody could place '{one.figure}' of {one.table} most "
        f"closely: between {one.least:,} and {one.greatest:,}, and no better."
    )


def _figures(name: str, guard: Guarded, ends: Sequence[tuple[str, str]]) -> Iterator[SurveyFinding]:
    """Why each figure is withheld, and between which bounds anybody could place it."""
    words = {f"{column}: {row}": reason for (row, column), reason in guard.reasons.items()}
    for label, placed in ends:
        yield SurveyFinding(kind=KIND, about=f"{name}, {label}", words=f"{words.get(label, BEFORE)} {placed}")


def _bounds(told: Released, history: History, effort: Effort) -> list[tuple[str, str]]:
    """Of each suppressed figure its bounds in words, from all that was released with this table."""
    hidden, people = suppressed(told, history.codebook), int(told.table.counts.max())
    out = [one for one in history.published if one.shown.any()]
    try:
        found = place([group for _, group in hidden], out, history.codebook, effort=effort)
    except TooLargeError:
        return [(label, "Bounds were not worked out: that would cost too much.") for label, _ in hidden]
    ends = zip(hidden, found.lower.tolist(), found.upper.tolist(), strict=True)
    return [
        (label, f"Anybody could place it between {int(low):,} and {min(int(high), people):,}, and no better.")
        for (label, _), low, high in ends
    ]
