"""Several loads made into one set of tables: who wins where two speak of the same thing.

Areas are pieced together (a register speaks first, each blank filled by the next source); of everything else the newest
load wins, key by key.  An area that was only given a new code keeps its history under the new one.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from sectorled.warehouse.loads import LoadReport, table
from sectorled.warehouse.release.groups import derived
from sectorled.warehouse.release.review import reviewed
from sectorled.warehouse.store import Store
from sectorled.warehouse.tables import TABLES

_SPEAKS_FIRST = {"package": 0, "council-register": 1}  # whose word on an area counts before others'


@dataclass(frozen=True, slots=True)
class Merged:
    """The small tables of a release; `recodes` maps old area codes to new ones, `unreviewed` lack any polarity."""

    tables: dict[str, pl.DataFrame]
    recodes: dict[str, str]
    unreviewed: list[str]


def merge(store: Store, loads: list[LoadReport], reviews: pl.DataFrame) -> Merged:
    """Everything but the observations, from the loads in order of age; `reviews` fill what definitions leave out."""
    tables = {name: newest(store, loads, name) for name in TABLES if name not in ("areas", "observations")}
    areas = _pieced_together(store, loads)
    recodes = _recodes(areas, tables["successions"], tables["names"])
    tables["areas"] = _under_new_codes(areas, recodes)
    tables["names"] = _with_old_codes(tables["names"], areas, recodes)
    successions = tables["successions"].filter(~pl.col("predecessor").is_in(list(recodes)))
    tables["successions"] = _recoded(successions, "successor", recodes)
    tables["members"] = _recoded(tables["members"], "area", recodes).unique(["group", "area"], maintain_order=True)
    tables["groups"] = _recoded(tables["groups"], "owner", recodes)
    tables["metrics"], unreviewed = reviewed(tables["metrics"], reviews)
    return Merged(_with_derived_groups(tables), recodes, unreviewed)


def from_parts(observations: pl.DataFrame, metrics: pl.DataFrame) -> pl.DataFrame:
    """Work out the rate where the source gives only its parts (C4); a denominator of 0 leaves it missing, and parts."""
    with_factor = observations.join(metrics.select("metric", "multiplier"), on="metric", how="left")
    only_parts = pl.col("value").is_null() & pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    rate = pl.col("numerator") / pl.col("denominator") * pl.col("multiplier").fill_null(1.0)
    impossible = only_parts & ~rate.is_finite()
    return with_factor.with_columns(
        pl.when(only_parts & ~impossible).then(rate).otherwise(pl.col("value")).alias("value"),
        pl.when(impossible).then(pl.lit("missing")).otherwise(pl.col("status")).alias("status"),
        *(pl.when(~impossible).then(pl.col(part)).alias(part) for part in ("numerator", "denominator")),
    ).drop("multiplier")


def newest(store: Store, loads: list[LoadReport], name: str) -> pl.DataFrame:
    """One table as the sources say it: of every key the row of the newest load."""
    frames = [table(store, report.load, name) for report in loads]
    stacked = pl.concat([frame for frame in frames if frame.height] or frames[:1], how="diagonal_relaxed")
    return stacked.unique(list(TABLES[name].key), keep="last", maintain_order=True)


def _pieced_together(store: Store, loads: list[LoadReport]) -> pl.DataFrame:
    ordered = sorted(loads, key=lambda report: _SPEAKS_FIRST.get(report.kind, 2))
    stacked = pl.concat([table(store, report.load, "areas") for report in ordered], how="diagonal_relaxed")
    blank_filled = pl.all().exclude("code").drop_nulls().first()
    return stacked.group_by("code", maintain_order=True).agg(blank_filled).sort("code")


def _recodes(areas: pl.DataFrame, successions: pl.DataFrame, names: pl.DataFrame) -> dict[str, str]:
    """Old code to newest code, for areas that changed nothing but their code: by succession or by a former code."""
    known = set(areas["code"])
    former = {name: area for area, name in names.select("area", "name").iter_rows() if {area, name} <= known}
    step = former | {
        old: new
        for old, new, kind in successions.select("predecessor", "successor", "kind").iter_rows()
        if kind == "recode" and new in known
    }
    return {old: _newest_code(old, step) for old in step}


def _under_new_codes(areas: pl.DataFrame, recodes: dict[str, str]) -> pl.DataFrame:
    """The areas without their old codes; one that was re-coded began when it did under its first code."""
    began = {new: start for old, new, start in _starts(areas, recodes)}
    return _recoded(areas.filter(~pl.col("code").is_in(list(recodes))), "parent", recodes).with_columns(
        pl.when(pl.col("code").is_in(list(began)))
        .then(pl.col("code").replace_strict(began, default=None, return_dtype=pl.Date))
        .otherwise(pl.col("start"))
        .alias("start")
    )


def _starts(areas: pl.DataFrame, recodes: dict[str, str]) -> list[tuple[str, str, date | None]]:
    starts = dict(areas.select("code", "start").iter_rows())
    known = [(old, new, starts.get(old)) for old, new in recodes.items()]
    return sorted(known, key=lambda row: row[2] or date.max, reverse=True)


def _with_old_codes(names: pl.DataFrame, areas: pl.DataFrame, recodes: dict[str, str]) -> pl.DataFrame:
    """Former names under the newest codes; an old code, and what the area was called under it, find the new one."""
    called = dict(areas.select("code", "name").iter_rows())
    old = [(new, text) for code, new in recodes.items() for text in (code, called[code]) if text != called[new]]
    found = pl.DataFrame(old, {"area": pl.String, "name": pl.String}, orient="row")
    stacked = pl.concat([_recoded(names, "area", recodes), found], how="diagonal_relaxed")
    return stacked.unique(["area", "name"], keep="first", maintain_order=True)


def _newest_code(code: str, step: dict[str, str]) -> str:
    seen = {code}
    while code in step and step[code] not in seen:
        code = step[code]
        seen.add(code)
    return code


def _recoded(frame: pl.DataFrame, column: str, recodes: dict[str, str]) -> pl.DataFrame:
    return frame.with_columns(pl.col(column).replace(recodes)) if recodes else frame


def _with_derived_groups(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    groups, members = derived(tables["areas"], tables["groups"])
    if not groups.height:
        return tables
    return tables | {
        "groups": pl.concat([tables["groups"], groups], how="diagonal_relaxed"),
        "members": pl.concat([tables["members"], members], how="diagonal_relaxed").sort("group", "position", "area"),
    }
