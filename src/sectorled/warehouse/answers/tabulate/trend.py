"""A question over the waves of a survey: every wave with its interval, against the one before and all earlier ones.

Waves in which it was not asked are gaps, never zeros.  Where its words changed, earlier waves are not compared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sectorled.analysis.survey.banners.comparing import Against
from sectorled.analysis.survey.contrasts import straight_trend
from sectorled.analysis.survey.estimates import Estimates
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.tabulate.cells import plain
from sectorled.warehouse.answers.tabulate.design_file import DesignFile
from sectorled.warehouse.answers.tabulate.guard import History
from sectorled.warehouse.answers.tabulate.making import Banner
from sectorled.warehouse.answers.tabulate.questions import asked, break_of
from sectorled.warehouse.answers.tabulate.sample import sample_of
from sectorled.warehouse.answers.tabulate.shapes import BannerTable, Difference
from sectorled.warehouse.answers.tabulate.words import wording_runs
from sectorled.warehouse.tidy import InputError

FEWEST_FOR_A_TREND = 3  # waves: two have a difference, not a trend
NOT_ASKED = "z"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One wave: its base and figure; `mark` is b where the words changed since the wave before, z where not asked.

    `change` is against the last wave asked in the same words, `earlier` says how many of those before it differs from.
    """

    wave: str
    asked: bool
    wording: str | None
    base: int | None
    count: int | None
    per_cent: float | None
    lower: float | None
    upper: float | None
    shown: str
    mark: str | None
    change: Difference | None
    earlier: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """An answer or net over the waves; the slope in points a wave is of the last three waves or more in equal words."""

    label: str
    net: str | None
    points: tuple[TrendPoint, ...]
    slope: float | None
    slope_error: float | None
    slope_p: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTrend:
    """A question over the waves, with all that must travel with it."""

    survey: str
    id: str
    question: str
    base: str
    filter: str | None
    decimals: int
    details: tuple[tuple[str, str], ...]
    lines: tuple[TrendLine, ...]
    notes: tuple[str, ...]


def survey_trend(
    answers: Answers, file: DesignFile, name: str, *, only: str | None = None, history: History | None = None
) -> SurveyTrend:
    """A question, or one line of a grid, over the waves; InputError where there are no waves or nothing may be told.

    It is judged in the light of the tables in the `history`, and joins them.
    """
    survey = answers.survey
    if survey.roles.wave is None:
        raise InputError(f"{survey.id}: the codebook names no wave. Say which column holds it (role: wave).")
    waves, questions = break_of(answers, file, survey.roles.wave), asked(answers, file, name)
    if len(questions) != 1 or not questions[0].lines:
        raise InputError(f"{survey.id}: {name!r} is no one line of per cents. Name a coded question or a grid's line.")
    made = Banner.of(sample_of(answers, file, only=only), questions[0], [waves], history or History())
    table = made.table()
    if table.withheld:
        raise InputError(f"{survey.id}, {name}: {table.withheld}")
    runs = wording_runs(questions[0].question, [answer.code for answer in waves.offered])
    lines = tuple(
        TrendLine(label=row.label, net=row.net, points=tuple(_points(made, table, r, runs)), **_slope(made, r, runs))
        for r, row in enumerate(table.rows)
    )
    return SurveyTrend(
        survey=survey.id,
        id=table.id,
        question=table.question,
        base=table.base,
        filter=only,
        decimals=file.decimals,
        details=table.details,
        lines=lines,
        notes=table.notes,
    )


def _points(made: Banner, table: BannerTable, row: int, runs: Sequence[int]) -> Iterator[TrendPoint]:
    question, waves = made.asked.question, made.breaks[0].offered
    last = -1
    for i, (wave, run, cell) in enumerate(zip(waves, runs, table.rows[row].cells[1:], strict=True)):
        wording, base = question.wording_in(wave.code), table.columns[1 + i].base
        changed = run >= 0 and last >= 0 and run != runs[last]
        before = last if run >= 0 and last >= 0 and not changed else None
        yield TrendPoint(
            wave=wave.label,
            asked=run >= 0,
            wording=wording.text if wording else None,
            base=base if run >= 0 else None,
            count=cell.count,
            per_cent=cell.per_cent,
            lower=cell.lower,
            upper=cell.upper,
            shown=cell.shown if run >= 0 else f"[{NOT_ASKED}]",
            mark=NOT_ASKED if run < 0 else "b" if changed else cell.mark,
            change=None if before is None else _change(made, row, i, before),
            earlier=cell.against_earlier,
        )
        last = i if run >= 0 else last


def _change(made: Banner, row: int, wave: int, before: int) -> Difference | None:
    """A wave less an earlier one, in points."""
    ((_, found, _),) = made.comparisons()
    one = found.get(Against.COLUMNS)
    if one is None:
        return None
    (place,) = np.flatnonzero((one.first == wave) & (one.second == before))
    return made.drawer().difference(one, row, int(place))


def _slope(made: Banner, row: int, runs: Sequence[int]) -> dict[str, float | None]:
    """The straight trend over the waves that ask in the latest words, rounds being equally far apart."""
    rule, table = made.sample.file.bases.rule, made.figures.tables[0]
    used = [1 + i for i, run in enumerate(runs) if run == max(runs) and run >= 0 and rule.tested(table.bases[1 + i])]
    if len(used) < FEWEST_FOR_A_TREND or not made.guard.complete:
        return dict.fromkeys(("slope", "slope_error", "slope_p"))
    shares = Estimates(table.shares[row, used], table.covariance[row][np.ix_(used, used)], table.df[used])
    found = straight_trend(shares, used)
    return {
        "slope": float(100 * found.values[0]),
        "slope_error": float(100 * found.errors[0]),
        "slope_p": plain(found.p_values()[0]),
    }
