"""Respondents in a table (CSV, XLSX, Parquet ...), one a row, with a codebook."""

import polars as pl

from sectorled.warehouse.answers.coding import Answers, RawAnswers, coded
from sectorled.warehouse.answers.questions import Survey
from sectorled.warehouse.files import Files
from sectorled.warehouse.table_files import read_table
from sectorled.warehouse.tidy import InputError


def read(files: Files, name: str, survey: Survey) -> Answers:
    """The answers in a table by their codebook; a ragged row or an unknown value refuses the whole file."""
    return coded(raw_table(files, name), survey)


def raw_table(files: Files, name: str) -> RawAnswers:
    """The cells of the table; the header is its first row."""
    table = read_table(files, name, header_row=1)
    if table.refusals:
        more = f" ({len(table.refusals)} such rows)" if len(table.refusals) > 1 else ""
        raise InputError(f"{table.refusals[0]}{more} Nothing was loaded.")
    return RawAnswers(name, table.frame.cast({pl.Boolean: pl.String}), table.rows, table.notes)
