"""What is said beneath a table: its base, who is not shown, what rounding does, how columns were compared."""

from collections.abc import Sequence
from itertools import pairwise

import polars as pl

from sectorled.analysis.arrays import Floats
from sectorled.analysis.survey.banners.comparing import Against, Testing
from sectorled.analysis.survey.banners.crossing import Crossed
from sectorled.analysis.survey.banners.presenting import sum_of_rounded
from sectorled.analysis.survey.contrasts import Adjustment
from sectorled.analysis.words import number
from sectorled.warehouse.answers.questions import Kind, Question
from sectorled.warehouse.answers.tabulate.design_file import TestsFile
from sectorled.warehouse.answers.tabulate.questions import Asked
from sectorled.warehouse.answers.tabulate.sample import Sample

DONT_KNOW = ("don't know", "don’t know", "do not know")
ADJUSTED = {
    Adjustment.NONE: "not adjusted for the number of comparisons",
    Adjustment.HOLM: "adjusted by Holm's method within a row of a break",
    Adjustment.BENJAMINI_HOCHBERG: "adjusted by Benjamini and Hochberg's method within a row of a break",
    Adjustment.BONFERRONI: "adjusted by Bonferroni's method within a row of a break",
}
TESTED = {
    Testing.DESIGN: "allowing for the design and for respondents or clusters that columns share",
    Testing.COUNTS: "from unweighted counts as if the sample were simple random",
}


def base_words(sample: Sample, asked: Asked) -> str:
    """Who the base is: as the codebook has it, with the filter and what it says of don't know."""
    words = asked.question.base or f"All {sample.answers.survey.population or 'respondents'} who answered"
    if sample.filter:
        words += f", filtered: {sample.filter}"
    inside = [label for label in asked.labels if label.lower().startswith(DONT_KNOW)]
    outside = [a.label for a in asked.question.answers if asked.question.is_missing(a.code)]
    if inside:
        words += f". {inside[0]!r} is in the base"
    if outside:
        words += f". Not in the base: {', '.join(outside)}"
    return words


def wording_note(question: Question, waves: Sequence[int | float | str]) -> str | None:
    """Both wordings where the words changed over the waves in the data; None where they did not."""
    said = [wording for wave in waves if (wording := question.wording_in(wave)) is not None]
    changes = [(a, b) for a, b in pairwise(said) if (a.text, a.answers) != (b.text, b.answers)]
    if not changes:
        return None
    texts = [f"{a.text!r} until {a.waves[-1]}, {b.text!r} from {b.waves[0]}" for a, b in changes]
    return f"[b] The wording changed: {'; '.join(texts)}."


def waves_in(sample: Sample) -> tuple[int | float | str, ...]:
    """The waves that the data hold, in the order of the codebook."""
    survey = sample.answers.survey
    if survey.roles.wave is None:
        return ()
    held = set(sample.answers.frame.select(pl.col(survey.roles.wave).unique()).to_series())
    return tuple(wave.code for wave in survey.known_waves if wave.code in held)


def not_shown_note(one: Asked, table: Crossed) -> str | None:
    """How many respondents are in the total and in no column of the break."""
    count = table.breaks
    shown = table.bases[1] + table.bases[1 + count] if count else table.bases[0]
    rest = int(table.bases[0] - shown)
    return f"{one.question.text}: {number(rest)} not shown." if rest else None


def rounding_note(
    asked: Asked, shares: Floats, labels: Sequence[str], decimals: int, *, printed: Sequence[bool]
) -> str | None:
    """Which of the columns [everybody and the break's] add to another sum than 100 once rounded."""
    if asked.question.kind is Kind.MULTIPLE:
        return "Respondents could give several answers: per cents may add to more than 100."
    answers = [i for i, line in enumerate(asked.lines) if not line.is_net]
    said: dict[float, list[str]] = {}
    for column, (label, per_cents) in enumerate(zip(labels, printed, strict=True)):
        total = sum_of_rounded((100 * shares[answers, column]).tolist(), decimals) if per_cents else None
        if total is not None:
            said.setdefault(total, []).append(label)
    if not said:
        return None
    return " ".join(f"{', '.join(who)}: sums to {total:g} because of rounding." for total, who in said.items())


def tests_note(tests: TestsFile) -> tuple[str, ...]:
    """How columns were compared."""
    how = f"at the {100 * tests.level:g} per cent level, {TESTED[tests.by]}, {ADJUSTED[tests.adjust]}"
    said = {
        Against.COLUMNS: f"A letter is a column of the same break that a figure is significantly higher than ({how}).",
        Against.REST: f"[s] A figure differs significantly from the rest of its break ({how}).",
        Against.AVERAGE: f"[s] A figure differs significantly from the average of its break ({how}).",
    }
    return tuple(said[against] for against in tests.against)
