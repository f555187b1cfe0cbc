"""The one tidy shape: what every loader hands over, how it is checked, and what is refused and why.

A loader reads a publisher's file into raw tables, text or typed, with the columns of `tables.TABLES` (observations also
carry `file` and `row`).  `tidied` types every column, refuses the rows that cannot be read, and counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

from sectorled.analysis.periods import parse_iso
from sectorled.warehouse.status import COUNTED
from sectorled.warehouse.tables import TABLES, Table, empty

TRACED = ("observations", "metrics")  # rows of these tables keep the file and the row they came from


class InputError(Exception):
    """A file or a question that cannot be used at all; the message names the remedy and is safe to show.

    `choices` are what may stand in place of what was wrong, where that can be listed.
    """

    def __init__(self, message: str, choices: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.choices = list(choices)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that was not kept: where it stands, what was wrong, and what to do."""

    file: str
    row: int | None
    field: str
    value: str | None
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}, row {self.row}"
        shown = "" if self.value is None else f" {self.value[:80]!r}"
        return f"{place}, {self.field}{shown}: {self.reason}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class Tidy:
    """Everything one load brings.  `unknown_areas` are names or codes that no register knows, with their row counts."""

    tables: dict[str, pl.DataFrame]
    refusals: tuple[Refusal, ...] = ()
    rows_read: int = 0
    unknown_areas: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    assets: dict[str, bytes] = field(default_factory=dict)
    dataset: str = ""  # a newer load of the same data set replaces the older one in the next release

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.tables[name]


def tidied(
    raw: dict[str, pl.DataFrame],
    *,
    rows_read: int,
    refusals: Iterable[Refusal] = (),
    unknown_areas: dict[str, int] | None = None,
    notes: Iterable[str] = (),
    assets: dict[str, bytes] | None = None,
    dataset: str = "",
) -> Tidy:
    """Type and check raw tables; rows that cannot be read become refusals, absent tables become empty ones."""
    refused, tables = list(refusals), {}
    for name, table in TABLES.items():
        if name not in raw:
            tables[name] = _with_provenance(empty(name)) if name in TRACED else empty(name)
            continue
        frame = _with_provenance(raw[name])
        kept, why = _checked(frame, table)
        refused.extend(why)
        tables[name] = kept if name in TRACED else kept.drop("file", "row")
    return Tidy(tables, tuple(refused), rows_read, unknown_areas or {}, tuple(notes), assets or {}, dataset)


def _with_provenance(frame: pl.DataFrame) -> pl.DataFrame:
    if "file" not in frame.columns:
        frame = frame.with_columns(pl.lit("", pl.String).alias("file"))
    if "row" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, pl.UInt32).alias("row"))
    return frame.with_columns(pl.col("row").cast(pl.UInt32))


def _checked(frame: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Refusal]]:
    missing = [c for c in table.required if c not in frame.columns]
    if missing:
        file = frame["file"][0] if frame.height else f"table {table.name}"
        raise InputError(f"{file}: no column {', '.join(missing)}. The columns of {table.name} are {_listed(table)}.")
    typed, refusals = frame, []
    for column, dtype in table.columns.items():
        if column not in typed.columns:
            typed = typed.with_columns(pl.lit(None, dtype).alias(column))
        typed, why = _typed(typed, column, dtype)
        refusals += why
    typed = typed.select(*table.columns, "file", "row")
    for check in (_required, _choices, _finite, _possible, _periods, _status, _duplicates):
        typed, why = check(typed, table)
        refusals += why
    return typed, refusals


def _listed(table: Table) -> str:
    return ", ".join(table.columns)


def refuse(
    frame: pl.DataFrame, bad: pl.Series, field_name: str, reason: str, remedy: str
) -> tuple[pl.DataFrame, list[Refusal]]:
    """Split off the rows where `bad` is true; one refusal for each."""
    if not bad.any():
        return frame, []
    rows = frame.filter(bad).select("file", "row", pl.col(field_name).cast(pl.String, strict=False).alias("value"))
    refusals = [Refusal(f, r, field_name, v, reason, remedy) for f, r, v in rows.iter_rows()]
    return frame.filter(~bad), refusals


def _typed(frame: pl.DataFrame, column: str, dtype: type[pl.DataType]) -> tuple[pl.DataFrame, list[Refusal]]:
    series = frame[column]
    if series.dtype == dtype and dtype != pl.String:
        return frame, []
    text = _as_text(series).str.strip_chars()
    text = text.set(text == "", None)
    if dtype == pl.String:
        return frame.with_columns(text), []
    cast = _dates(text) if dtype == pl.Date else text.cast(dtype, strict=False)
    bad = (cast.is_null() & text.is_not_null()).fill_null(value=False)
    frame = frame.with_columns(text)
    good, refusals = refuse(frame, bad, column, f"not {_WANTED[dtype]}", "Correct the cell or leave it blank.")
    return good.with_columns(cast.filter(~bad).alias(column)), refusals


def _as_text(series: pl.Series) -> pl.Series:
    """As text; whole numbers that a table keeps as fractions, because some are blank, as whole ones: 1.0 is 1."""
    text = series.cast(pl.String, strict=False)
    if not series.dtype.is_float():
        return text
    whole = series.is_between(-_MOST_EXACT, _MOST_EXACT) & (series.round() == series)
    return text.zip_with(~whole.fill_null(value=False), series.cast(pl.Int64, strict=False).cast(pl.String))


def _dates(text: pl.Series) -> pl.Series:
    """ISO dates, also where a table gave them a time of midnight; 01/04/2023 is not read, for it has two meanings."""
    return text.str.replace(r"[T ]00:00(:00(\.0+)?)?Z?$", "").str.to_date("%Y-%m-%d", strict=False)


_MOST_DECIMALS = 10
_POSSIBLE = {
    "observations": (
        ("lower", pl.col("lower") <= pl.col("upper"), "above the upper limit", "Swap the limits, or leave both blank."),
        (
            "denominator",
            pl.col("denominator") >= 0,
            "below 0",
            "Give what the numerator is divided by, or leave blank.",
        ),
    ),
    "metrics": (
        (
            "decimals",
            pl.col("decimals").is_between(0, _MOST_DECIMALS),
            f"not between 0 and {_MOST_DECIMALS}",
            "Give how many decimals are shown.",
        ),
        (
            "target_low",
            pl.col("target_low") <= pl.col("target_high"),
            "above the target's upper end",
            "Swap the ends; a point has both the same.",
        ),
    ),
}
_LARGEST = 1e100  # far beyond any figure, and small enough to be squared and added up
_MOST_EXACT = 2.0**53  # beyond, a fraction no longer tells one whole number from the next
_WANTED: dict[type[pl.DataType], str] = {
    pl.Date: "a date such as 2023-04-01",
    pl.Int64: "a whole number",
    pl.Float64: "a number",
}


def _required(frame: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Refusal]]:
    refusals: list[Refusal] = []
    for column in table.required:
        frame, why = refuse(frame, frame[column].is_null(), column, "must not be blank", "Fill it in.")
        refusals += why
    return frame, refusals


def _choices(frame: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Refusal]]:
    refusals: list[Refusal] = []
    for column, allowed in table.choices.items():
        lowered = frame[column].str.to_lowercase()
        frame = frame.with_columns(lowered)
        bad = (~lowered.is_in(list(allowed))).fill_null(value=False)
        frame, why = refuse(frame, bad, column, "not one of the known words", f"Use one of: {', '.join(allowed)}.")
        refusals += why
    return frame, refusals


def _finite(frame: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Refusal]]:
    refusals: list[Refusal] = []
    for column in (c for c, dtype in table.columns.items() if dtype == pl.Float64):
        bad = (~frame[column].is_between(-_LARGEST, _LARGEST)).fill_null(value=False)
        frame, why = refuse(frame, bad, column, "not a finite number", "Leave it blank where there is no value.")
        refusals += why
    return frame, refusals


def _possible(frame: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Refusal]]:
    """Numbers that cannot be what their column says: a lower limit above the upper one, fewer than nobody."""
    refusals: list[Refusal] = []
    for column, possible, reason, remedy in _POSSIBLE.get(table.name, ()):
        bad = (~frame.select(possible).to_series()).fill_null(value=False)
        frame, why = refuse(frame, bad, column, reason, remedy)
        refusals += why
    return frame, refusals


def _periods(frame: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Refusal]]:
    if "period" not in table.columns:
        return frame, []
    known: dict[str, str | None] = {}
    for text in frame["period"].unique():
        try:
            known[text] = parse_iso(text).iso
        except ValueError:
            known[text] = None
    iso = frame["period"].replace_strict(known, return_dtype=pl.String)
    good, refusals = refuse(
        frame, iso.is_null(), "period", "not a period we can read", "Use an ISO 8601 interval such as 2023-04-01/P1Y."
    )
    return good.with_columns(iso.drop_nulls().alias("period")), refusals


def _status(frame: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Refusal]]:
    """A blank status is final where there is a value or its parts, else missing; a withheld value is never stored."""
    if table.name != "observations":
        return frame, []
    given = pl.col("value").is_not_null() | (pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null())
    status = pl.col("status").fill_null(pl.when(given).then(pl.lit("final")).otherwise(pl.lit("missing")))
    counted = status.is_in(list(COUNTED))
    status = pl.when(counted & ~given).then(pl.lit("missing")).otherwise(status)
    numbers = ["value", "numerator", "denominator", "lower", "upper"]
    frame = frame.with_columns(status.alias("status"))
    return frame.with_columns(pl.when(counted).then(pl.col(c)).otherwise(None).alias(c) for c in numbers), []


def _duplicates(frame: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Refusal]]:
    """The first row of a key stands; an identical repeat is dropped in silence, a different one is refused."""
    key = list(table.key)
    content = [c for c in frame.columns if c not in ("file", "row", "note")]
    frame = frame.unique(subset=content, keep="first", maintain_order=True)
    bad = ~frame.select(pl.struct(key).is_first_distinct()).to_series()
    return refuse(frame, bad, key[-1], f"a second row for the same {', '.join(key)}", "Keep one of them.")
