"""What is said beneath a table: its base, who is not shown, what rounding does, how columns were compared."""

from collections.abc import Sequence

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
    words = asked.question.base or f"All {_lower(sample.answers.survey.population or 'respondents')} who answered"
    if sample.filter:
        words += f", filtered: {sample.filter}"
    inside = [label for label in asked.labels if label.lower().startswith(DONT_KNOW)]
    outside = [a.label for a in asked.question.answers if asked.question.is_missing(a.code)]
    if inside:
        words += f". {inside[0]!r} is in the base"
    if outside:
        words += f". Not in the base: {', '.join(outside)}"
    return words


def _lower(words: str) -> str:
    """As it stands within a sentence; a name in capitals keeps them."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def wording_runs(question: Question, waves: Sequence[int | float | str]) -> tuple[int, ...]:
    """The number of the run of equal wordings that each wave is in; -1 where the question was not asked."""
    runs, last, number_of_run = list[int](), None, -1
    for wave in waves:
        wording = question.wording_in(wave)
        if wording is None:
            runs.append(-1)
            continue
        words = (wording.text, wording.answers)
        number_of_run += words != last
        last = words
        runs.append(number_of_run)
    return tuple(runs)


def wording_note(question: Question, waves: Sequence[int | float | str]) -> str | None:
    """Every wording where the words changed over the waves in the data; None where they did not."""
    runs = wording_runs(question, waves)
    if max(runs, default=0) < 1:
        return None
    said = []
    for run in range(max(runs) + 1):
        held = [wave for wave, own in zip(waves, runs, strict=True) if own == run]
        wording = question.wording_in(held[0])
        when = f"{held[0]} to {held[-1]}" if len(held) > 1 else f"{held[0]}"
        said.append(f"{wording.text!r} ({when})" if wording else when)
    return f"[b] The wording changed: {', then '.join(said)}."


def waves_in(sample: Sample) -> tuple[int | float | str, ...]:
    """The waves of those whom the filter leaves, in the order of the codebook."""
    survey = sample.answers.survey
    if survey.roles.wave is None:
        return ()
    wave = sample.answers.frame[survey.roles.wave]
    held = set(wave.unique() if sample.inside is None else wave.filter(pl.Series(sample.inside)).unique())
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
    if not answers:
        return None
    said: dict[float, list[str]] = {}
    for column, (label, per_cents) in enumerate(zip(labels, printed, strict=True)):
        total = sum_of_rounded((100 * shares[answers, column]).tolist(), decimals) if per_cents else None
        if total is not None:
            said.setdefault(total, []).append(label)
    if not said:
        return None
    return " ".join(f"{', '.join(who)}: sums to {total:g} because of rounding." for total, who in said.items())


def how_tested(tests: TestsFile) -> str:
    """At which level, allowing for what, adjusted how."""
    return f"at the {100 * tests.level:g} per cent level, {TESTED[tests.by]}, {ADJUSTED[tests.adjust]}"


def tests_note(tests: TestsFile) -> tuple[str, ...]:
    """How columns were compared."""
    how = how_tested(tests)
    said = {
        Against.COLUMNS: f"A letter is a column of the same break that a figure is significantly higher than ({how}).",
        Against.REST: f"[s] A figure differs significantly from the rest of its break ({how}).",
        Against.AVERAGE: f"[s] A figure differs significantly from the average of its break ({how}).",
    }
    return tuple(said[against] for against in tests.against)
