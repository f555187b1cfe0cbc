"""All figures of one table side by side: everybody, then the columns of every break."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Bools, Floats
from sectorled.analysis.intervals import Interval
from sectorled.analysis.survey.banners.columns import Answers as Given
from sectorled.analysis.survey.banners.columns import within
from sectorled.analysis.survey.banners.comparing import Against, Compared, Testing, compared
from sectorled.analysis.survey.banners.crossing import Crossed, crossed, crossed_sums, means_by
from sectorled.analysis.survey.contrasts import adjusted, pairwise
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.estimates import Estimates
from sectorled.analysis.survey.proportions import ProportionInterval, interval_of_proportion
from sectorled.warehouse.answers.questions import Kind
from sectorled.warehouse.answers.tabulate.design_file import TestsFile
from sectorled.warehouse.answers.tabulate.questions import Asked, Unread
from sectorled.warehouse.answers.tabulate.sample import Sample
from sectorled.warehouse.tidy import InputError

WHOLE = 1e-12  # a share nearer than this to all or none is all or none: rounding of sums


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one question: a `Crossed` for each break (one of everybody where there is none) and the means by each.

    Arrays join everybody and the columns of all breaks: bases [columns], shares and intervals [rows, columns].
    """

    tables: tuple[Crossed, ...]
    means: tuple[Estimates, ...]

    def _joined(self, name: str) -> Floats:
        parts = [getattr(table, name) for table in self.tables]
        kept = [part[..., 1 : 1 + table.breaks] for part, table in zip(parts, self.tables, strict=True)]
        return np.concatenate([parts[0][..., :1], *kept], axis=-1)

    @property
    def counts(self) -> Floats:
        """Respondents [rows, columns]."""
        return self._joined("counts")

    @property
    def weighted(self) -> Floats:
        """Their weight [rows, columns]."""
        return self._joined("weighted")

    @property
    def bases(self) -> Floats:
        """Respondents in each base [columns]."""
        return self._joined("bases")

    @property
    def weighted_bases(self) -> Floats:
        """Their weight [columns]."""
        return self._joined("weighted_bases")

    @property
    def effective_bases(self) -> Floats:
        """Kish's effective size [columns]."""
        return self._joined("effective_bases")

    @property
    def shares(self) -> Floats:
        """Shares of the base [rows, columns]; exactly 0 or 1 where nobody or everybody is in the row."""
        found = self._joined("shares")
        return np.where(found < WHOLE, 0.0, np.where(found > 1 - WHOLE, 1.0, found))

    @property
    def errors(self) -> Floats:
        """Standard errors of the shares [rows, columns]."""
        return np.where(np.isin(self.shares, (0.0, 1.0)), 0.0, self._joined("errors"))

    def intervals(self, method: ProportionInterval) -> Interval:
        """Intervals of the shares; where nobody or everybody says so, by the method that has one (beta)."""
        given = self.shares, self.errors**2, self.bases, self._joined("df")
        found = interval_of_proportion(*given, method=method)
        sure = interval_of_proportion(*given, method=ProportionInterval.BETA)
        edge = np.isin(self.shares, (0.0, 1.0))
        return Interval(*(np.where(edge, end, own) for own, end in zip(found, sure, strict=True)))

    def mean(self) -> tuple[Estimates, Interval] | None:
        """Means with their intervals [columns]; None where there is nothing to average."""
        if not self.means:
            return None
        ends = [found.interval() for found in self.means]
        breaks = [(len(found.values) - 1) // 2 for found in self.means]

        def joined(parts: Sequence[Floats]) -> Floats:
            return np.concatenate([parts[0][:1], *(part[1 : 1 + k] for part, k in zip(parts, breaks, strict=True))])

        errors = joined([found.errors for found in self.means])
        values = Estimates(
            joined([found.values for found in self.means]),
            np.diag(errors**2),
            joined([found.df for found in self.means]),
        )
        return values, Interval(joined([end.lower for end in ends]), joined([end.upper for end in ends]))


def figures_of(sample: Sample, asked: Asked, breaks: Sequence[Asked]) -> Figures:
    """Cross a question with every break; InputError where nobody answered it."""
    lines = [line.answers for line in asked.lines]
    if isinstance(asked.answers, Unread) and sample.totals is not None:
        rows = None if asked.question.kind is Kind.MULTIPLE else lines
        columns: Sequence[Asked | None] = breaks or [None]
        return Figures(tuple(crossed_sums(sample.totals(asked, one), rows) for one in columns), ())
    given = within(asked.given, sample.inside)
    by: list[Given | None] = [one.given for one in breaks] or [None]
    try:
        tables = tuple(crossed(sample.design, given, lines, one, count=sample.count) for one in by)
        means: tuple[Estimates, ...] = ()
        if asked.scores is not None:
            scores = asked.scores if sample.inside is None else np.where(sample.inside, asked.scores, np.nan)
            means = tuple(means_by(sample.design, scores, one) for one in by)
    except SurveyError as error:
        raise InputError(f"{sample.file.name}, {asked.name}: {error}") from error
    return Figures(tables, means)


def comparisons(
    table: Crossed, tests: TestsFile, testable: Bools, shown: Bools, alike: Bools
) -> dict[Against, Compared]:
    """What the design asks to be compared in one break.

    Only figures that are `shown` [rows, columns] are, and only pairs of columns that are `alike` [columns, columns].
    """
    found = {}
    for against in tests.against:
        by = tests.by if against is not Against.AVERAGE else Testing.DESIGN
        one = compared(table, testable, against=against, testing=by, design_effect=tests.design_effect)
        if against is Against.COLUMNS:
            seen = shown[:, one.first] & shown[:, one.second] & alike[one.first, one.second]
        else:
            seen = np.asarray(shown.all(axis=1, keepdims=True) & alike.all())
        p = adjusted(np.where(seen, one.p, np.nan), tests.adjust)
        found[against] = Compared(one.first, one.second, one.differences, one.errors, p)
    return found


def compared_means(means: Estimates, tests: TestsFile, testable: Bools) -> Compared:
    """All pairs of the break's columns [k] that are testable, as a table of one row."""
    k = (len(means.values) - 1) // 2
    kept = np.where(testable, means.values[1 : k + 1], np.nan)
    columns = Estimates(kept, means.covariance[1 : k + 1, 1 : k + 1], means.df[1 : k + 1])
    found = pairwise(columns, adjustment=tests.adjust)
    return Compared(found.first, found.second, found.values[None], found.errors[None], found.p[None])
