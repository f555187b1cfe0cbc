"""A council's own measures, as they stand or as they stood; only its own people ever ask."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import polars as pl

from sectorled.analysis.periods import Period, parse_iso
from sectorled.briefing import own_measures as briefing
from sectorled.briefing.spoken import shown
from sectorled.comparison.models import OwnMeasure, OwnValue
from sectorled.councils.models import Council

COLUMNS = (*briefing.REQUIRED, *briefing.OPTIONAL)


def own_measures(
    council: Council, *, at: datetime | None = None, until: Period | None = None, keys: Iterable[str] | None = None
) -> list[briefing.OwnMeasure]:
    """The council's measures with their values; as they stood at a moment, up to a period, some of them, where asked.

    A measure without a value up to then is left out.
    """
    wanted = council.own_measures.prefetch_related("values")
    if keys is not None:
        wanted = wanted.filter(key__in=list(keys))
    found = [(measure, standing_values(measure.values.all(), at=at, until=until)) for measure in wanted]
    return [_spoken(measure, values) for measure, values in found if values]


def standing_values(
    versions: Iterable[OwnValue], *, at: datetime | None = None, until: Period | None = None
) -> list[OwnValue]:
    """The version of each period that stands, or stood at a moment; the oldest period first."""
    newest = dict[str, OwnValue]()
    for version in sorted(versions, key=lambda version: version.number):
        if at is None or version.written_at <= at:
            newest[version.period] = version
    kept = [value for value in newest.values() if until is None or parse_iso(value.period).end <= until.end]
    return sorted(kept, key=lambda value: (value.starts, value.period))


def _spoken(measure: OwnMeasure, values: list[OwnValue]) -> briefing.OwnMeasure:
    return briefing.OwnMeasure(
        measure.key,
        measure.label,
        measure.unit or None,
        measure.polarity,
        measure.decimals,
        tuple(
            briefing.Value(
                parse_iso(one.period), one.value, one.target, one.status, one.commentary or None, one.owner or None
            )
            for one in values
        ),
    )


def said(measure: OwnMeasure, value: float | None, otherwise: str) -> str:
    """A value with its unit in words; `otherwise` where there is none."""
    return otherwise if value is None else shown(value, unit=measure.unit or None, decimals=measure.decimals)


def periods_of(own: Iterable[briefing.OwnMeasure]) -> list[Period]:
    """Every period of which a measure has a value, the newest first."""
    found = {value.period for measure in own for value in measure.values}
    return sorted(found, key=lambda period: (period.end, -period.months), reverse=True)


def as_table(own: Iterable[briefing.OwnMeasure]) -> pl.DataFrame:
    """The measures as the table that they can be uploaded as again."""
    rows: list[dict[str, Any]] = [
        {
            "measure": measure.measure,
            "label": measure.label,
            "period": value.period.spoken,
            "value": value.value,
            "unit": measure.unit or "",
            "polarity": measure.polarity,
            "owner": value.owner or "",
            "target": value.target,
            "commentary": value.commentary or "",
            "status": value.status,
        }
        for measure in own
        for value in measure.values
    ]
    schema = dict.fromkeys(COLUMNS, pl.String) | {"value": pl.Float64, "target": pl.Float64}
    return pl.DataFrame(rows, schema=schema)
