"""One banner table while it is made: its figures by the design, judged, and as much of them told as may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Bools, Floats
from sectorled.analysis.survey.banners.comparing import Against, Compared, letters_of
from sectorled.analysis.survey.banners.presenting import Shown
from sectorled.analysis.survey.errors import SurveyError
from sectorled.warehouse.answers.questions import Kind
from sectorled.warehouse.answers.tabulate.cells import PER_CENTS, CellDrawer, letters, plain
from sectorled.warehouse.answers.tabulate.figures import Figures, compared_means, comparisons, figures_of
from sectorled.warehouse.answers.tabulate.guard import Guarded, History, guarded
from sectorled.warehouse.answers.tabulate.questions import Asked
from sectorled.warehouse.answers.tabulate.sample import Sample
from sectorled.warehouse.answers.tabulate.shapes import (
    BannerColumn,
    BannerRow,
    BannerTable,
    BreakTest,
)
from sectorled.warehouse.answers.tabulate.words import (
    base_words,
    not_shown_note,
    rounding_note,
    tests_note,
    waves_in,
    wording_note,
    wording_runs,
)
from sectorled.warehouse.tidy import InputError


@dataclass(frozen=True, slots=True)
class Banner:
    """One table while it is made."""

    sample: Sample
    asked: Asked
    breaks: Sequence[Asked]
    figures: Figures
    guard: Guarded

    @classmethod
    def of(cls, sample: Sample, question: Asked, breaks: Sequence[Asked], known: History) -> "Banner":
        """Work the figures out and have them judged."""
        figures, file = figures_of(sample, question, breaks), sample.file
        counts = np.vstack([figures.bases, figures.counts])
        per_cents: Floats | None = None
        if sample.weighted_by is not None:
            shown = [file.bases.rule.tested(base) for base in figures.bases]
            per_cents = np.vstack([np.full(len(shown), np.nan), np.where(shown, 100 * figures.shares, np.nan)])
        try:
            guard = guarded(counts, per_cents, sample, question, breaks, known=known)
        except SurveyError as error:
            raise InputError(f"{file.name}, {question.name}: {error}") from error
        return cls(sample, question, breaks, figures, guard)

    def table(self) -> BannerTable:
        """The table as it may be shown."""
        asked, survey, withheld = self.asked, self.sample.answers.survey, self.guard.withheld
        return BannerTable(
            id=asked.name,
            question=asked.text,
            kind=asked.question.kind.value,
            base=base_words(self.sample, asked),
            unit_of_analysis=survey.unit_of_analysis,
            filter=self.sample.filter,
            details=(*self.sample.told, *((("Source", survey.source),) if survey.source else ())),
            columns=() if withheld else tuple(self._columns()),
            rows=() if withheld else tuple(self._rows()),
            tests=tuple(self._tests()),
            notes=() if withheld else tuple(self._notes()),
            warnings=(),
            withheld=withheld,
        )

    @property
    def _labels(self) -> list[tuple[Asked | None, str]]:
        return [(None, "Total"), *((one, label) for one in self.breaks for label in one.labels)]

    @property
    def _shown(self) -> list[Shown]:
        return [self.sample.file.bases.rule.shown(base) for base in self.figures.bases]

    def _parts(self) -> Iterator[tuple[int, Asked, int, Bools]]:
        """Each break: its place, its question, the place of its first column, which of its columns are tested."""
        start, rule = 1, self.sample.file.bases.rule
        for place, one in enumerate(self.breaks):
            bases = self.figures.bases[start : start + len(one.labels)]
            yield place, one, start, np.array([rule.tested(base) for base in bases], dtype=bool)
            start += len(one.labels)

    def _columns(self) -> Iterator[BannerColumn]:
        figures, guard = self.figures, self.guard
        means, higher, names = self._means(), self._means_higher(), letters(len(self._labels))
        for i, ((one, label), shown) in enumerate(zip(self._labels, self._shown, strict=True)):
            seen, whole = bool(guard.bases[i]), guard.complete
            yield BannerColumn(
                letter=names[i] if one else None,
                break_id=one.name if one else None,
                break_text=one.text if one else None,
                label=label,
                base=int(figures.bases[i]) if seen else None,
                weighted_base=float(figures.weighted_bases[i]) if whole else None,
                effective_base=float(figures.effective_bases[i]) if whole else None,
                shown=shown.value if seen else Shown.NOTHING.value,
                **(means[i] if means and whole and shown in PER_CENTS else {}),
                mean_higher_than=higher[i] if whole else (),
            )

    def _means(self) -> list[dict[str, float | None]]:
        found = self.figures.mean()
        if found is None:
            return []
        means, ends = found
        columns = zip(means.values, means.errors, ends.lower, ends.upper, strict=True)
        keys = ("mean", "mean_error", "mean_lower", "mean_upper")
        return [dict(zip(keys, map(plain, figures), strict=True)) for figures in columns]

    def _means_higher(self) -> list[tuple[str, ...]]:
        """Of each column, the letters of those whose mean its own is higher than."""
        higher: list[tuple[str, ...]] = [()] * len(self._labels)
        names = letters(len(self._labels))
        if not self.figures.means or Against.COLUMNS not in self.sample.file.tests.against:
            return higher
        for place, one, start, testable in self._parts():
            found = compared_means(self.figures.means[place], self.sample.file.tests, testable)
            beats = letters_of(found, len(one.labels), level=self.sample.file.tests.level)[0]
            higher[start : start + len(beats)] = [tuple(names[start + j] for j in columns) for columns in beats]
        return higher

    def drawer(self) -> CellDrawer:
        """What makes the cells."""
        names = letters(len(self._labels))
        return CellDrawer(self.figures, self.guard, self.sample.file, tuple(self._shown), names)

    def _rows(self) -> Iterator[BannerRow]:
        drawer = self.drawer()
        compared = list(self.comparisons())
        for r, line in enumerate(self.asked.lines):
            cells = [drawer.cell(r, i) for i in range(len(self._labels))]
            for start, against, waves in compared:
                drawer.compare(cells, r, start, against, waves=waves)
            yield BannerRow(label=line.label, net=line.definition, cells=tuple(cells))

    def comparisons(self) -> Iterator[tuple[int, dict[Against, Compared], bool]]:
        """Of each break: the place of its first column, its comparisons, whether its columns are waves."""
        wave = self.sample.answers.survey.roles.wave
        for place, one, start, testable in self._parts():
            shown = self.guard.figures[:, start : start + len(one.labels)]
            alike = self._alike(one) if one.name == wave else np.ones((len(testable), len(testable)), dtype=bool)
            found = comparisons(self.figures.tables[place], self.sample.file.tests, testable, shown, alike)
            yield start, found, one.name == wave

    def _alike(self, waves: Asked) -> Bools:
        """Which pairs of waves put the question in the same words [waves, waves]."""
        runs = np.array(wording_runs(self.asked.question, [answer.code for answer in waves.offered]))
        return np.asarray((runs[:, None] == runs) & (runs >= 0))

    def _tests(self) -> Iterator[BreakTest]:
        """Tests of breaks of which everything is shown and that have a base for per cents."""
        multiple = self.asked.question.kind is Kind.MULTIPLE
        labels = [line.label if multiple else None for line in self.asked.lines]
        for place, one, _, testable in self._parts():
            if not self.guard.complete or not testable.any():
                continue
            for label, found in zip(labels, self.figures.tables[place].tests, strict=False):
                if found is not None and not np.isnan(found.p):
                    yield BreakTest(
                        break_id=one.name,
                        row=label,
                        method="Rao and Scott, second order",
                        statistic=found.statistic,
                        df=found.df,
                        p=found.p,
                    )

    def _notes(self) -> Iterator[str]:
        asked, tables, decimals = self.asked, self.figures.tables, self.sample.file.decimals
        changed = wording_note(asked.question, waves_in(self.sample))
        if changed:
            yield changed
        if self.guard.complete:
            yield from (note for one, t in zip(self.breaks, tables, strict=False) if (note := not_shown_note(one, t)))
            per_cents = [one in PER_CENTS for one in self._shown]
            labels = [label for _, label in self._labels]
            rounding = rounding_note(asked, self.figures.shares, labels, decimals, printed=per_cents)
            if rounding:
                yield rounding
        if self.breaks:
            yield from tests_note(self.sample.file.tests)
        if Shown.COUNT in self._shown:
            least = self.sample.file.bases.per_cent_from
            yield f"Bases under {least} have counts instead of per cents and are not tested."
        if not self.guard.complete:
            yield "Some figures are withheld so that nobody is told apart, others so that those cannot be worked out."
