"""What is wrong, missing or overdue in what was loaded: the list a data steward works through."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from sectorled.warehouse.layout import observations_of
from sectorled.warehouse.loads import LoadReport, current, every_load
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.store import Store

TOLERANCE = 0.02  # a value may differ from its parts by this share of the larger of the two
NEEDED = ("polarity", "unit", "source")  # what no definition may lack


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: what it is, where it stands, and what to do."""

    kind: str
    subject: str
    file: str | None
    row: int | None
    field: str | None
    text: str


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """The answer to `sectorled check`: counts of every kind, and every finding."""

    release: str | None
    counts: dict[str, int]
    findings: list[Finding]


def check(store: Store, release: Release | None, *, today: date) -> CheckAnswer:
    """Check the current loads, and the figures of a release."""
    found = list(_of_loads(current(every_load(store))))
    if release is not None:
        found += [*_definitions(release), *_places(release), *_values(release), *_overdue(release, today)]
    counts: dict[str, int] = {}
    for finding in found:
        counts[finding.kind] = counts.get(finding.kind, 0) + 1
    return CheckAnswer(release.id if release else None, counts, sorted(found, key=lambda f: list(counts).index(f.kind)))


def _of_loads(loads: list[LoadReport]) -> Iterator[Finding]:
    for report in loads:
        for r in report.refusals:
            text = f"{r['reason']}. {r['remedy']}"
            yield Finding("refused", report.dataset, r["file"], r["row"], r["field"], text)
        for name, rows in report.unknown_areas.items():
            text = f"{name} is no council we know ({rows} rows). Load the register, or add the name to it."
            yield Finding("area not recognised", report.dataset, report.file, None, "area", text)


def _definitions(release: Release) -> Iterator[Finding]:
    """Definitions that lack what a reader needs; what our catalogue fills in is not lacking."""
    unreviewed, schemes = set(release.manifest.unreviewed), set(release.table("groups")["scheme"])
    for metric in release.table("metrics").iter_rows(named=True):
        for name in NEEDED:
            if (metric["metric"] in unreviewed) if name == "polarity" else metric[name] is None:
                remedy = "Give it in the definition, or review it in the catalogue."
                text = f"{metric['label']} has no {name}. {remedy}"
                yield _of(metric, f"no {name}", name, text)
        if metric["polarity"] == "target" and (metric["target_low"] is None or metric["target_high"] is None):
            text = f"{metric['label']} is judged by a target that is not given. Give target_low and target_high."
            yield _of(metric, "no target", "target_low", text)
        if metric["scheme"] is not None and metric["scheme"] not in schemes:
            text = f"No group has the scheme {metric['scheme']}, so all councils are compared. Load it, or correct it."
            yield _of(metric, "unknown scheme", "scheme", text)


def _of(metric: dict[str, Any], kind: str, field: str, text: str) -> Finding:
    return Finding(kind, metric["metric"], metric["file"] or None, metric["row"], field, text)


def _places(release: Release) -> Iterator[Finding]:
    """Areas that lie in an area which nobody has defined."""
    areas = release.table("areas")
    lost = areas.filter(pl.col("parent").is_not_null() & ~pl.col("parent").is_in(areas["code"].implode()))
    for code, name, parent in lost.select("code", "name", "parent").iter_rows():
        text = f"{name} lies in {parent}, which is no area we know. Add it to areas, or correct it."
        yield Finding("unknown parent", code, None, None, "parent", text)


def _values(release: Release) -> Iterator[Finding]:
    factors = release.table("metrics").select("metric", pl.col("multiplier").fill_null(1.0))
    kinds = release.table("metrics").filter(pl.col("value_type") == "standardised rate")["metric"]
    observations = observations_of(release.store, release.id)
    for batch in observations.batches():
        columns = ("metric", "area", "period", "value", "numerator", "denominator", "file", "row")
        rows = pl.from_arrow(observations.of_metrics(batch, columns))
        assert isinstance(rows, pl.DataFrame)  # noqa: S101 - a table is never read as one column
        for row in _astray(rows.with_columns(pl.col(pl.Categorical).cast(pl.String)), factors, kinds):
            text = f"The value {row['value']:g} does not follow from its parts, which give {row['rate']:g}."
            where = f"{row['metric']} {row['area']} {row['period']}"
            yield Finding("value does not follow from its parts", where, row["file"], row["row"], "value", text)


def _astray(rows: pl.DataFrame, factors: pl.DataFrame, standardised: pl.Series) -> Iterator[dict[str, Any]]:
    rate = pl.col("numerator") / pl.col("denominator") * pl.col("multiplier")
    whole = rows.filter(~pl.col("metric").is_in(standardised.implode()), pl.col("denominator") != 0)
    with_rate = whole.join(factors, on="metric", how="left").with_columns(rate.alias("rate"))
    larger = pl.max_horizontal(pl.col("value").abs(), pl.col("rate").abs())
    off = (pl.col("value") - pl.col("rate")).abs() > TOLERANCE * larger
    return with_rate.filter(pl.col("value") != 0, pl.col("rate") != 0, off).iter_rows(named=True)


def _overdue(release: Release, today: date) -> Iterator[Finding]:
    late = release.table("metrics").filter(pl.col("next_update") < today)
    for metric, label, due in late.select("metric", "label", "next_update").iter_rows():
        text = f"{label} was due on {due} and has not come. Look at its source."
        yield Finding("overdue", metric, None, None, "next_update", text)
