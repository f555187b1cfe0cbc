"""The register of UK councils, past, present and planned: areas, their names, parents and successions.

A council is known by its GSS code; one without is `register-` and its code in the register.  `end` is the first day on
which a council no longer existed: an end on the last day of a month is therefore moved to the next day.  Codes that a
council had earlier are kept among its names, so that figures under an old code find it.
"""

import polars as pl

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.sources.reading import members, table_with
from sectorled.warehouse.sources.regions import regions
from sectorled.warehouse.tidy import InputError, Refusal, Tidy, tidied

PATTERN = r".*uk_local_authorities_(current|future)\.csv"
_SPELLINGS = r".*lookup_name_to_registry\.csv"
KINDS = {
    "NMD": "district",
    "CTY": "county",
    "UA": "unitary",
    "MD": "metropolitan district",
    "LBO": "London borough",
    "CC": "city corporation",
    "COMB": "combined authority",
    "SRA": "strategic regional authority",
    "SCO": "Scottish council",
    "WPA": "Welsh council",
    "NID": "Northern Ireland district",
}
_COLUMNS = {
    "local-authority-code": "id",
    "gss-code": "gss",
    "nice-name": "name",
    "official-name": "official",
    "alt-names": "alternative",
    "former-gss-codes": "former",
    "local-authority-type": "type",
    "nation": "nation",
    "region": "region",
    "start-date": "start",
    "end-date": "end",
    "replaced-by": "replaced_by",
    "county-la": "county",
    "combined-authority": "combined",
}


def read(files: Files, known: KnownAreas) -> Tidy:
    """Read the register; where both of its files are there, the one with planned councils stands."""
    tables = [table_with(files, name, _COLUMNS) for name in sorted(members(files, PATTERN), key=_future_first)]
    if not tables:
        raise InputError(f"{files.name}: holds no register. Expected a file like uk_local_authorities_current.csv.")
    councils = pl.concat([_councils(table.numbered()) for table in tables])
    refusals = [refusal for table in tables for refusal in table.refusals]
    listed, differing = _once(councils)
    raw = {
        "areas": pl.concat([_areas(listed), regions()], how="diagonal"),
        "names": _names(listed, files),
        "successions": _successions(listed),
    }
    note = f"{differing} councils differ between the register's two files; the one with planned councils stands."
    unknown = _unknown_successors(listed)
    return tidied(
        raw,
        rows_read=sum(table.rows_read for table in tables),
        refusals=refusals + unknown,
        notes=[note] if differing else [],
    )


def _future_first(name: str) -> tuple[bool, str]:
    return "future" not in name, name


def _councils(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a council under our column names; `code` is its GSS code or its register code."""
    rows = rows.select(
        pl.col(old).cast(pl.String).str.strip_chars().alias(new) for old, new in _COLUMNS.items()
    ).hstack(rows.select("file", "row"))
    end = pl.col("end").str.to_date(strict=False)
    after = pl.when(end == end.dt.month_end()).then(end.dt.offset_by("1d")).otherwise(end).cast(pl.String)
    sound = pl.col("gss").str.contains(r"^[A-Z]\d{8}$").fill_null(value=False)
    return rows.with_columns(
        pl.when(sound).then("gss").otherwise(pl.format("register-{}", "id")).alias("code"),
        pl.coalesce(after, "end").alias("end"),
        pl.col("type").replace(KINDS).alias("kind"),
    )


def _once(councils: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """The first row of each council, and of how many councils the files say different things."""
    told = ["id", "code", "name", "kind", "start", "end", "replaced_by", "region", "nation"]
    differing = councils.unique(told)["id"].drop_nulls().value_counts().filter(pl.col("count") > 1).height
    return councils.unique("id", keep="first", maintain_order=True), differing


def _codes(councils: pl.DataFrame) -> dict[str, str]:
    return {i: code for i, code in councils.select("id", "code").iter_rows() if i}


def _areas(councils: pl.DataFrame) -> pl.DataFrame:
    parent = pl.coalesce("county", "combined").replace_strict(_codes(councils), default=None)
    return councils.select(
        "code", "name", "kind", pl.coalesce("region", "nation").alias("region"), "nation", "start", "end",
        parent.alias("parent"), "file", "row",
    )  # fmt: skip


def _names(councils: pl.DataFrame, files: Files) -> pl.DataFrame:
    """Official and other spellings and former codes; the plain name is not repeated."""

    def listed(column: str, kind: str) -> pl.DataFrame:
        names = pl.col(column).str.split(",") if column == "former" else pl.concat_list(column)
        found = councils.select(
            pl.col("code").alias("area"), names.alias("name"), pl.lit(kind).alias("kind"), "file", "row"
        )
        return found.explode("name")

    tables = [listed("official", "official"), listed("former", "former code")]
    tables += [_spellings(files, name, _codes(councils)) for name in members(files, _SPELLINGS)]
    names = pl.concat(tables).with_columns(pl.col("name").str.strip_chars())
    plain = councils.select(pl.col("code").alias("area"), "name")
    return (
        names.drop_nulls(["area", "name"])
        .unique(["area", "name"], maintain_order=True)
        .join(plain, on=["area", "name"], how="anti")
    )


def _spellings(files: Files, name: str, codes: dict[str, str]) -> pl.DataFrame:
    rows = table_with(files, name, ["la-name", "local-authority-code"]).numbered()
    area = pl.col("local-authority-code").replace_strict(codes, default=None)
    return rows.select(
        area.alias("area"), pl.col("la-name").alias("name"), pl.lit("alternative").alias("kind"), "file", "row"
    )


def _pairs(councils: pl.DataFrame) -> pl.DataFrame:
    """Each council that was replaced with each that replaced it (`to`, as the register's code)."""
    return (
        councils.filter(pl.col("replaced_by").is_not_null())
        .select(
            pl.col("code").alias("predecessor"), "end", pl.col("replaced_by").str.split(",").alias("to"), "file", "row"
        )
        .explode("to")
        .with_columns(pl.col("to").str.strip_chars())
    )


def _successions(councils: pl.DataFrame) -> pl.DataFrame:
    pairs = _pairs(councils).join(
        councils.select(pl.col("id").alias("to"), pl.col("code").alias("successor"), "start"), on="to"
    )
    several_to = pl.len().over("predecessor") > 1
    several_from = pl.len().over("successor") > 1
    return pairs.select(
        "predecessor", "successor", pl.coalesce("start", "end").alias("date"),
        pl.when(several_to).then(pl.lit("split")).when(several_from).then(pl.lit("merger")).otherwise(pl.lit("recode")).alias("kind"),
        "file", "row",
    )  # fmt: skip


def _unknown_successors(councils: pl.DataFrame) -> list[Refusal]:
    lost = _pairs(councils).filter(~pl.col("to").is_in(councils["id"].drop_nulls().to_list()))
    return [
        Refusal(file, row, "replaced-by", to, "is not a council of the register", "Correct the code.")
        for file, row, to in lost.select("file", "row", "to").iter_rows()
    ]
