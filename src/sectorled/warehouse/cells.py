"""Cells as people type figures: thousands separated, per cents, pounds, marks instead of or behind a number.

Marks follow the symbols of the Government Statistical Service where a mapping does not say otherwise.  What is neither
a number nor a known mark stays text, so that the tidy checks refuse it with its row.
"""

import polars as pl

MARKS = {
    "-": "missing", "–": "missing", "—": "missing", "..": "missing", "...": "missing", ":": "missing", "na": "missing",
    "null": "missing", "x": "missing", "[x]": "missing", "[..]": "missing",
    "c": "suppressed", "[c]": "suppressed", "*": "suppressed", "suppressed": "suppressed",
    "z": "not applicable", "[z]": "not applicable", "n/a": "not applicable", "not applicable": "not applicable",
}  # fmt: skip
BEHIND = {"p": "provisional", "r": "revised", "e": "estimated", "u": "estimated"}
_NUMBER = r"^([+\-−]?)\s*£?\s*(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d*\.?\d+(?:[eE][+\-]?\d{1,3})?|\d+\.)\s*%?$"
_MARKED = r"^(.*[\d.%])\s*(?:\[([pPrReEuU])\]|([pPrReEuU]))$"
_YES_NO = {"true": "1", "yes": "1", "false": "0", "no": "0"}


def numbers(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """The column with plain digits where it holds a number; other text as it is."""
    if frame.schema[column].is_numeric():
        return frame
    text = pl.col(column).cast(pl.String).str.strip_chars()
    sign = pl.when(text.str.extract(_NUMBER, 1).is_in(["-", "−"])).then(pl.lit("-")).otherwise(pl.lit(""))
    digits = text.str.extract(_NUMBER, 2).str.replace_all(",", "", literal=True)
    yes_no = text.str.to_lowercase().replace_strict(_YES_NO, default=None)
    return frame.with_columns(pl.coalesce(sign + digits, yes_no, text).alias(column))


def with_status(frame: pl.DataFrame, codes: dict[str, str]) -> pl.DataFrame:
    """Read `value`: marks move into `status` and `note`, numbers become plain digits.  `codes` go before MARKS.

    A `status` column given as codes is translated; its words are left.  A mark that was translated stays as a note.
    """
    known = MARKS | {code.lower(): status for code, status in codes.items()}
    for column in ("status", "note"):
        if column not in frame.columns:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(column))
    text = pl.col("value").cast(pl.String).str.strip_chars()
    alone = text.str.to_lowercase().replace_strict(known, default=None, return_dtype=pl.String)
    behind = pl.coalesce(text.str.extract(_MARKED, 2), text.str.extract(_MARKED, 3)).str.to_lowercase()
    given = pl.col("status").cast(pl.String).str.strip_chars()
    translated = given.str.to_lowercase().replace_strict(known | BEHIND, default=None, return_dtype=pl.String)
    mark = pl.when(alone.is_not_null()).then(text).when(translated.is_not_null()).then(given).otherwise(behind)
    plain = frame.schema["value"].is_numeric()
    frame = frame.with_columns(
        pl.coalesce(
            alone, translated, behind.replace_strict(BEHIND, default=None, return_dtype=pl.String), given
        ).alias("status"),
        pl.concat_str(
            [pl.col("note").cast(pl.String), pl.format("publisher's mark {}", mark)], separator="; ", ignore_nulls=True
        )
        .replace("", None)
        .alias("note"),
        pl.col("value")
        if plain
        else pl.when(alone.is_null()).then(pl.coalesce(text.str.extract(_MARKED, 1), text)).alias("value"),
    )
    return numbers(frame, "value")
