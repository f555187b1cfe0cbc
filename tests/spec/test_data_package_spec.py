"""Prints the reference of the data package that any user can write, from the tables the warehouse knows."""

import polars as pl

from sectorled.warehouse.period_labels import read_label
from sectorled.warehouse.status import COUNTED, STATUSES, WITHHELD
from sectorled.warehouse.tables import TABLES, Table
from tests.cli.run import answered, published, standing
from tests.spec.printing import printed, table
from tests.warehouse.small_package import TABLES as SMALL

TYPES = {pl.String: "text", pl.Date: "date", pl.Int64: "whole number", pl.Float64: "number"}
INTRODUCTION = """# The data package

This page is printed by a test from the tables that the warehouse knows.

A folder or zip with `datapackage.json` ([Frictionless Data Package](https://specs.frictionlessdata.io)) and one CSV
(UTF-8) or Parquet resource for each table, named as below (`basket-members` is `basket_members`). Load it with
`sectorled load package FOLDER`; `sectorled package FOLDER` writes a release as one, and it reads back to the same
figures and definitions.

Column names are read in small letters and may stand in any order, as may rows. Columns that are not below become part
of the note. A row that cannot be read, or that points to an area, metric or group that nobody named, is refused with
file, row, reason and remedy, and then nothing of the package is loaded, unless `--accept-refusals` keeps the other
rows. Dates are written 2023-04-01; blank cells are unknown. An area's `end` is the first day on which it was no more.
A succession of kind `recode` changed nothing but the code, one of kind `proposed` has not happened."""
PERIODS = (
    "2023/24",
    "2023-24",
    "2023",
    "2021-23",
    "2024 Q1",
    "March 2024",
    "2023-04-01/P1Y",
    "2023-04-01/P3M",
    "2024-03-31",
)
RATES = """## Values and their parts

A value that is given stands. Where only `numerator` and `denominator` are given, the rate is numerator / denominator x
`multiplier` (1 where blank), and a denominator of 0 leaves it missing. `lower` and `upper` are the limits of the 95%
interval. A value that differs from its parts by more than 2% of the larger is listed by `sectorled check`."""

ABOUT_STATUSES = """## Statuses

A blank status is final where there is a value or both parts, else missing. Numbers of a status that does not count are
not stored at all, nor are unknown columns of a row whose value is withheld."""


def test_the_reference_page_of_the_data_package_says_what_is_read():
    tables = "\n\n".join(["## Tables", *(_table(about) for about in TABLES.values())])
    printed("data-package", "\n\n".join([INTRODUCTION, tables, RATES, _statuses(), _periods()]))


def _table(about: Table) -> str:
    rows = [
        [f"`{column}`", TYPES[dtype], "key" if column in about.key else "yes" if column in about.required else "",
         ", ".join(about.choices.get(column, ()))]
        for column, dtype in about.columns.items()
    ]  # fmt: skip
    return f"### {about.name}\n\n{table(['column', 'type', 'needed', 'one of'], rows)}"


def _statuses() -> str:
    rows = [[status, "yes" if status in COUNTED else "no"] for status in STATUSES]
    return f"{ABOUT_STATUSES}\n\n{table(['status', 'numbers stored, and in statistics'], rows)}"


def _periods() -> str:
    rows = [
        [f"`{text}`", f"`{found.iso}`", found.kind, found.spoken]
        for text in PERIODS
        for found in [read_label(text).period]
    ]
    return f"## Periods\n\n{table(['written', 'stored', 'kind', 'in words'], rows)}"


def test_what_the_page_says_of_statuses_is_what_is_published(tmp_path):
    cells = "".join(f"m1,X{i:02},2023/24,{i},,,{status}\n" for i, status in enumerate(STATUSES, 1))
    warehouse = published(tmp_path, observations=f"metric,area,period,value,numerator,denominator,status\n{cells}")

    answer = answered(warehouse, "compare", "m1")

    for i, status in enumerate(STATUSES, 1):
        area = standing(answer, f"X{i:02}")
        assert (area["status"], area["value"]) == (status, i if status in COUNTED else None)
    assert set(WITHHELD) <= set(STATUSES) - COUNTED
    assert answer["groups"][0]["n"] == len(COUNTED)


def test_a_rate_follows_from_its_parts_as_the_page_says(tmp_path):
    warehouse = published(tmp_path, metrics=SMALL["metrics"].replace("percentage,high,100", "crude rate,high,1000"))

    area = standing(answered(warehouse, "compare", "m2"), "X03")

    assert area["value"] == area["numerator"] / area["denominator"] * 1000
