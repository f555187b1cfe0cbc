"""The Department for Education's Local Authority Interactive Tool: figures, dictionary, statistical neighbours.

Areas are DfE numbers, translated by a table of ours; a number whose boundaries stayed keeps its series under today's
council (Buckinghamshire, North Yorkshire, Somerset).  `-` is not available or suppressed.  The dictionary's year type
says what a year means.  Where the dictionary lists a measure under two topics it is one metric with a note.
"""

import re
from importlib import resources

import polars as pl

from sectorled.analysis.periods import MONTH_NAMES, parse_iso
from sectorled.warehouse.areas import KnownAreas, normal
from sectorled.warehouse.files import Files
from sectorled.warehouse.period_labels import read_periods
from sectorled.warehouse.sources.lait_dictionary import LICENCE, PUBLISHER, metrics
from sectorled.warehouse.sources.reading import members, table_with
from sectorled.warehouse.sources.regions import regions
from sectorled.warehouse.tidy import InputError, Refusal, Tidy, refuse, tidied

FIGURES, DICTIONARY, NEIGHBOURS = r"bds_long.*\.parquet", r"lait_data_dictionary.*\.csv", r"sn_([a-z]+)_(\d{4})\.xlsx"
STATUS = {"-": "missing", ":": "missing", "..": "missing", "x": "missing", "c": "suppressed", "z": "not applicable"}
_REMARK = {"-": "not available or suppressed"}
# the dictionary's year types: what a year means, or how a lone year is to be read
_HINTS = {"Academic Year": "academic", "Financial Year": "financial"}
_DAYS = {"Annual (end of Sept)": "30 September ", "Annual - January": "January "}
_COLUMNS = ["Short Desc", "Years", "LA and Regions", "Values", "LA Number"]


def read(files: Files, known: KnownAreas) -> Tidy:
    """Read the figures with the dictionary, and each list of neighbours that is there."""
    figures, dictionary = members(files, FIGURES), members(files, DICTIONARY)
    if not figures or not dictionary:
        raise InputError(
            f"{files.name}: lacks the figures (bds_long_0.parquet) or lait_data_dictionary.csv. Give both."
        )
    described = table_with(files, dictionary[0], ["Measure_short"])
    tables = [table_with(files, name, _COLUMNS) for name in figures]
    rows = pl.concat([table.numbered().select(*_COLUMNS, "file", "row") for table in tables])
    unlabelled = (pl.col("Years") == "0") & (
        pl.col("Values") == "-"
    )  # the publisher's filler for years without figures
    labelled = rows.filter(~unlabelled.fill_null(value=False))
    neighbours = [_neighbours(files, name) for name in members(files, NEIGHBOURS)]
    newest = max((scheme for groups, _, _ in neighbours for scheme in groups["scheme"]), default=None)
    described_metrics = metrics(described, scheme=newest)
    observations, refusals, unknown = _observations(labelled, described_metrics)
    observations, left_out = _of_living_areas(observations, known)
    raw = {
        "observations": observations.drop("year_type"),
        "metrics": described_metrics.drop("short", "year_type"),
        "areas": regions(),
    }
    if neighbours:
        raw |= {"groups": pl.concat([n[0] for n in neighbours]), "members": pl.concat([n[1] for n in neighbours])}
    refusals += [refusal for _, _, why in neighbours for refusal in why]
    return tidied(
        raw,
        rows_read=sum(table.rows_read for table in tables),
        refusals=[*refusals, *described.refusals],
        unknown_areas=unknown,
        notes=[
            f"{left_out:,} blank rows of councils before their start or after their end were left out.",
            f"{rows.height - labelled.height:,} blank rows under the year 0 were left out.",
        ],
    )


def dfe_areas() -> pl.DataFrame:
    """DfE number, GSS code and name of every authority and region; `end` is the day a number was given up."""
    content = resources.files("sectorled.warehouse.catalogue").joinpath("dfe_areas.csv").read_bytes()
    return pl.read_csv(content, schema_overrides={"dfe_number": pl.Int64}, try_parse_dates=True)


def _observations(rows: pl.DataFrame, about: pl.DataFrame) -> tuple[pl.DataFrame, list[Refusal], dict[str, int]]:
    rows, unknown = _located(rows)
    rows = rows.join(
        about.select(pl.col("short").alias("Short Desc"), "metric", "year_type"),
        on="Short Desc",
        how="left",
        maintain_order="left",
    )
    rows, refusals = refuse(
        rows,
        rows["metric"].is_null(),
        "Short Desc",
        "is not in the dictionary",
        "Load the dictionary of the same issue.",
    )
    code = pl.col("value").str.strip_chars()
    rows = rows.rename({"Values": "value", "Years": "period"}).with_columns(
        pl.when(code.is_in(list(STATUS))).then(None).otherwise(code).alias("value"),
        code.replace_strict(STATUS, default=None).alias("status"),
        code.replace_strict(_REMARK, default=None, return_dtype=pl.String).alias("note"),
        pl.when(pl.col("period").str.contains(r"^\d{4}$"))
        .then(pl.concat_str(pl.col("year_type").replace_strict(_DAYS, default=""), "period"))
        .otherwise("period")
        .alias("period"),
    )
    parts = []
    for (year_type,), part in rows.partition_by("year_type", as_dict=True).items():
        read_part, why = read_periods(part, "period", hint=_HINTS.get(str(year_type), "calendar"), by="metric")
        parts.append(read_part)
        refusals += why
    return pl.concat(parts, how="vertical_relaxed") if parts else rows, refusals, unknown


def _located(rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
    """Rows with the GSS code of their number; a number under another's name is nobody's."""
    areas = dfe_areas()
    codes = {
        number: (code, normal(name))
        for number, code, name in areas.select("dfe_number", "gss_code", "name").iter_rows()
    }
    seen = rows.select("LA Number", "LA and Regions").unique()
    found = [(number, name, _code(codes, number, name)) for number, name in seen.iter_rows()]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "LA Number": rows.schema["LA Number"],
        "LA and Regions": pl.String,
        "area": pl.String,
    }
    keys = ["LA Number", "LA and Regions"]
    rows = rows.join(
        pl.DataFrame(found, schema, orient="row"), on=keys, how="left", nulls_equal=True, maintain_order="left"
    )
    lost = rows.filter(pl.col("area").is_null())
    label = pl.format(
        "{} ({})",
        pl.col("LA and Regions").fill_null("no name"),
        pl.col("LA Number").cast(pl.String).fill_null("no number"),
    )
    unknown = dict(lost.group_by(label.alias("name"), maintain_order=True).len().iter_rows())
    return rows.filter(pl.col("area").is_not_null()), unknown


def _code(codes: dict[int, tuple[str, str]], number: float | str | None, name: str | None) -> str | None:
    try:
        code, expected = codes.get(int(float(number or 0)), (None, ""))
    except (ValueError, OverflowError):
        return None
    return code if expected == normal(name or "") else None


def _of_living_areas(rows: pl.DataFrame, known: KnownAreas) -> tuple[pl.DataFrame, int]:
    """Without blank rows of areas that did not exist in the period; `known` and the ends of DfE numbers say so."""
    blank = rows.filter(pl.col("value").is_null()).select("area", "period").drop_nulls().unique()
    gone = [pair for pair in blank.iter_rows() if not known.existed(pair[0], parse_iso(pair[1]))]
    dead = pl.DataFrame(gone, {"area": pl.String, "period": pl.String}, orient="row")
    dead = dead.with_columns(pl.lit(None, pl.String).alias("value"))
    kept = rows.join(dead, on=["area", "period", "value"], how="anti", nulls_equal=True, maintain_order="left")
    return kept, rows.height - kept.height


def _neighbours(files: Files, name: str) -> tuple[pl.DataFrame, pl.DataFrame, list[Refusal]]:
    """Groups and members of one list; its words of closeness are kept as notes."""
    ranks = [("SN1", "SNP"), *((f"SN{i}", f"SNP ({i})") for i in range(2, 11))]
    table = table_with(files, name, ["LA num", *(column for pair in ranks for column in pair)], header_row=3)
    codes = {str(number): code for number, code in dfe_areas().select("dfe_number", "gss_code").iter_rows()}
    scheme, month, year = _issue(name)
    lists = table.numbered().filter(pl.col("SN1").is_not_null() & (pl.col("SN1") != "-"))  # Scilly has none
    lists = lists.with_columns(pl.col("LA num").replace_strict(codes, default=None).alias("owner"))
    lists, refusals = refuse(
        lists, lists["owner"].is_null(), "LA num", "is not a number of the Department for Education", "Correct it."
    )
    group = pl.format("{}-{}", pl.lit(scheme), "owner")
    members_of = pl.concat(
        lists.select(
            group.alias("group"), pl.col(near).alias("number"), pl.lit(i).alias("position"), pl.col(word).alias("note"),
            "file", "row",
        )
        for i, (near, word) in enumerate(ranks, start=1)
    ).with_columns(pl.col("number").replace_strict(codes, default=None).alias("area"))  # fmt: skip
    members_of, why = refuse(
        members_of,
        members_of["area"].is_null(),
        "number",
        "is not a number of the Department for Education",
        "Correct it.",
    )
    groups = lists.select(
        group.alias("group"),
        pl.lit(scheme).alias("scheme"),
        pl.lit(f"Statistical neighbours, {month.capitalize()} {year}").alias("label"),
        pl.lit("neighbours").alias("kind"),
        "owner",
        pl.lit(PUBLISHER).alias("source"),
        pl.lit(LICENCE).alias("licence"),
        pl.lit(f"{year}-{_month(month):02d}-01").alias("date"),
        "file",
        "row",
    )
    return groups, members_of.drop("number"), refusals + why


def _issue(name: str) -> tuple[str, str, str]:
    found = re.search(NEIGHBOURS, name, re.IGNORECASE)
    if found is None:
        raise InputError(f"{name}: its name has no month and year. Call it like sn_may_2025.xlsx.")
    return f"lait-sn-{found[2]}", found[1].lower(), found[2]


def _month(name: str) -> int:
    return next((i for i, month in enumerate(MONTH_NAMES, start=1) if month.lower() == name), 1)
