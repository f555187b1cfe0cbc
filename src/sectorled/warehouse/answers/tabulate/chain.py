"""Filtered chains: "31 per cent took on more, of whom 82 per cent were helped: 25 per cent of all".

Each link is asked of those who gave the answers of the links before it, so each has a base of its own; its share of
that base, and of everybody whom the first link was put to, are estimates for a part of the sample, by the design.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from sectorled.analysis.arrays import Bools
from sectorled.analysis.survey.banners.columns import Single, within
from sectorled.analysis.survey.banners.crossing import crossed
from sectorled.analysis.words import number
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Code, Net, Question
from sectorled.warehouse.answers.tabulate.cells import CellDrawer
from sectorled.warehouse.answers.tabulate.design_file import Condition, DesignFile
from sectorled.warehouse.answers.tabulate.figures import Figures
from sectorled.warehouse.answers.tabulate.guard import Guarded, History
from sectorled.warehouse.answers.tabulate.making import Banner
from sectorled.warehouse.answers.tabulate.questions import Asked, Line, asked
from sectorled.warehouse.answers.tabulate.sample import Sample, sample_of
from sectorled.warehouse.answers.tabulate.shapes import BannerCell
from sectorled.warehouse.answers.tabulate.words import base_words
from sectorled.warehouse.tidy import InputError

FEWEST = 2  # links: one is a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A question and the answers that lead on: codes, labels, or a net by its id or label."""

    question: str
    answers: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One link: whom it was put to (`base`), their share that gave one of the answers, and the share of all.

    `of_base` and `of_all` have count, per cent, error and interval, and what a table shows.
    """

    id: str
    question: str
    answer: str
    definition: str | None
    base: int | None
    of_base: BannerCell
    of_all: BannerCell


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyChain:
    """A filtered chain, with all that must travel with it; `all` counts whom the first link was put to."""

    survey: str
    title: str
    base: str
    all: int | None
    unit_of_analysis: str
    filter: str | None
    decimals: int
    details: tuple[tuple[str, str], ...]
    links: tuple[ChainLink, ...]
    notes: tuple[str, ...]


def survey_chain(
    answers: Answers,
    file: DesignFile,
    links: Sequence[Link],
    *,
    only: str | None = None,
    history: History | None = None,
) -> SurveyChain:
    """Follow the links one after another; InputError names a link that is not there or that nobody reached."""
    survey = answers.survey
    if len(links) < FEWEST:
        raise InputError(f"{survey.id}: a chain has at least {FEWEST} links. Ask for one question with tabulate.")
    if survey.counts_only:
        raise InputError(f"{survey.id}: published counts do not say how answers to two questions go together.")
    known, sample = history or History(), sample_of(answers, file, only=only)
    found, inside = list[_Followed](), np.ones(answers.frame.height, bool) if sample.inside is None else sample.inside
    for link in links:
        found.append(_followed(sample, link, inside, found, known))
        inside = inside & found[-1].met
    first = found[0].banner
    told = tuple(one.told(found) for one in found)
    return SurveyChain(
        survey=survey.id,
        title=survey.title,
        base=base_words(sample, first.asked),
        all=told[0].base,
        unit_of_analysis=survey.unit_of_analysis,
        filter=only,
        decimals=file.decimals,
        details=(*sample.told, *((("Source", survey.source),) if survey.source else ())),
        links=told,
        notes=tuple(_lost(found, told)),
    )


@dataclass(frozen=True, slots=True)
class _Followed:
    """A link as a table of one row, and who of everybody gave its answers [n]."""

    banner: Banner
    met: Bools

    def told(self, found: Sequence["_Followed"]) -> ChainLink:
        """The link as far as it may be shown."""
        asked, guard = self.banner.asked, self.banner.guard
        own = self.banner.drawer().cell(0, 0)
        seen = bool(guard.bases[0]) and not guard.withheld
        return ChainLink(
            id=asked.name,
            question=asked.text,
            answer=asked.lines[0].label,
            definition=asked.lines[0].definition,
            base=int(self.banner.figures.bases[0]) if seen else None,
            of_base=own,
            of_all=self._of_all(found, shown=seen and bool(guard.figures[0, 0]) and own.count is not None),
        )

    def _of_all(self, found: Sequence["_Followed"], *, shown: bool) -> BannerCell:
        """The share of everybody whom the first link was put to; shown where the link's own figure is."""
        first, reached = found[0].banner, np.ones(len(self.met), bool)
        for one in found[: found.index(self) + 1]:
            reached &= one.met
        everybody = within(first.asked.given, first.sample.inside).answered
        given = Single(np.where(everybody, reached, -1).astype(np.intp), 2)
        figures = Figures((crossed(first.sample.design, given, [(1,)], count=first.sample.count),), ())
        bases = np.array([bool(first.guard.bases[0]) and not first.guard.withheld])
        guard = Guarded(bases, np.array([[shown and bool(bases[0])]]), None, {})
        rule = first.sample.file.bases.rule
        drawer = CellDrawer(figures, guard, first.sample.file, (rule.shown(figures.bases[0]),), ("",))
        return drawer.cell(0, 0)


def _followed(sample: Sample, link: Link, inside: Bools, before: Sequence[_Followed], known: History) -> _Followed:
    """The link among those `inside`; its table is judged as one of a filter by the links before it."""
    question = _question(sample, link)
    if not (inside & question.given.answered).any():
        raise InputError(f"{sample.file.name}: the chain reaches nobody at {link.question!r}. Take that link out.")
    part = _part(sample, inside, before) if before else sample
    return _Followed(Banner.of(part, question, (), known), question.given.chose(question.lines[0].answers))


def _part(sample: Sample, inside: Bools, before: Sequence[_Followed]) -> Sample:
    """Those whom the links before led on, as a sample with a filter; one that speaks of a link too is refused."""
    own = sample.file.filters.get(sample.filter or "", {})
    links: dict[str, Condition] = {one.banner.asked.name: _codes(one.banner.asked) for one in before}
    if again := own.keys() & links.keys():
        raise InputError(
            f"{sample.file.name}: the filter {sample.filter!r} speaks of {min(again)!r}, a link. Leave it."
        )
    said = [f"{one.banner.asked.name}: {one.banner.asked.lines[0].label}" for one in before]
    named = " and ".join([*([sample.filter] if sample.filter else []), *said])
    file = replace(sample.file, filters=sample.file.filters | {named: {**own, **links}})
    return replace(sample, file=file, inside=inside, filter=named)


def _codes(one: Asked) -> tuple[Code, ...]:
    return tuple(one.offered[place].code for place in one.lines[0].answers)


def _question(sample: Sample, link: Link) -> Asked:
    """The question with the answers of the link as its only row."""
    found = asked(sample.answers, sample.file, link.question)
    if len(found) != 1 or not found[0].offered:
        raise InputError(
            f"{sample.answers.survey.id}: {link.question!r} is no link of a chain. Name a coded question or one line "
            "of a grid."
        )
    one = found[0]
    nets = [line for line in one.lines if line.is_net]
    named = next((net for net in nets if [net.label] == list(link.answers) or _is(one.question, net, link)), None)
    return replace(one, lines=(named or _line(sample, one, link),))


def _is(question: Question, line: Line, link: Link) -> bool:
    """Whether the link asks for a net by its id."""
    net: Net | None = next((net for net in question.nets if net.label == line.label), None)
    return net is not None and link.answers == (net.id,)


def _line(sample: Sample, one: Asked, link: Link) -> Line:
    places = []
    for said in link.answers:
        place = next((i for i, a in enumerate(one.offered) if str(said) in (str(a.code), a.label)), None)
        if place is None:
            known = ", ".join(f"{answer.code} ({answer.label})" for answer in one.offered)
            raise InputError(
                f"{sample.answers.survey.id}, {link.question}: has no answer {str(said)[:80]!r} in its base. "
                f"Its answers: {known}."
            )
        places.append(place)
    if not places:
        raise InputError(f"{sample.answers.survey.id}, {link.question}: name at least one answer that leads on.")
    words = " or ".join(one.offered[place].label for place in places)
    return Line(words, tuple(places), words if len(places) > 1 else None)


def _lost(found: Sequence[_Followed], told: Sequence[ChainLink]) -> list[str]:
    """Who was led to a link and has no answer there; not said where a count is withheld."""
    said = list[str]()
    for before, after in pairwise(told):
        if before.of_base.count is None or after.base is None or not found[0].banner.guard.complete:
            continue
        lost = before.of_base.count - after.base
        if lost:
            said.append(f"{after.question}: {number(lost)} of the {number(before.of_base.count)} did not answer.")
    return said
