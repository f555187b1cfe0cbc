"""What goes into a slide pack or report on a survey: questions, breaks, trends and chains, as a small TOML file.

Without a plan: the coded questions of the latest wave in the codebook's order, by role and by its strata; what was
asked in more than one wave as a trend; and every question that a filter leads to as a chain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter

from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import CODED, STRICT, Code, Kind, Question
from sectorled.warehouse.answers.tabulate.chain import Link
from sectorled.warehouse.answers.tabulate.toml_file import built, read_tree
from sectorled.warehouse.tidy import InputError

LATEST, ALL = "latest", "all"
MOST_FINDINGS, MOST_TRENDS, MOST_CHAINS = 12, 6, 4  # of a default plan: more than a meeting takes in
MOST_COLUMNS = 8  # of a break that a default plan chooses
FEWEST_WAVES = 2
ROLE = "role"  # what members of councils are broken down by wherever the codebook has it


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPlan:
    """A question, the breaks it is crossed with (else those of the plan), and what its title speaks of.

    `answer` is a row of its table by label, code, or net; the first net, else the commonest answer, where none is
    named.  `says` are words for those who gave it ("trust their council").
    """

    question: str
    by: tuple[str, ...] | None = None
    answer: Code | None = None
    says: str = ""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPlan:
    """A question over the waves, and the answer that its title speaks of."""

    question: str
    answer: Code | None = None
    says: str = ""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPlan:
    """One link of a chain: the question, the answers that lead on, and words for those who gave them."""

    question: str
    answers: tuple[Code, ...]
    says: str = ""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    @property
    def link(self) -> Link:
        """The same without its words."""
        return Link(question=self.question, answers=self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainPlan:
    """A filtered chain of two links or more."""

    links: tuple[LinkPlan, ...]

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan file.

    `title` and `about` stand on the cover.  `by` are the breaks of every finding that names none.  `filter` is one of
    the design; `wave` the code or label of the wave that findings and chains are of, "latest" (the default) or "all".
    `invited` is how many were asked to take part, for the response rate.
    """

    title: str = ""
    about: str = ""
    by: tuple[str, ...] = ()
    filter: str | None = None
    wave: Code = LATEST
    invited: int | None = None
    findings: tuple[FindingPlan, ...] = ()
    trends: tuple[TrendPlan, ...] = ()
    chains: tuple[ChainPlan, ...] = ()
    name: str = "the plan"

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


_PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
_KEYS = tuple(key for key in Plan.__dataclass_fields__ if key != "name")


def read_plan(path: str | Path) -> Plan:
    """The plan in a file; InputError names file, table and key."""
    return plan_of(str(path), read_tree(path, "plan"))


def plan_of(name: str, tree: dict[str, Any]) -> Plan:
    """The plan in a tree of plain values."""
    plan = built(_PLAN, name, tree, what="plan", keys=_KEYS)
    if not (plan.findings or plan.trends or plan.chains):
        raise InputError(f"{name}: has nothing in it. Add [[findings]] with a question, [[trends]] or [[chains]].")
    if plan.invited is not None and plan.invited < 1:
        raise InputError(f"{name}, invited = {plan.invited}: is how many were asked to take part. Correct it there.")
    return plan


def default_plan(answers: Answers, *, wave: Code = LATEST) -> Plan:
    """What goes in where nobody said."""
    survey, held = answers.survey, waves_held(answers)
    by = tuple(_breaks(answers))
    asked = [question for question in survey.questions if _reports(answers, question, by)]
    several = [q for q in asked if q.kind is Kind.SINGLE and _waves(q, held) >= FEWEST_WAVES]
    return Plan(
        by=by,
        wave=wave,
        findings=tuple(FindingPlan(question=question.id) for question in asked[:MOST_FINDINGS]),
        trends=tuple(TrendPlan(question=question.id) for question in several[:MOST_TRENDS]),
        chains=tuple(list(_chains(answers, asked))[:MOST_CHAINS]),
    )


def waves_held(answers: Answers) -> list[Code]:
    """The waves that have respondents, oldest first."""
    wave = answers.survey.roles.wave
    if wave is None:
        return []
    held = set(answers.frame[wave].unique())
    return [one.code for one in answers.survey.known_waves if one.code in held]


def _waves(question: Question, held: list[Code]) -> int:
    return sum(question.wording_in(wave) is not None for wave in held)


def _breaks(answers: Answers) -> Iterator[str]:
    """The role and the strata, where a question with few answers holds them."""
    for name in dict.fromkeys((ROLE, answers.survey.roles.strata or "")):
        question = answers.survey.find(name)
        if question and question.kind is Kind.SINGLE and 1 < len(question.valid_answers) <= MOST_COLUMNS:
            yield question.id


def _reports(answers: Answers, question: Question, by: tuple[str, ...]) -> bool:
    """Whether a question is one of opinion or fact, no part of the design, and somebody answered it."""
    roles = answers.survey.roles
    design = {roles.respondent, roles.wave, roles.strata, roles.cluster, roles.council, *roles.weights, *by}
    if question.kind not in CODED or question.id in design:
        return False
    held = answers.frame.select(list(question.columns))
    return any(held[column].null_count() < held.height for column in held.columns)


def _chains(answers: Answers, asked: list[Question]) -> Iterator[ChainPlan]:
    """Each question that others lead to, with the answers that lead there and its own first net, else its first."""
    if answers.survey.counts_only:
        return
    for question in asked:
        before = answers.survey.chain(question.id)[:-1]
        led = {name: codes for one in (*before, question.id) for name, codes in _asked_if(answers, one)}
        if not led or question.kind is Kind.GRID:
            continue
        own = (question.nets[0].id,) if question.nets else (question.valid_answers[0].code,)
        links = [LinkPlan(question=name, answers=codes) for name, codes in led.items() if name in before]
        yield ChainPlan(links=(*links, LinkPlan(question=question.id, answers=own)))


def _asked_if(answers: Answers, name: str) -> Iterator[tuple[str, tuple[Code, ...]]]:
    question = answers.survey.find(name)
    yield from (question.asked_if.items() if question else ())
