"""What a reader of one council or one metric finds changed since an earlier release (C28)."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.diff import Changes, Part, diff


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `what` is new, revised, withdrawn, definition, verdict, new metric, withdrawn metric or overdue."""

    what: str
    metric: str
    area: str | None
    period: str | None
    before: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class ChangesAnswer:
    """The answer to `sectorled changes`: how many of each kind, and every one."""

    before: str
    after: str
    counts: dict[str, int]
    changes: list[Change]


def changed_since(
    after: Release,
    before: Release,
    *,
    area: str | None = None,
    metric: str | None = None,
    today: date,
    judged: bool = True,
) -> ChangesAnswer:
    """Compare two releases, for all of the sector or for one council or metric; verdicts only where `judged`."""
    code = after.area(area) if area else None
    wanted = str(after.metric(metric)["metric"]) if metric else None
    found = [
        change
        for change in [*_of(diff(before, after, Part(wanted, code, judged))), *_overdue(after, today)]
        if (wanted in (None, change.metric)) and (code is None or change.area in (None, code))
    ]
    counts: dict[str, int] = {}
    for change in found:
        counts[change.what] = counts.get(change.what, 0) + 1
    return ChangesAnswer(before.id, after.id, counts, found)


def _of(changes: Changes) -> list[Change]:
    columns = ("change", "metric", "area", "period", "old_value", "old_status", "value", "status")
    figures = [
        Change(what, metric, area, period, _shown(old, old_status), _shown(new, status))
        for what, metric, area, period, old, old_status, new, status in changes.observations.select(columns).iter_rows()
    ]
    definitions = [
        Change("definition", metric, None, None, f"{field}: {old or 'nothing'}", f"{field}: {new or 'nothing'}")
        for metric, field, old, new in changes.definitions.select("metric", "field", "old", "new").iter_rows()
    ]
    said = ("metric", "area", "group", "period", "old_verdict", "verdict")
    verdicts = [
        Change("verdict", metric, area, period, f"{old or 'none'} in {group}", f"{new or 'none'} in {group}")
        for metric, area, group, period, old, new in changes.verdicts.select(said).iter_rows()
    ]
    metrics = [Change("new metric", name, None, None, None, None) for name in changes.new_metrics]
    metrics += [Change("withdrawn metric", name, None, None, None, None) for name in changes.withdrawn_metrics]
    return [*metrics, *definitions, *verdicts, *figures]


def _shown(value: float | None, status: str | None) -> str | None:
    if status is None:
        return None
    return status if value is None else f"{value:.15g} ({status})"


def _overdue(release: Release, today: date) -> list[Change]:
    late = release.table("metrics").filter(pl.col("next_update") < today)
    return [
        Change("overdue", metric, None, None, f"due {due}", None)
        for metric, due in late.select("metric", "next_update").iter_rows()
    ]
