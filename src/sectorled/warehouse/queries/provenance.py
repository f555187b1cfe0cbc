"""How was this worked out?  One value followed back: parts and formula, status, file and row, load, publisher (C44)."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.queries.compare import period_position
from sectorled.warehouse.queries.council import value_id
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.tidy import InputError

WORKING_DECIMALS = 4  # enough to see how the figure was rounded


@dataclass(frozen=True, slots=True)
class Provenance:
    """The answer to `sectorled explain`: everything one needs to work a value out again."""

    value_id: str
    metric: str
    label: str
    area: str
    name: str
    period: str
    value: float | None
    unit: str | None
    status: str
    note: str | None
    formula: str
    numerator: float | None
    numerator_definition: str | None
    denominator: float | None
    denominator_definition: str | None
    multiplier: float | None
    lower: float | None
    upper: float | None
    file: str | None
    row: int | None
    loaded_from: str
    loaded_at: str
    sha256: str
    source: str | None
    publisher: str | None
    url: str | None
    licence: str | None
    caveat: str | None
    reviewer: str | None
    reviewed: str | None
    methods: dict[str, int]
    release: str
    built: str
    reply: str | None = None  # what the council says beside its figures, where records are at hand


def provenance(release: Release, metric: str, area: str, *, period: str | None = None) -> Provenance:
    """Follow the value of an area on a metric back to its row in the publisher's file."""
    definition, code = release.metric(metric), release.area(area)
    whole = release.cube_of_metric(definition["metric"])
    at = whole.periods[period_position(whole, period)].iso
    row = _row(release, definition["metric"], code, at)
    load = next(entry for entry in release.manifest.inputs if entry["load"] == row["load"])
    numbers = ("value", "numerator", "denominator", "lower", "upper", "status", "note", "row")
    keys = ("metric", "label", "unit", "multiplier", "source", "publisher", "url", "licence", "caveat", "reviewer")
    about: dict[str, Any] = {key: row[key] for key in numbers} | {key: definition[key] for key in keys}
    return Provenance(
        **about,
        value_id=value_id(release, definition["metric"], code, at),
        area=code,
        name=release.area_names[code],
        period=at,
        formula=_formula(row, definition["multiplier"]),
        numerator_definition=definition["numerator_definition"],
        denominator_definition=definition["denominator_definition"],
        file=row["file"] or None,
        loaded_from=load["file"],
        loaded_at=load["at"],
        sha256=load["sha256"],
        reviewed=str(definition["reviewed"]) if definition["reviewed"] else None,
        methods=release.manifest.methods,
        release=release.id,
        built=release.manifest.built,
    )


_COLUMNS = ("metric", "area", "period", "value", "numerator", "denominator", "lower", "upper", "status", "note")


def _row(release: Release, metric: str, code: str, period: str) -> dict[str, Any]:
    stored = observations_of(release.store, release.id).of_metrics([metric], (*_COLUMNS, "load", "file", "row"))
    found = as_frame(stored).filter(pl.col("area") == code, pl.col("period") == period)
    if not found.height:
        raise InputError(
            f"{release.area_names[code]} has no row for {metric} in {period}: nobody published one. "
            "A council's years before it existed are worked out from its predecessors."
        )
    return found.row(0, named=True)


def _formula(row: dict[str, Any], multiplier: float | None) -> str:
    """In words how the value follows from its parts, or that it stands as published."""
    if row["value"] is None:
        return f"no value: {row['status']}"
    if row["numerator"] is None or not row["denominator"]:
        return "as published"
    factor = 1.0 if multiplier is None else multiplier
    worked = row["numerator"] / row["denominator"] * factor
    parts = (_written(number) for number in (row["numerator"], row["denominator"], factor, worked))
    said = "{} / {} x {} = {}".format(*parts)
    return said if abs(worked - row["value"]) <= 1e-9 * abs(worked) else f"as published; its parts give {said}"


def _written(number: float) -> str:
    """All digits that matter, thousands separated: 1,234,567.25."""
    return f"{round(number, WORKING_DECIMALS):,}".removesuffix(".0")
