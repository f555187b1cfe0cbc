"""Surveys in a notebook: `from sectorled import survey`, then the questions of `sectorled survey` in Python.

answers = survey.read_survey("survey.sav")
tables = survey.tabulate(answers, survey.read_design("design.toml"), ["trust"], ["role", "region"])
survey.frame(tables)
"""

import polars as pl

from sectorled.publishing.banner import banner_document, banner_table
from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.tabulate.banner import tabulate
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
    "Measure",
    "banner_document",
    "banner_table",
    "check_survey",
    "frame",
    "read_design",
    "read_survey",
    "sample_of",
    "survey_estimate",
    "survey_trend",
    "tabulate",
    "weighted",
]


def frame(tables: Tabulation) -> pl.DataFrame:
    """One row for each figure of each table."""
    rows = flat_rows(tables)
    return pl.DataFrame({name: [row[name] for row in rows] for name in COLUMNS}, strict=False)
