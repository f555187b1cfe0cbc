"""The spreadsheet format under which a number looks as it is shown everywhere else."""

import re

from sectorled.publishing.table import Cell

_SHOWN = re.compile(
    r"(?P<sign>[+\N{MINUS SIGN}-]?)(?P<before>\D*?)(?P<digits>[\d,]+)(?:\.(?P<decimals>\d+))?(?P<after>(?:[^\d,.].*)?)$"
)


def number_format(cell: Cell) -> str:
    """The format code: thousands, decimals, the signs before and after, and the mark ("[p]") beside the number."""
    match = _SHOWN.match(cell.shown)
    if match is None:
        return "General"
    before, after = _literal(match["before"]), _literal(match["after"] + (f" [{cell.mark}]" if cell.mark else ""))
    whole = "#,##0" if "," in match["digits"] or len(match["digits"]) <= 3 else "0"
    code = whole + ("." + "0" * len(match["decimals"]) if match["decimals"] else "")
    rest = f"{before}{code}{after}"
    plus = '"+"' if match["sign"] == "+" else ""
    return f'{plus}{rest};"\N{MINUS SIGN}"{rest}' if match["sign"] else rest


def _literal(words: str) -> str:
    return '"' + words.replace('"', "") + '"' if words else ""
