"""The findings, trends and chains of a survey with what is said of each, as deck and report both say it."""

from dataclasses import dataclass

from sectorled.briefing.facts import Sentence
from sectorled.briefing.survey.chains import chain_chart, chain_sentence
from sectorled.briefing.survey.charts import chart_of
from sectorled.briefing.survey.findings import Finding, contrast, contrasts, finding, headline, sureness, title
from sectorled.briefing.survey.gathering import SurveyMaterial
from sectorled.briefing.survey.plan import ChainPlan
from sectorled.briefing.survey.trends import Trend, broken, story, trend, trend_chart
from sectorled.publishing.chart import Chart
from sectorled.warehouse.answers.tabulate.chain import SurveyChain

LONGEST_CHAIN_TITLE = 150


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to tell: its title, the sentence that sums it up, what more there is to say, and its chart."""

    title: str
    first: Sentence
    more: tuple[Sentence, ...]
    chart: Chart | None


def findings(material: SurveyMaterial) -> list[Finding]:
    """The tables of the plan, each with the row to speak of."""
    units = {question.id: question.unit for question in material.survey.questions}
    decimals, survey = material.design.decimals, material.survey.id
    return [
        finding(plan, table, survey=survey, decimals=decimals, unit=units.get(table.id, ""))
        for plan, table in material.findings
    ]


def say_finding(found: Finding) -> Said:
    """A table told."""
    more = [sureness(found), *(contrast(found, one) for one in contrasts(found))]
    return Said(title(found), headline(found), tuple(one for one in more if one.text), chart_of(found))


def trends(material: SurveyMaterial) -> list[Trend]:
    """The trends of the plan, each with the line to speak of."""
    return [trend(plan, found) for plan, found in material.trends]


def say_trend(one: Trend) -> Said:
    """A trend told."""
    first = story(one)
    more = tuple(sentence for sentence in (broken(one),) if sentence.text)
    return Said(first.words.removesuffix("."), first, more, trend_chart(one))


def say_chain(plan: ChainPlan, found: SurveyChain) -> Said:
    """A chain told."""
    says = [link.says for link in plan.links]
    first = chain_sentence(found, says)
    words = first.words.removesuffix(".")
    short = words if len(words) <= LONGEST_CHAIN_TITLE else f"From {found.links[0].id} to {found.links[-1].id}"
    return Said(short, first, (), chain_chart(found, short, says))
