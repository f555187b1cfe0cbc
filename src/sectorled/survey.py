"""Surveys in a notebook: `from sectorled import survey`, then the questions of `sectorled survey` in Python.

answers = survey.read_survey("survey.sav")
tables = survey.tabulate(answers, survey.read_design("design.toml"), ["trust"], ["role", "region"])
survey.frame(tables)
slides = survey.deck(survey.gather(answers, design, survey.read_plan("plan.toml")), at=now, publisher="A body")
"""

import polars as pl

from sectorled.briefing.survey.chains import chain_sentence
from sectorled.briefing.survey.deck import deck
from sectorled.briefing.survey.gathering import gather
from sectorled.briefing.survey.plan import default_plan, read_plan
from sectorled.briefing.survey.report import report
from sectorled.publishing.banner import banner_document, banner_table
from sectorled.publishing.chain import chain_table
from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.tabulate.banner import tabulate
from sectorled.warehouse.answers.tabulate.chain import Link, survey_chain
from sectorled.warehouse.answers.tabulate.check import check_survey
from sectorled.warehouse.answers.tabulate.design_file import DesignFile, read_design
from sectorled.warehouse.answers.tabulate.estimate import Measure, survey_estimate
from sectorled.warehouse.answers.tabulate.flat import COLUMNS, flat_rows
from sectorled.warehouse.answers.tabulate.guard import History
from sectorled.warehouse.answers.tabulate.sample import sample_of, weighted
from sectorled.warehouse.answers.tabulate.shapes import Tabulation
from sectorled.warehouse.answers.tabulate.trend import survey_trend

__all__ = [
    "DesignFile",
    "History",
    "Link",
    "Measure",
    "banner_document",
    "banner_table",
    "chain_sentence",
    "chain_table",
    "check_survey",
    "deck",
    "default_plan",
    "frame",
    "gather",
    "read_design",
    "read_plan",
    "read_survey",
    "report",
    "sample_of",
    "survey_chain",
    "survey_estimate",
    "survey_trend",
    "tabulate",
    "weighted",
]


def frame(tables: Tabulation) -> pl.DataFrame:
    """One row for each figure of each table."""
    rows = flat_rows(tables)
    return pl.DataFrame({name: [row[name] for row in rows] for name in COLUMNS}, strict=False)
