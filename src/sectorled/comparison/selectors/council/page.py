"""All that a council's page shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from sectorled.briefing import overview
from sectorled.briefing.brief import WELL_AWAY
from sectorled.briefing.facts import Sentence
from sectorled.briefing.material import Material, gather
from sectorled.briefing.sentences import agreement, gap, standing, sureness, travel
from sectorled.briefing.similar import improved_from_like_start
from sectorled.comparison.selectors.comparators import Choices, chosen_group, comparator_choices
from sectorled.comparison.selectors.council.identity import Identity, identity
from sectorled.comparison.selectors.council.themes import Theme, themes_of
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.shapes import MetricLine
from sectorled.warehouse.queries.similar import similar_starts

FEW = 150  # measures with a figure that one page can hold; above, each theme has its own page


@dataclass(frozen=True, slots=True)
class Finding:
    """A measure that stands out: what is said of it, where its chart is, and the council's reply."""

    line: MetricLine
    said: list[Sentence]
    reply: str | None


@dataclass(frozen=True, slots=True)
class ToRing:
    """A measure, councils that improved from a similar start, and the sentence that says how far."""

    line: MetricLine
    councils: list[tuple[str, str]]
    said: Sentence


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """A council among its comparators.  `open` is whether this reader is shown what stands out and every verdict."""

    who: Identity
    material: Material
    choices: list[Choices]
    open: bool
    opening: Sentence
    chance: Sentence
    marks: Sentence
    kinds: Sentence
    findings: list[Finding]
    improving: list[Sentence]
    worsening: list[Sentence]
    doubt: Sentence
    ring: list[ToRing]
    themes: list[Theme]
    place: list[Theme]

    @property
    def inline(self) -> bool:
        """Whether all measures fit on the page."""
        return sum(theme.given for theme in (*self.themes, *self.place)) <= FEW

    @property
    def agreeing(self) -> int:
        """How many of the findings have the same verdict in all of the council's groups."""
        return sum(f.line.same_in == f.line.of_groups for f in self.findings)


def council_page(
    release: Release, area: str, *, group: str | None, replies: Mapping[str, str], show_findings: bool
) -> CouncilPage:
    """What a council's page shows; without `show_findings` nothing is singled out."""
    material = gather(release, area, group=chosen_group(release, area, group), replies=replies)
    view = material.view
    worse = [line for line in material.outstanding if line.standing.verdict == "worse"]
    return CouncilPage(
        who=identity(release, area),
        material=material,
        choices=comparator_choices(release, area, chosen=view.group),
        open=show_findings,
        opening=overview.opening(material),
        chance=(overview.chance if show_findings else overview.controlled)(material),
        marks=overview.marks(material),
        kinds=overview.kinds(material),
        findings=[_finding(material, line) for line in material.outstanding] if show_findings else [],
        improving=_moves(material, view.improving) if show_findings else [],
        worsening=_moves(material, view.worsening) if show_findings else [],
        doubt=overview.doubt(material, _furthest(material)),
        ring=_to_ring(release, view.name, worse) if show_findings else [],
        themes=themes_of(view.lines),
        place=themes_of(view.lines, context=True),
    )


def theme_said(page: CouncilPage, theme: Theme) -> Sentence:
    """How a council does on the measures of a theme, each taken alone; nothing to whom no verdict is shown."""
    return overview.alone(page.material, theme.lines if page.open else [])


def _finding(material: Material, line: MetricLine) -> Finding:
    tests, run = material.view.tests, material.runs.get(line.metric)
    said = [standing(line, material.among), sureness(line, tests=tests), gap(line), travel(line, run), agreement(line)]
    return Finding(line, [sentence for sentence in said if sentence.text], material.reply(line))


def _furthest(material: Material) -> MetricLine | None:
    """Of the measures that cannot be tested the one furthest from its group, if it is well away."""
    away = {
        abs(line.standing.mads_from_median): line
        for line in material.named(material.view.uncertain)
        if line.standing.mads_from_median is not None
    }
    return away[max(away)] if away and max(away) >= WELL_AWAY else None


def _moves(material: Material, metrics: list[str]) -> list[Sentence]:
    return [overview.move(line, material.runs.get(line.metric)) for line in material.named(metrics)]


def _to_ring(release: Release, name: str, lines: list[MetricLine]) -> list[ToRing]:
    found = [(line, similar_starts(release, line.metric, line.standing.area, period=line.period)) for line in lines]
    return [
        ToRing(
            line, [(c.area, c.name) for c in starts.improvers[:3]], improved_from_like_start(line, starts, name=name)
        )
        for line, starts in found
        if starts is not None
    ]
