"""What the disclosure policy lets a table show: counts as groups of respondents, judged before any is printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from sectorled.analysis.arrays import Bools, Floats
from sectorled.analysis.survey.disclosure.decision import decide
from sectorled.analysis.survey.disclosure.groups import Codebook, Group, Released, Table
from sectorled.analysis.survey.disclosure.knowledge import ContradictionError
from sectorled.analysis.survey.disclosure.policy import JOINED, Policy
from sectorled.analysis.survey.errors import SurveyError
from sectorled.warehouse.answers.questions import Kind, Survey
from sectorled.warehouse.answers.tabulate.design_file import Condition, DisclosureFile
from sectorled.warehouse.answers.tabulate.questions import Asked, asked
from sectorled.warehouse.answers.tabulate.sample import Sample

NOT_STATED = "not stated"
YES = ("yes", "no")
OTHER_ISSUE = (
    " Tables of other data of this survey were released before: where these correct those, begin --afresh; where it is "
    "another survey, give it an id of its own."
)


@dataclass(frozen=True, slots=True)
class Guarded:
    """What may be shown: the base of each column [columns] and each figure [rows, columns]; or why nothing may.

    `reasons` say for each suppressed figure, by row and column, why; they are for whoever guards the data.  `told` is
    the table as everybody sees it, where it was judged.
    """

    bases: Bools
    figures: Bools
    withheld: str | None
    reasons: Mapping[tuple[str, str], str]
    told: Released | None = None

    @property
    def complete(self) -> bool:
        """Whether everything is shown."""
        return bool(self.bases.all() and self.figures.all())


@dataclass(slots=True)
class History:
    """Tables already `published`, and the variables that their groups are described by.

    Of each variable its categories, and the question or column it comes from.  `everybody` are the respondents of these
    data, where other issues of them have others.
    """

    published: list[Released] = field(default_factory=list)
    categories: dict[str, tuple[str, ...]] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)
    everybody: Group = field(default_factory=Group)

    def same(self, table: Table) -> Released | None:
        """The table as it was published before, as far as it was; it stays as it is, for everybody has it."""
        return next((one for one in self.published if one.shown.any() and _alike(table, one)), None)

    @property
    def codebook(self) -> Codebook:
        """The variables as the attacker knows them."""
        return Codebook(self.categories)

    def met(self, variable: str, categories: tuple[str, ...], met: Iterable[str], origin: str) -> Group:
        """The group that meets one condition, whose variable is then known."""
        self.categories[variable], self.origin[variable] = categories, origin
        return Group.of({variable: met})

    def of(self, names: Iterable[str]) -> frozenset[str]:
        """The variables that come from these questions."""
        wanted = set(names)
        return frozenset(variable for variable, origin in self.origin.items() if origin in wanted)

    def policy(self, survey: Survey, said: DisclosureFile | None) -> Policy:
        """The policy of the design; the codebook's council identifies, whatever its column is called."""
        given, usual = said or DisclosureFile(), Policy()
        council = frozenset({survey.roles.council} if survey.roles.council else ())
        together = [*usual.never_together, *map(frozenset, given.never_together), council | {"role"}]
        pairs = [product(*(self.of([name]) for name in names)) for names in together if len(names) > 1]
        return Policy(
            least_cell=given.least_cell,
            least_base=given.least_base,
            width=given.width,
            identifying=self.of(usual.identifying | council | set(given.identifying)),
            sensitive=self.of(given.sensitive),
            never_together=tuple(frozenset(one) for group in pairs for one in group),
        )


def guarded(
    counts: Floats,
    per_cents: Floats | None,
    sample: Sample,
    question: Asked,
    breaks: Sequence[Asked],
    *,
    known: History,
) -> Guarded:
    """Judge `counts` [1 + rows, columns], bases first, of everybody and every column of every break.

    `per_cents` are those printed of weighted answers (NaN where none is), which tell of counts too.  What is shown is
    added to the history, which later tables are judged by.
    """
    table = _table(counts, per_cents, sample, question, breaks, known=known)
    policy, before = known.policy(sample.answers.survey, sample.file.disclosure), known.same(table)
    if before is not None:
        return Guarded(before.shown[0], before.shown[1:], None, {}, before)
    if not policy.identifying | policy.sensitive:  # nothing guarded was ever asked for: toplines and attitudes
        everything = np.ones(counts.shape, dtype=bool)
        known.published.append(Released(table, everything))
        return Guarded(everything[0], everything[1:], None, {})
    try:
        found = decide(table, known.codebook, policy, known.published)
    except ContradictionError as error:
        raise SurveyError(f"{error}{OTHER_ISSUE if JOINED in known.categories else ''}") from error
    known.published.append(found.released)
    return Guarded(found.shown[0], found.shown[1:], found.withheld or None, found.reasons, found.released)


def _table(
    counts: Floats,
    per_cents: Floats | None,
    sample: Sample,
    question: Asked,
    breaks: Sequence[Asked],
    *,
    known: History,
) -> Table:
    """The table as groups of respondents, whose variables are then known."""
    file = sample.file
    population = _who_answered(question, known) & known.everybody
    for name, met in (file.filters[sample.filter] if sample.filter else {}).items():
        population &= _filter(sample, name, met, known)
    rows = {f"{i + 1}. {line.label}": _who_said(question, line.answers, known) for i, line in enumerate(question.lines)}
    columns = {
        f"{one.name}: {i + 1}. {label}": _who_said(one, (i,), known)
        for one in breaks
        for i, label in enumerate(one.labels)
    }
    return Table(
        question.name,
        {"Base": Group()} | rows,
        {"Total": Group()} | columns,
        counts.astype(np.intp),
        population,
        per_cents,
        file.decimals,
    )


def _alike(table: Table, before: Released) -> bool:
    """Whether a table has the same figures of the same people as one that was published."""
    other, shown = before.table, before.shown
    same = (table.rows, table.columns, table.population) == (other.rows, other.columns, other.population)
    return same and np.array_equal(table.counts[shown], other.counts[shown])


def _who_answered(asked: Asked, known: History) -> Group:
    """Who is in the base of a question."""
    if asked.question.kind is Kind.MULTIPLE:
        categories = YES[:1] if asked.everyone else YES
        return known.met(f"{asked.name} answered", categories, YES[:1], asked.name)
    return _who_said(asked, range(len(asked.offered)), known)


def _who_said(asked: Asked, answers: Sequence[int], known: History) -> Group:
    """Who gave one of these answers; each of a multiple response is a variable of its own, and so is a net of them."""
    if asked.question.kind is not Kind.MULTIPLE:
        codes = [str(answer.code) for answer in asked.offered]
        stated = () if asked.everyone else (NOT_STATED,)
        return known.met(asked.name, (*codes, *stated), [codes[i] for i in answers], asked.question.id)
    which = " or ".join(str(asked.offered[i].code) for i in answers)
    return known.met(f"{asked.name}: {which}", YES, YES[:1], asked.name)


def _filter(sample: Sample, name: str, met: Condition, known: History) -> Group:
    """Who meets one condition of a filter; bounds and codes for no answer are a variable of yes and no."""
    if isinstance(met, tuple):
        (one,) = asked(sample.answers, sample.file, name)
        place = {answer.code: i for i, answer in enumerate(one.offered)}
        if all(code in place for code in met):
            return _who_said(one, [place[code] for code in met], known)
    within = met if isinstance(met, tuple) else (met.least, met.greatest)
    return known.met(f"{name} as filtered: {', '.join(map(str, within))}", YES, YES[:1], name)
