"""The findings, trends and chains of a survey with what is said of each, as deck and report both say it."""

from dataclasses import dataclass

from sectorled.briefing.facts import Sentence, Telling
from sectorled.briefing.survey.chains import chain_chart, chain_sentence
from sectorled.briefing.survey.charts import chart_of
from sectorled.briefing.survey.findings import Finding, contrast, contrasts, finding, headline, sureness, title
from sectorled.briefing.survey.gathering import SurveyMaterial
from sectorled.briefing.survey.plan import ChainPlan
from sectorled.briefing.survey.trends import Trend, broken, story, trend, trend_chart
from sectorled.publishing.chart import Chart
from sectorled.publishing.document import Text
from sectorled.warehouse.answers.tabulate.chain import SurveyChain

LONGEST_CHAIN_TITLE = 190


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to tell: its title, the sentence that sums it up, what more there is to say, and its chart.

    `about` is the question, where the sentence makes no sense without it.
    """

    title: str
    about: str
    first: Sentence
    more: tuple[Sentence, ...]
    chart: Chart | None


def findings(material: SurveyMaterial) -> list[Finding]:
    """The tables of the plan, each with the row to speak of."""
    return [finding(plan, table, material.design, material.survey) for plan, table in material.findings]


def say_finding(found: Finding) -> Said:
    """A table told."""
    more = [sureness(found), *(contrast(found, one) for one in contrasts(found))]
    told = tuple(one for one in more if one.text)
    about = "" if found.plan.says and found.row is not None else found.table.question
    return Said(title(found), about, headline(found), told, chart_of(found, tuple(one.words for one in told)))


def trends(material: SurveyMaterial) -> list[Trend]:
    """The trends of the plan, each with the line to speak of."""
    return [trend(plan, found, material.design, material.survey) for plan, found in material.trends]


def say_trend(one: Trend) -> Said:
    """A trend told."""
    first = story(one)
    more = tuple(sentence for sentence in (broken(one),) if sentence.text)
    about = "" if one.plan.says else one.found.question
    return Said(first.words.removesuffix("."), about, first, more, trend_chart(one))


def say_chain(plan: ChainPlan, found: SurveyChain) -> Said:
    """A chain told."""
    says = [link.says for link in plan.links]
    words = chain_sentence(found, says, short=True).words.removesuffix(".")
    short = words if len(words) <= LONGEST_CHAIN_TITLE else f"From {found.links[0].id} to {found.links[-1].id}"
    return Said(short, "", chain_sentence(found, says), (), chain_chart(found, short, says))


def in_short(one: Said, tell: Telling) -> Text:
    """The sentence that sums it up, after the question where it needs that."""
    between = " " if one.about.endswith("?") else ": "
    return (*([one.about + between] if one.about else []), *tell(one.first))
