"""What the columns of an unknown table look like: shares of codes, names, periods, numbers among their values."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.cells import BEHIND, MARKS, with_status
from sectorled.warehouse.period_labels import HINTS, read_label
from sectorled.warehouse.status import STATUSES

_SAMPLE = 3000  # values looked at; more would not change a share
_CODE = re.compile(r"[A-Z]\d{8}")
_LONE_YEAR = re.compile(r"(19|20)\d\d(\.0)?")
_WORDS = {
    "area": r"area|authority|council|\bla\b|\blad|\bgss|ons code|geograph|district|borough|region|\blocal\b",
    "name": r"name|label|title|\bnm\b|nm$",
    "period": r"period|year|date|quarter|month|time|\bfy\b|when|wave",
    "metric": r"indicator|measure|metric|variable|series|short desc|question|statistic",
    "value": r"^values?$|observation|obs_?value|figure|amount|^result|^n$|^rate$|^percent(age)?$|value$",
    "numerator": r"numerator|^num$",
    "denominator": r"denominator|^denom$|^base$",
    "lower": r"lower|lci|lcl",
    "upper": r"upper|uci|ucl",
    "status": r"status|marker|flag|symbol",
    "note": r"^notes?$|comment|remark|footnote",
    "unit": r"^units?$",
    "theme": r"^theme$|^topic$",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """One column: its header, shares of its filled values that are of a kind, and how many values differ."""

    name: str
    filled: int
    distinct: int
    codes: float
    names: float
    periods: float
    lone_years: bool
    numbers: float
    marks: float

    def says(self, what: str) -> bool:
        """Whether the header has a word for this."""
        spellings = (self.name.strip(), self.name.replace("_", " ").strip())
        return any(re.search(_WORDS[what], spelling, re.IGNORECASE) for spelling in spellings)


def profile(column: pl.Series, known: KnownAreas) -> Profile:
    """Look at a column of a table read as text or typed."""
    filled = column.cast(pl.String).str.strip_chars().replace("", None).drop_nulls()
    seen = filled.unique(maintain_order=True).head(_SAMPLE).to_list()
    return Profile(
        column.name,
        len(filled),
        filled.n_unique(),
        _share(seen, lambda text: bool(_CODE.fullmatch(text))),
        _share(seen, lambda text: not _CODE.fullmatch(text) and known.knows(text)),
        _share(seen, is_period),
        bool(seen) and all(_LONE_YEAR.fullmatch(text) for text in seen),
        _number_share(pl.Series("value", seen, pl.String)),
        _share(seen, lambda text: text.lower() in MARKS or text.lower() in BEHIND or text.lower() in STATUSES),
    )


def is_period(text: str) -> bool:
    """Whether a label reads as a period under any hint."""
    for hint in HINTS:
        try:
            read_label(text, hint)
        except (ValueError, OverflowError):
            continue
        return True
    return False


def _share(texts: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def _number_share(texts: pl.Series) -> float:
    """The share of numbers among values that are not mere marks."""
    read = with_status(texts.to_frame(), {}).filter(pl.col("value").is_not_null())
    return float(read["value"].cast(pl.Float64, strict=False).is_not_null().mean() or 0.0) if read.height else 0.0  # type: ignore[arg-type]  # the mean of a Boolean column is a number
