"""Ofsted's inspections of children's services (ILACS): judgements on the day of inspection, visits without judgement.

A judgement is a score from 1 (outstanding) to 4 (inadequate); its word is the note.  A judgement not made (that of
care leavers before it existed) is no row.  The list of current judgements repeats the history and adds nothing.
"""

import polars as pl

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.sources.reading import located, members, table_with
from sectorled.warehouse.tidy import InputError, Tidy, refuse, tidied

PATTERN = r"ilacs_.*\.csv"
SCORES = {"Outstanding": 1, "Good": 2, "Requires improvement to be good": 3, "Inadequate": 4}
JUDGEMENTS = (
    "Overall effectiveness",
    "The impact of leaders on social work practice with children and families",
    "The experiences and progress of children who need help and protection",
    "The experiences and progress of children in care",
    "The experiences and progress of care leavers",
)
VISITS = "ofsted-ilacs.visits"
_CODE, _NAME = "Local authority area code", "Local authority name"
_ABOUT = {
    "polarity": "low",
    "value_type": "score",
    "unit": "judgement (1 outstanding to 4 inadequate)",
    "decimals": 0,
    "theme": "Children's services",
    "frequency": "irregular",
    "period_type": "instant",
    "source": "Ofsted, inspections of local authority children's services",
    "publisher": "Ofsted",
    "licence": "Open Government Licence v3.0",
    "caveat": "A judgement stands until the next inspection; the day is the first day of the inspection.",
}


def read(files: Files, known: KnownAreas) -> Tidy:
    """Read every list of inspections that is there."""
    names = members(files, PATTERN)
    if not names:
        raise InputError(f"{files.name}: holds no inspections. Expected a file like ilacs_history_2018_2025.csv.")
    tables = [table_with(files, name, [_CODE, _NAME, *JUDGEMENTS]) for name in names]
    rows = pl.concat([_named_alike(table.numbered(), table.file) for table in tables], how="diagonal_relaxed")
    rows, unknown, notes = located(rows, known, code=_CODE, name=_NAME)
    rows = rows.filter(pl.col("area").is_not_null())
    figures = rows.unpivot(
        list(JUDGEMENTS), index=["area", "period", "file", "row"], variable_name="judgement", value_name="note"
    )
    figures = figures.filter(pl.col("note").is_not_null()).with_columns(pl.col("note").str.strip_chars())
    figures, refusals = refuse(
        figures, ~figures["note"].is_in(list(SCORES)), "note", "is not a judgement", f"Use one of: {', '.join(SCORES)}."
    )
    observations = figures.select(
        pl.col("judgement").replace_strict({j: metric_id(j) for j in JUDGEMENTS}).alias("metric"),
        "area", "period", "note", "file", "row",
        pl.col("note").replace_strict(SCORES, return_dtype=pl.Float64).alias("value"),
    )  # fmt: skip
    return tidied(
        {"observations": pl.concat([observations, _visits(rows)], how="diagonal"), "metrics": _metrics()},
        rows_read=sum(table.rows_read for table in tables),
        refusals=[*refusals, *(refusal for table in tables for refusal in table.refusals)],
        unknown_areas=unknown,
        notes=notes,
    )


def metric_id(judgement: str) -> str:
    """The stable id of a judgement."""
    return f"ofsted-ilacs.{slug(judgement)}"


def _named_alike(rows: pl.DataFrame, file: str) -> pl.DataFrame:
    """The lists call day and type differently; an inspection's day is its period."""
    day = next((c for c in ("Inspection date", "Inspection/Visit date") if c in rows.columns), None)
    if day is None:
        raise InputError(f"{file}: no column 'Inspection date'. Load the file as its publisher issues it.")
    rows = rows.rename({day: "period"})
    for column in ("Inspection/Visit type", "Visit Theme"):
        if column not in rows.columns:
            rows = rows.with_columns(pl.lit(None, pl.String).alias(column))
    return rows


def _visits(rows: pl.DataFrame) -> pl.DataFrame:
    """Visits that made no judgement, each counted once on its day with its type and theme."""
    visits = rows.filter(
        pl.all_horizontal(pl.col(JUDGEMENTS).is_null()) & pl.col("Inspection/Visit type").is_not_null()
    )
    note = pl.concat_str("Inspection/Visit type", "Visit Theme", separator=": ", ignore_nulls=True)
    return visits.select(
        pl.lit(VISITS).alias("metric"), "area", "period", pl.lit(1.0).alias("value"), note.alias("note"), "file", "row"
    )


def _metrics() -> pl.DataFrame:
    judged = [{"metric": metric_id(judgement), "label": judgement} | _ABOUT for judgement in JUDGEMENTS]
    visit = {"metric": VISITS, "label": "Focused and monitoring visits"} | _ABOUT
    visit |= {"polarity": "none", "value_type": "count", "unit": "visits", "caveat": "Visits make no judgement."}
    return pl.DataFrame([*judged, visit])
