"""The example microdata, and the workbook of tables that others made of it."""

from functools import cache

import openpyxl

from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.tabulate.design_file import design_of
from tests.shared import SHARED

FOLDER = SHARED / "data" / "survey-example"
FIRST_THIRTY = {"first thirty": {"RecordNo": {"greatest": 29}}}
CLOSED_TO_OTHERS = ("q5_2", "q5_4", "q5_6")  # asked of the first thirty alone in the published tables


@cache
def answers():
    return read_survey(FOLDER / "example_a.csv.gz", FOLDER / "example_a_meta.json")


def design(**said):
    return design_of("design.toml", {"weights": "none", "filters": FIRST_THIRTY} | said)


@cache
def published():
    """Every table of the workbook: {question: (base [columns], {answer: counts [columns]})}, 0 where it has a dash."""
    book, found = openpyxl.load_workbook(FOLDER / "basic.xlsx"), {}
    for sheet in book:
        if sheet.title == "Open Ends":
            continue
        for label, *cells in sheet.iter_rows(min_row=3, values_only=True):
            counts = [0 if cell == "-" else cell for cell in cells]
            if all(cell is None for cell in cells):
                name = label.partition(".")[0]
                found[name] = ([], {})
            elif label == "Base":
                found[name][0].extend(counts)
            else:
                found[name][1][label] = counts
    return found
