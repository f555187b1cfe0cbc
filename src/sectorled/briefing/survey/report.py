"""A report on a survey: summary in sentences, key findings with charts and tables, response, method, caveats."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from sectorled.briefing.facts import Report, Telling
from sectorled.briefing.survey import method
from sectorled.briefing.survey.gathering import SurveyMaterial
from sectorled.briefing.survey.saying import Said, findings, in_short, say_chain, say_finding, say_trend, trends
from sectorled.briefing.survey.trends import trend_intervals, trend_table
from sectorled.publishing.banner import banner_table, interval_table
from sectorled.publishing.chain import chain_table
from sectorled.publishing.chart import Chart
from sectorled.publishing.document import Block, Bullets, Document, Heading, Meta, PageBreak, Paragraph, Summary
from sectorled.publishing.table import Table
from sectorled.warehouse.answers.tabulate.chain import SurveyChain

SUMMARY, FINDINGS, TRENDS, CHAINS = "Summary", "Findings", "Over the waves", "One answer leading to another"
DETAIL = "How sure each figure is"


def report(material: SurveyMaterial, *, at: datetime, publisher: str, banner: str | None = None) -> Report:
    """Write the report; `banner` stands on every page ("Fictional data")."""
    tell = Telling()
    found, waves = findings(material), trends(material)
    told = [say_finding(one) for one in found]
    over, led = [say_trend(one) for one in waves], [say_chain(plan, chain) for plan, chain in material.chains]
    tables = material.tables
    blocks: list[Block] = [
        Paragraph((method.cover(material),), "lead"),
        *method.warning(material),
        Heading(SUMMARY),
        Bullets(tuple(in_short(one, tell) for one in (*told, *over, *led))),
    ]
    shown = [banner_table(tables, one.table) for one in found]
    blocks += _part(FINDINGS, zip((one.table.question for one in found), told, shown, strict=True), tell)
    blocks += _part(
        TRENDS, zip((one.found.question for one in waves), over, map(trend_table, waves), strict=True), tell
    )
    chains = [chain for _, chain in material.chains]
    blocks += _part(CHAINS, zip(map(_named, chains), led, map(chain_table, chains), strict=True), tell)
    blocks += [Heading("Who replied"), Paragraph(method.response(material)), *method.waves_table(material)]
    blocks += [Heading(method.SURE), *method.warning(material), Bullets(tuple(method.sure(material)))]
    blocks += [Heading(method.DONE), Summary(method.done(material))]
    blocks += [PageBreak(), Heading(DETAIL), *(interval_table(tables, one.table) for one in found if one.table.columns)]
    blocks += [trend_intervals(one) for one in waves]
    meta = Meta(at=at, publisher=publisher, subtitle=material.survey.population or None, banner=banner, annex=False)
    document = Document(material.title, tuple(blocks), meta=meta)
    return Report("survey report", document, tuple(tell.sentences), {"survey": material.survey.id}, {})


def _part(heading: str, told: Iterable[tuple[str, Said, Table]], tell: Telling) -> Iterator[Block]:
    """A part of the report: for each the question, what is said, the chart and the table."""
    for i, (question, one, table) in enumerate(told):
        if not i:
            yield Heading(heading)
        yield Heading(question, 3)
        yield Paragraph(tell(one.first, *one.more))
        yield from [_lean(one.chart, one, table)] if one.chart is not None else []
        yield from [table] if table.columns else []


def _lean(chart: Chart, one: Said, table: Table) -> Chart:
    """The chart without what the paragraph before it and the table after it say."""
    told = {*table.notes, *(sentence.words for sentence in one.more)}
    notes = tuple(note for note in chart.twin.notes if note not in told)
    return replace(chart, twin=replace(chart.twin, details=(), notes=notes, caveats=()))


def _named(chain: SurveyChain) -> str:
    return " → ".join(link.id for link in chain.links)
