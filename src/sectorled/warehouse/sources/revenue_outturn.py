"""Revenue outturn of English authorities (RSX, RO3): a metric for each service and column, in thousands of pounds.

Rows that repeat the header, carry form codes or sum a class are left out and counted; England's total is kept.  Where
an authority reports nothing but 0 for a service, like most that report in its class, it does not run it: not
applicable, never nought.  The publisher gives the Greater London Authority the code of London; here it is itself.
"""

import re

import polars as pl

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.period_labels import read_label
from sectorled.warehouse.sources.reading import members, table_with
from sectorled.warehouse.tidy import InputError, Tidy, tidied

PATTERN = r"(rsx|ro\d)_(\d{4}-\d{2})_by_la\.csv"
LICENCE = "Open Government Licence v3.0"
PUBLISHER = "Ministry of Housing, Communities and Local Government"
_FIXED = ("E-code", "ONS Code", "Local authority", "Notes", "Class", "Detailed Class", "Certification")
_SERVICE = re.compile(r"(?P<service>.+?)\s*-\s*(?P<column>[^-]+?)\s*\((?P<number>C\d)(?: = .*)?\)$")
_KINDS = {
    "Police": "police authority",
    "Fire": "fire authority",
    "Park": "park authority",
    "Waste": "waste authority",
    "Combined Authority": "combined authority",
    "GLA": "strategic regional authority",
}
_LONDON_AUTHORITY = "Greater London Authority"
_ABSENT = {"[x]": "not returned", "[n]": "not available"}
_MOST = 0.5  # share of a class from which reporting nothing is the rule
_KEYS = ["file", "row", "area", "class", "remark"]


def read(files: Files, known: KnownAreas) -> Tidy:
    """Read every outturn table that is there."""
    names = members(files, PATTERN)
    if not names:
        raise InputError(f"{files.name}: holds no revenue outturn. Expected a file like rsx_2024-25_by_la.csv.")
    tables = [table_with(files, name, _FIXED) for name in names]
    rows, left_out = [], 0
    for table in tables:
        numbered = table.numbered()
        kept = numbered.filter(_is_authority())
        left_out += numbered.height - kept.height
        rows.append(kept)
    areas, unknown = _areas(pl.concat(rows, how="diagonal_relaxed"), known)
    parts = [_figures(frame, table.file, areas) for frame, table in zip(rows, tables, strict=True)]
    return tidied(
        {
            "observations": pl.concat([figures for figures, _ in parts]),
            "metrics": pl.concat([metrics for _, metrics in parts]),
            "areas": areas.filter(pl.col("kind").is_not_null()).select("code", "name", "kind", "nation"),
        },
        rows_read=sum(table.rows_read for table in tables),
        refusals=[refusal for table in tables for refusal in table.refusals],
        unknown_areas=unknown,
        notes=[
            f"{left_out} rows that repeat the header, carry form codes or sum a class were left out.",
            "Memorandum columns (agency staff) were left out.",
        ],
        dataset=f"revenue-outturn/{_year(names[0])}",
    )


def _is_authority() -> pl.Expr:
    """Neither a header again, nor form codes, nor the total of a class (which counts authorities as certification)."""
    counted = pl.col("Certification").str.contains(r"^\d+$").fill_null(value=False)
    coded = pl.col("ONS Code").str.contains(r"^[A-Z]\d{8}$|^E\d{4}$").fill_null(value=False)
    return coded & ~counted


def _year(name: str) -> str:
    found = re.search(PATTERN, name, re.IGNORECASE)
    return found[2] if found else name


def _areas(rows: pl.DataFrame, known: KnownAreas) -> tuple[pl.DataFrame, dict[str, int]]:
    """Publisher's code -> our code; authorities that are no councils are described here, unknown councils counted."""
    seen = rows.group_by("ONS Code", "Local authority", "Detailed Class", maintain_order=True).len("rows")
    found: list[tuple[str, str, str | None, str | None, str]] = []
    unknown: dict[str, int] = {}
    for ons, name, detailed, count in seen.iter_rows():
        kind = _KINDS.get(detailed)
        code = _code(ons, name, known)
        if code in known:
            kind = None
        elif kind is None and not known.empty:
            unknown[f"{name} ({ons})"] = count
            continue
        found.append((ons, code, name, kind, "England"))
    schema = {"ONS Code": pl.String, "code": pl.String, "name": pl.String, "kind": pl.String, "nation": pl.String}
    return pl.DataFrame(found, schema, orient="row").unique("code", maintain_order=True), unknown


def _code(ons: str, name: str | None, known: KnownAreas) -> str:
    if name == _LONDON_AUTHORITY:
        return known.resolve(name) or slug(name)
    return ons


def _figures(rows: pl.DataFrame, file: str, areas: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    form, year = slug(file.rpartition("/")[2].partition("_")[0]), _year(file)
    period = read_label(year, "financial").period.iso
    columns = {c: found for c in rows.columns if (found := _SERVICE.match(c))}
    if not columns:
        raise InputError(f"{file}: has no columns like 'Education services - Employees (C1)'. Fetch the file again.")
    about = pl.DataFrame([_metric(form, column, found, year) for column, found in columns.items()])
    certified = pl.col("Certification") != "N"
    long = (
        rows.join(areas.select("ONS Code", pl.col("code").alias("area")), on="ONS Code", maintain_order="left")
        .with_columns(
            pl.col("Detailed Class").alias("class"),
            pl.when(~certified).then(pl.lit("not certified by the authority")).alias("remark"),
        )
        .unpivot(list(columns), index=_KEYS, variable_name="column", value_name="text")
        .join(about.select("column", "metric", "service"), on="column", maintain_order="left")
    )
    return _with_status(long).with_columns(pl.lit(period).alias("period")), about.drop("column", "service")


def _with_status(long: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("text").cast(pl.Float64, strict=False)
    marked = pl.col("text").str.contains(r"^\[.*\]$").fill_null(value=False)
    long = long.with_columns(
        ((number.fill_null(0) == 0).all() & number.is_not_null().any()).over("row", "service").alias("idle"),
        number.is_not_null().any().over("row", "service").alias("reported"),
    )
    usual = (pl.col("idle").sum() / pl.col("reported").sum()).over("class", "service") >= _MOST
    idle = pl.col("idle") & usual
    return long.select(
        "metric", "area", "file", "row",
        pl.when(marked).then(None).otherwise("text").alias("value"),
        pl.when(idle).then(pl.lit("not applicable")).when(marked).then(pl.lit("missing")).alias("status"),
        pl.concat_str(
            pl.when(idle).then(pl.lit("nothing reported, like most of its class")),
            pl.when(marked).then(pl.col("text").replace(_ABSENT)),
            "remark",
            separator="; ", ignore_nulls=True,
        ).replace("", None).alias("note"),
    )  # fmt: skip


def _metric(form: str, column: str, found: re.Match[str], year: str) -> dict[str, str | int]:
    service = re.sub(r"\s*\[note \d+\]", "", found["service"])
    return {
        "column": column,
        "service": service,
        "metric": f"revenue-outturn.{form}-{slug(service)}-{found['number'].lower()}",
        "label": f"{service}: {found['column'].lower()}",
        "unit": "£ thousand",
        "spoken_unit": "thousand pounds",
        "value_type": "money",
        "decimals": 0,
        "theme": "Finance",
        "frequency": "annual",
        "period_type": "financial year",
        "source": f"Revenue outturn {year}, {form.upper()}",
        "publisher": PUBLISHER,
        "licence": LICENCE,
    }
