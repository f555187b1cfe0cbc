"""The figures of a plan: tables, trends and chains, each judged in the light of the ones before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sectorled.briefing.survey.plan import ALL, LATEST, ChainPlan, FindingPlan, Plan, TrendPlan, waves_held
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Survey, Wave
from sectorled.warehouse.answers.tabulate.banner import tabulate, warned
from sectorled.warehouse.answers.tabulate.chain import SurveyChain, survey_chain
from sectorled.warehouse.answers.tabulate.design_file import Condition, DesignFile
from sectorled.warehouse.answers.tabulate.guard import History
from sectorled.warehouse.answers.tabulate.sample import sample_of
from sectorled.warehouse.answers.tabulate.shapes import BannerTable, Tabulation
from sectorled.warehouse.answers.tabulate.trend import SurveyTrend, survey_trend
from sectorled.warehouse.tidy import InputError


@dataclass(frozen=True, slots=True)
class Replies:
    """Who replied: respondents in all and of each wave told of, and how many were invited where that is known."""

    all: int
    by_wave: tuple[tuple[str, int], ...]
    invited: int | None


@dataclass(frozen=True, slots=True)
class SurveyMaterial:
    """Everything that a slide pack or report on a survey says; `wave` is the one that findings are of, None for all.

    `left_out` are questions of a default plan that could not be shown, with the reason.
    """

    answers: Answers
    design: DesignFile
    plan: Plan
    wave: Wave | None
    details: tuple[tuple[str, str], ...]
    findings: tuple[tuple[FindingPlan, BannerTable], ...]
    trends: tuple[tuple[TrendPlan, SurveyTrend], ...]
    chains: tuple[tuple[ChainPlan, SurveyChain], ...]
    replies: Replies
    left_out: tuple[str, ...]

    @property
    def title(self) -> str:
        """What stands on the cover."""
        return self.plan.title or self.answers.survey.title

    @property
    def survey(self) -> Survey:
        """The survey as its codebook has it."""
        return self.answers.survey

    @property
    def tables(self) -> Tabulation:
        """The tables of its findings."""
        tables = tuple(table for _, table in self.findings)
        return Tabulation(
            survey=self.survey.id,
            title=self.survey.title,
            decimals=self.design.decimals,
            level=self.design.tests.level,
            tables=tables,
        )


def gather(
    answers: Answers, design: DesignFile, plan: Plan, *, lenient: bool = False, history: History | None = None
) -> SurveyMaterial:
    """Work everything out; InputError names the part of the plan that cannot be.

    With `lenient`, as for a default plan, what cannot be is left out and named.  Tables are judged in the light of
    those in the `history`, and join them.
    """
    wave = _wave(answers, plan)
    file, only = _of_wave(answers, design, plan, wave)
    known, gone = history or History(), list[str]()
    making = _Making(answers, file, design, plan, only, known, gone, lenient)
    findings = list(making.findings())
    trends, chains = tuple(making.trends()), tuple(making.chains())
    tables = warned([table for _, table in findings])
    everyone = sample_of(answers, file, only=only)
    count = answers.frame.height if everyone.inside is None else int(everyone.inside.sum())
    return SurveyMaterial(
        answers,
        design,
        plan,
        wave,
        tables[0].details if tables else everyone.told,
        tuple(zip((asked for asked, _ in findings), tables, strict=True)),
        trends,
        chains,
        Replies(count, tuple(_by_wave(answers)), plan.invited),
        tuple(gone),
    )


@dataclass(frozen=True, slots=True)
class _Making:
    """The parts of a plan under way; `file` has the filter of the wave, `design` is as given."""

    answers: Answers
    file: DesignFile
    design: DesignFile
    plan: Plan
    only: str | None
    known: History
    gone: list[str]
    lenient: bool

    def findings(self) -> Iterator[tuple[FindingPlan, BannerTable]]:
        for i, one in enumerate(self.plan.findings, start=1):
            by = self.plan.by if one.by is None else one.by
            try:
                found = tabulate(self.answers, self.file, [one.question], by, only=self.only, history=self.known)
            except InputError as error:
                self._missed(f"findings[{i}]", one.question, error)
            else:
                yield from ((one, table) for table in found.tables)

    def trends(self) -> Iterator[tuple[TrendPlan, SurveyTrend]]:
        for i, one in enumerate(self.plan.trends, start=1):
            try:
                yield (
                    one,
                    survey_trend(self.answers, self.design, one.question, only=self.plan.filter, history=self.known),
                )
            except InputError as error:
                self._missed(f"trends[{i}]", one.question, error)

    def chains(self) -> Iterator[tuple[ChainPlan, SurveyChain]]:
        for i, one in enumerate(self.plan.chains, start=1):
            links = [link.link for link in one.links]
            try:
                yield one, survey_chain(self.answers, self.file, links, only=self.only, history=self.known)
            except InputError as error:
                self._missed(f"chains[{i}]", " to ".join(link.question for link in one.links), error)

    def _missed(self, where: str, what: str, error: InputError) -> None:
        """A part that cannot be made: named among what was left out, or refused by its place in the plan."""
        if not self.lenient:
            raise InputError(f"{self.plan.name}, {where}: {error}") from error
        self.gone.append(f"{what}: {error}")


def _wave(answers: Answers, plan: Plan) -> Wave | None:
    """The wave that findings are of."""
    held = waves_held(answers)
    if plan.wave == ALL or not held:
        if plan.wave not in (ALL, LATEST):
            raise InputError(f"{plan.name}, wave = {plan.wave!r}: the codebook names no wave. Take it out.")
        return None
    known = [one for one in answers.survey.known_waves if one.code in held]
    if plan.wave == LATEST:
        return known[-1]
    found = [one for one in known if str(plan.wave) in (str(one.code), one.label)]
    if not found:
        labels = ", ".join(one.label for one in known)
        raise InputError(f"{plan.name}, wave = {plan.wave!r}: is no wave of the data. They have {labels}.")
    return found[0]


def _of_wave(answers: Answers, design: DesignFile, plan: Plan, wave: Wave | None) -> tuple[DesignFile, str | None]:
    """The design with a filter for the wave within that of the plan, and its name."""
    if plan.filter is not None and plan.filter not in design.filters:
        known = ", ".join(design.filters) or "none"
        raise InputError(f"{plan.name}, filter = {plan.filter!r}: {design.name} has no such filter. It has {known}.")
    column = answers.survey.roles.wave
    if wave is None or column is None or len(waves_held(answers)) < 2:
        return design, plan.filter
    own: dict[str, Condition] = dict(design.filters[plan.filter]) if plan.filter else {}
    named = ", ".join([*([plan.filter] if plan.filter else []), f"wave {wave.label}"])
    own[column] = (wave.code,)
    return replace(design, filters=design.filters | {named: own}), named


def _by_wave(answers: Answers) -> Sequence[tuple[str, int]]:
    column = answers.survey.roles.wave
    if column is None:
        return []
    counts = dict(answers.frame[column].value_counts().iter_rows())
    return [(wave.label, counts[wave.code]) for wave in answers.survey.known_waves if wave.code in counts]
