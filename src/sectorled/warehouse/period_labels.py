"""Labels of periods as publishers write them, read as typed periods.

A label is read by its form; `hint` (calendar, financial, academic) says what a year means where the form does not.
A lone year under the hints financial and academic is the year that ends in it ("2025" is 2024/25); a quarter is counted
from the start of the hinted year ("2025 Q2" is July to September 2025).  `2011-12` and `2008-10`, which may be years or
a month, are settled over all labels of a column, and refused where they do not settle it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from sectorled.analysis.periods import MONTH_NAMES, Period, ordinal_months, parse_iso
from sectorled.warehouse.tidy import Refusal

HINTS = {"calendar": 1, "financial": 4, "academic": 9}  # the month a year begins in
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST_MONTHS = 12 * 25
_LONGEST_LABEL = 60
_REMEDY = "Write it like 2023/24, 2023, 2021-23, 2024 Q1, March 2024 or 2023-04-01/P1Y."
_STATUSES = {
    "rev": "revised",
    "revised": "revised",
    "r": "revised",
    "prov": "provisional",
    "provisional": "provisional",
    "p": "provisional",
    "est": "estimated",
    "estimated": "estimated",
    "e": "estimated",
    "final": "final",
}
_REMARKS = {"ot": "outturn", "outturn": "outturn", "s251": "section 251 budget"}
_MONTHS = {name[:3].lower(): i for i, name in enumerate(MONTH_NAMES, start=1)}
_SUFFIX = re.compile(r"\s*[(\[]\s*([A-Za-z0-9]+)\.?\s*[)\]]$")
_PREFIX = re.compile(r"^(?:(fy|financial year|ay|academic year|cy|calendar year|as at|at|on)\s*)", re.IGNORECASE)
_PREFIX_HINTS = {"f": "financial", "ac": "academic", "ay": "academic", "c": "calendar"}
_MAYBE_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])$")
_YEARS = re.compile(r"\d{4}[-/](\d{2}|\d{4})$")
_SEPARATOR = re.compile(r"\s*[-–—]\s*|\s+to\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says: the period, the status it implies (or None) and what else it remarks (or None)."""

    period: Period
    status: str | None = None
    note: str | None = None


def read_label(text: str, hint: str | None = None, *, dashed: str | None = None) -> Label:
    """Read one label; ValueError says why not.  `dashed` settles 2011-12: `years` or `months`."""
    body = " ".join(text.split())
    if len(body) > _LONGEST_LABEL:
        raise ValueError("too long for a period")
    try:
        return Label(parse_iso(body))
    except ValueError:
        body, status, note = _without_suffix(body)
    prefix = _PREFIX.match(body)
    if prefix:
        body = body[prefix.end() :]
        hint = next((h for word, h in _PREFIX_HINTS.items() if prefix[1].lower().startswith(word)), hint)
    settled = dashed or ("years" if hint else None)
    if _is_ambiguous(body) and settled is None:
        raise ValueError("may be a year or a month")
    period = _period(body, hint, settled)
    if period is None:
        raise ValueError("not a period we can read")
    return Label(_plausible(period), status, note)


def settle(labels: Iterable[str]) -> str | None:
    """Whether labels like 2011-12 in this column are `years` or `months`; None where the column does not say.

    One that can only be a month, or only years, settles all.  Else several of one width are years (2008-10, 2009-11),
    of several widths months.
    """
    bodies = {_without_suffix(" ".join(label.split()))[0] for label in labels if len(label) <= _LONGEST_LABEL}
    both = [body for body in bodies if _is_ambiguous(body)]
    months = any(_MAYBE_MONTH.match(body) and body not in both for body in bodies)
    years = any(_YEARS.match(body) and not _MAYBE_MONTH.match(body) for body in bodies)
    if months != years:
        return "months" if months else "years"
    if months or len(both) < 2:
        return None
    return "years" if len({int(body[5:]) - int(body[2:4]) for body in both}) == 1 else "months"


def read_periods(
    frame: pl.DataFrame, column: str, *, hint: str | None = None, by: str | None = None
) -> tuple[pl.DataFrame, list[Refusal]]:
    """Rewrite labels as ISO 8601 intervals; refuse what cannot be read.

    `frame` has `file` and `row`.  The status a label implies fills blanks of `status`, its remark joins `note`.
    With `by` the ambiguity of 2011-12 is settled within each value of that column.
    """
    keys = [column] if by is None else [column, by]
    texts = frame.with_columns(pl.col(column).cast(pl.String).str.strip_chars().replace("", None))
    known, faults = _read_all(texts.select(keys).unique(maintain_order=True), hint)
    schema = dict.fromkeys([*keys, "_iso", "_status", "_note", "_fault"], pl.String)
    read = pl.DataFrame(known + faults, schema=schema, orient="row")
    joined = texts.join(read, on=keys, how="left", nulls_equal=True, maintain_order="left")
    bad = joined.filter(pl.col("_fault").is_not_null())
    refusals = [
        Refusal(file, row, column, text, fault, _REMEDY)
        for file, row, text, fault in bad.select("file", "row", column, "_fault").iter_rows()
    ]
    for name in ("status", "note"):
        if name not in joined.columns:
            joined = joined.with_columns(pl.lit(None, pl.String).alias(name))
    return (
        joined.filter(pl.col("_fault").is_null())
        .with_columns(
            pl.col("_iso").alias(column),
            pl.coalesce(pl.col("status").cast(pl.String), "_status").alias("status"),
            pl.concat_str([pl.col("note").cast(pl.String), pl.col("_note")], separator="; ", ignore_nulls=True)
            .replace("", None)
            .alias("note"),
        )
        .drop("_iso", "_status", "_note", "_fault")
    ), refusals


_Row = tuple[str | None, ...]


def _read_all(labels: pl.DataFrame, hint: str | None) -> tuple[list[_Row], list[_Row]]:
    """Each distinct label with its period, status and note, or with its fault; blanks pass for the tidy checks."""
    known: list[_Row] = []
    faults: list[_Row] = []
    for _, group in labels.group_by(labels.columns[1:] or pl.lit(0), maintain_order=True):
        dashed = settle(group.to_series(0).drop_nulls())
        for key in group.iter_rows():
            if key[0] is None:
                known.append((*key, None, None, None, None))
                continue
            try:
                label = read_label(key[0], hint, dashed=dashed)
            except (ValueError, OverflowError) as error:
                faults.append((*key, None, None, None, str(error)))
            else:
                known.append((*key, label.period.iso, label.status, label.note, None))
    return known, faults


def _without_suffix(body: str) -> tuple[str, str | None, str | None]:
    """The label without "(Rev)", "(prov)", "(OT)" and their like; an unknown suffix stays and is not read."""
    found = _SUFFIX.search(body)
    word = found[1].lower() if found else ""
    if found and (word in _STATUSES or word in _REMARKS):
        return body[: found.start()], _STATUSES.get(word), _REMARKS.get(word)
    return body, None, None


def _is_ambiguous(body: str) -> bool:
    """Whether this reads as a month and as the first and last of some years."""
    return bool(_MAYBE_MONTH.match(body)) and int(body[5:]) > int(body[2:4])


def _pair(body: str) -> int | None:
    """The first year of 2023/24, 2023-24 or 2023/2024, else None."""
    found = re.fullmatch(r"(\d{4})\s?[-/–]\s?(\d{2}|\d{4})", body)
    if found is None:
        return None
    first, second = int(found[1]), found[2]
    return first if (first + 1) % 10 ** len(second) == int(second) else None


def _plausible(period: Period) -> Period:
    if not (period.start.year >= _FIRST_YEAR and period.end.year <= _LAST_YEAR):
        raise ValueError(f"lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    if period.months > _LONGEST_MONTHS:
        raise ValueError("lasts longer than any figure's period")
    return period


def _period(body: str, hint: str | None, dashed: str | None) -> Period | None:
    return _atom(body, hint, dashed) or _span(body, hint)


def _atom(body: str, hint: str | None, dashed: str | None) -> Period | None:
    """A day, month, quarter, pair of years or lone year."""
    first = _pair(body)
    if first is not None and not (dashed == "months" and _MAYBE_MONTH.match(body)):
        return _years_from(first, hint)
    if dashed == "years" and _is_ambiguous(body):
        return None
    for pattern, build in _ATOMS:
        if found := pattern.fullmatch(body):
            return build(found, hint)
    return None


def _years_from(first: int, hint: str | None) -> Period:
    """The year that begins in `first`; two calendar years where the calendar is what the hint says."""
    if hint == "calendar":
        return Period(date(first, 1, 1), 24)
    return Period(date(first, HINTS[hint or "financial"], 1), 12)


def _lone_year(found: re.Match[str], hint: str | None) -> Period:
    year = int(found[1])
    start = year if (hint or "calendar") == "calendar" else year - 1
    return Period(date(start, HINTS[hint or "calendar"], 1), 12)


def _month_year(found: re.Match[str], _: str | None) -> Period:
    return Period(date(_full(found["year"]), _MONTHS[found["month"][:3].lower()], 1), 1)


def _iso_month(found: re.Match[str], _: str | None) -> Period:
    return Period(date(int(found[1]), int(found[2]), 1), 1)


def _quarter(found: re.Match[str], hint: str | None) -> Period:
    year, pair, quarter = int(found["year"]), found["pair"], int(found["quarter"])
    if pair and _pair(f"{year}/{pair}") is None:
        raise ValueError(f"{year}/{pair} is not a year")
    first = HINTS[hint or ("financial" if pair else "calendar")]
    month = first - 1 + 3 * (quarter - 1)
    return Period(date(year + month // 12, month % 12 + 1, 1), 3)


def _day(found: re.Match[str], _: str | None) -> Period:
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
    return Period(date(int(found["year"]), number, int(found["day"])))


def _year_to(found: re.Match[str], _: str | None) -> Period:
    """Twelve months that end with a month, or with its last day."""
    year, month = _full(found["year"]), _MONTHS[found["month"][:3].lower()]
    return Period(date(year - 1 + month // 12, month % 12 + 1, 1), 12)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


_MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTH_NAMES)}|sept)\.?"
_Q = r"(?:q|qtr\.? ?|quarter )(?P<quarter>[1-4])"
_Y = r"(?P<year>\d{4})(?:[-/](?P<pair>\d{2}|\d{4}))?"
_BUILD: tuple[tuple[str, Callable[[re.Match[str], str | None], Period]], ...] = (
    (r"(\d{4})(?:\.0)?", _lone_year),
    (rf"{_MONTH}[ -]?'?(?P<year>\d{{4}}|\d{{2}})", _month_year),
    (r"(\d{4})-(0[1-9]|1[0-2])", _iso_month),
    (rf"{_Y}[ -]?{_Q}", _quarter),
    (rf"{_Q}[ -]?{_Y}", _quarter),
    (rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH} (?P<year>\d{{4}})", _day),
    (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", _day),
    (rf"(?:12 months|year) (?:ending|ended|to)(?: (?:28|29|30|31))? {_MONTH} (?P<year>\d{{4}})", _year_to),
)
_ATOMS = tuple((re.compile(pattern, re.IGNORECASE), build) for pattern, build in _BUILD)


def _span(body: str, hint: str | None) -> Period | None:
    """Two of a kind with a dash or "to" between: years, pairs of years, quarters, months."""
    for cut in _SEPARATOR.finditer(body):
        left, right = body[: cut.start()], body[cut.end() :]
        if re.fullmatch(r"\d{4}", left) and re.fullmatch(r"\d{2}|\d{4}", right):
            return _whole_years(left, right, hint)
        if re.fullmatch(r"\d{2}[/-]\d{2}", right):
            right = left[:2] + right
        if re.fullmatch(_MONTH, left, re.IGNORECASE) and (year := re.search(r"\d{4}$", right)):
            left = f"{left} {year[0]}"
        first, last = _atom(left, hint, "years"), _atom(right, hint, "years")
        if first and last and first.months and first.months == last.months:
            return _joined(first, last)
    return None


def _whole_years(left: str, right: str, hint: str | None) -> Period:
    if hint in ("financial", "academic"):
        raise ValueError(f"may be counted from the start or the end of a year; write {left}/.. to ../..")
    return _joined(Period(date(int(left), 1, 1), 12), Period(date(int(left[: 4 - len(right)] + right), 1, 1), 12))


def _joined(first: Period, last: Period) -> Period:
    months = ordinal_months(last.end) - ordinal_months(first.start)
    if last.start <= first.start:
        raise ValueError("ends before it starts")
    return Period(first.start, months)
