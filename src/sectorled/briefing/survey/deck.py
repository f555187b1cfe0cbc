"""A slide pack on a survey: what, when and of whom; in short; one finding a slide; how sure, and how it was done."""

from collections.abc import Iterable
from datetime import datetime

from sectorled.briefing.facts import Report, Telling
from sectorled.briefing.survey import method
from sectorled.briefing.survey.gathering import SurveyMaterial
from sectorled.briefing.survey.saying import Said, findings, in_short, say_chain, say_finding, say_trend, trends
from sectorled.publishing.document import Block, Bullets, Document, Heading, Meta, Paragraph, Summary

MOST_IN_SHORT = 6
IN_SHORT = "In short"


def deck(material: SurveyMaterial, *, at: datetime, publisher: str, banner: str | None = None) -> Report:
    """Write the slides; `banner` stands on every one ("Fictional data")."""
    tell = Telling()
    told = [say_finding(one) for one in findings(material) if not one.table.withheld]
    told += [say_trend(one) for one in trends(material)]
    told += [say_chain(plan, found) for plan, found in material.chains]
    blocks: list[Block] = [Heading(IN_SHORT), Bullets(tuple(in_short(one, tell) for one in told[:MOST_IN_SHORT]))]
    if len(told) > MOST_IN_SHORT:
        blocks.append(Paragraph((f"More on the slides that follow: {len(told)} findings in all.",), "note"))
    blocks += [*method.warning(material), *_slides(told, tell)]
    blocks += [Heading(method.SURE), *method.warning(material), Bullets(tuple(method.sure(material)))]
    blocks += [Heading(method.DONE), Summary(method.done(material))]
    meta = Meta(at=at, publisher=publisher, subtitle=method.cover(material), banner=banner)
    document = Document(material.title, tuple(blocks), meta=meta)
    return Report("survey deck", document, tuple(tell.sentences), {"survey": material.survey.id}, {})


def _slides(told: Iterable[Said], tell: Telling) -> Iterable[Block]:
    """A slide each: the chart, or the words where nothing is drawn."""
    for one in told:
        if one.chart is not None:
            yield one.chart
        else:
            yield Heading(one.title)
            yield Paragraph(tell(one.first, *one.more))
