"""Values as people say them: 38.3%, £1,204 per resident, 4.1 per 1,000 children, 7.3 out of 10, yes.

Every number becomes a `Figure`, which carries the id of its value; what is worked out from a value (a rank, a gap, a
count of neighbours) has the value's id with a word for the working: `...#median`.
"""

import re
from typing import Any

from sectorled.analysis.periods import parse_iso
from sectorled.publishing.document import Figure
from sectorled.publishing.marks import INSTEAD
from sectorled.publishing.table import Cell, missing, number
from sectorled.warehouse.queries.shapes import MetricLine

YES_NO = "yes/no"
_POUNDS = re.compile(
    r"^(?:in )?£\s*(?P<scale>thousands?|millions?|billions?|000s?)?(?P<apart>,?)\s*(?P<rest>.*)$", re.IGNORECASE
)
_THOUSAND_POUNDS = re.compile(r"^thousands? of pounds\b,?\s*", re.IGNORECASE)
_COUNTED = re.compile(r"^(?:number|count)(?: of)?\s*(?P<rest>.*)$", re.IGNORECASE)
_SCORE = re.compile(r"^(?:mean |average )?(?:score (?=out of|from|\()|rate (?=per ))", re.IGNORECASE)
_SHARE = re.compile(r"^%\s*(?P<rest>.*)$")
_POUNDS_LAST = re.compile(r"^pounds?\s*(?P<scale>\w*)\s*\(£\)$", re.IGNORECASE)
_BARE = frozenset(
    ("", "average", "count", "index", "number", "proportion", "rank", "rate", "ratio", "score")
)  # say what sort it is only
_NAMES = (
    "rate",
    "ratio",
    "score",
    "index",
    "cost",
    "load",
    "spend",
)  # at its end, a unit names the figure: it is in brackets
_READS_ON = re.compile(r"(?:\S+ )?(?:per|a|out of|for every) ")  # "per 1,000 people", "days per 100,000 adults"
LONG_UNIT = 4  # words; a longer unit that does not read on from the number stands in brackets


def measured(line: MetricLine) -> dict[str, Any]:
    """How a metric's values are said: unit, decimals, type."""
    return {"unit": line.unit, "decimals": line.decimals, "value_type": line.value_type}


def when(period: str) -> str:
    """A stored period with its preposition: "in 2024/25", "on 31 March 2025"."""
    return parse_iso(period).spoken_when


def shown(value: float, *, unit: str | None, decimals: int, value_type: str | None = None) -> str:
    """The value with its unit in words; rounded half up, thousands separated, 0 only where it is truly 0."""
    if value_type == YES_NO:
        return yes_or_no(value)
    unit = _pounds_first(unit)
    if unit.lower() in _BARE:
        return _rounded(value, decimals)
    if share := _SHARE.match(unit):
        rest = share["rest"]
        return f"{_rounded(value, decimals, '%')} {rest if rest.startswith('of ') else rest and f'({rest})'}".rstrip()
    if pounds := _POUNDS.match(unit):
        amount = f"{_rounded(value, decimals, '£')} {_scale(pounds)}".rstrip() + pounds["apart"]
        return f"{amount} {_after(pounds['rest'])}".rstrip()
    if counted := _COUNTED.match(unit):
        return f"{_rounded(value, decimals)} {counted['rest']}".rstrip()
    return f"{_rounded(value, decimals)} {_after(_SCORE.sub('', unit))}"


def short(value: float, *, unit: str | None, decimals: int, value_type: str | None = None) -> str:
    """The value with its sign only (%, £ or £ thousand), for where the unit was said just before."""
    if value_type == YES_NO:
        return shown(value, unit=unit, decimals=decimals, value_type=value_type)
    if (pounds := _POUNDS.match(_pounds_first(unit))) and _scale(pounds):
        return f"{_rounded(value, decimals, '£')} {_scale(pounds)}"
    return _rounded(value, decimals, sign_of(unit))


def sign_of(unit: str | None) -> str:
    """The sign printed with a number of this unit: %, £ or none; thousands of pounds have none, for they are no £."""
    if unit and unit.startswith("%"):
        return "%"
    pounds = _POUNDS.match(_pounds_first(unit))
    return "£" if pounds and not _scale(pounds) else ""


def _pounds_first(unit: str | None) -> str:
    return _POUNDS_LAST.sub(r"£ \g<scale>", _THOUSAND_POUNDS.sub("£ thousand ", unit or ""))


def _scale(pounds: re.Match[str]) -> str:
    return (pounds["scale"] or "").lower().rstrip("s").replace("000", "thousand")


def cell(
    value: float | None,
    *,
    value_id: str,
    unit: str | None,
    decimals: int,
    value_type: str | None = None,
    mark: str | None = None,
) -> Cell:
    """A table's cell for a value with its sign, a yes or no in words; without a value its mark."""
    if value is None:
        return missing(mark if mark in INSTEAD else "x", value_id=value_id)
    if value_type == YES_NO:
        words = yes_or_no(value)
        return Cell(words, words, mark, value_id)
    return number(value, value_id=value_id, decimals=decimals, mark=mark, unit=sign_of(unit))


def id_at(value_id: str, *, area: str | None = None, period: str | None = None) -> str:
    """The id of the same measure's value in another council or period."""
    release, metric, own, at = value_id.split("/", 3)
    return f"{release}/{metric}/{area or own}/{period or at}"


def yes_or_no(value: float) -> str:
    """An answer, or the middle of several answers."""
    return {0.0: "no", 1.0: "yes"}.get(value, "as many yes as no")


def count(n: int, value_id: str) -> Figure:
    """A whole number in a sentence."""
    return Figure(n, f"{n:,}", value_id)


def _rounded(value: float, decimals: int, sign: str = "") -> str:
    cell = number(value, value_id="-", decimals=decimals, unit=sign)
    if cell.shown != "[low]":
        return cell.shown
    least = number(10**-decimals, value_id="-", decimals=decimals, unit=sign).shown
    return f"under {least}" if value > 0 else f"just below {number(0, value_id='-', unit=sign).shown}"


def _after(unit: str) -> str:
    """A unit as it reads after a number: a publisher's capital letter goes, an abbreviation keeps its own."""
    unit = " ".join(word.lower() if _spelt_out(word) else word for word in unit.split())
    short_enough = len(unit.split()) < LONG_UNIT and not unit.endswith(_NAMES)
    reads_on = _READS_ON.match(unit) or short_enough
    return unit if reads_on else f"({unit.replace(' (', ': ').replace(')', '')})"


def _spelt_out(word: str) -> bool:
    return word.istitle() and word.isalpha() and bool(set("aeiou") & set(word[1:]))
