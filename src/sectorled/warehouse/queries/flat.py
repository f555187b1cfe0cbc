"""Answers as flat rows, the same columns in every row: for CSV and data frames."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from sectorled.warehouse.queries.shapes import Comparison, Series


def flat(record: object) -> dict[str, Any]:
    """A dataclass as one row; a nested one becomes columns `name_field`, also where it is None; lists are left out."""
    return _flat(type(record), record, "")


def comparison_rows(answer: Comparison) -> list[dict[str, Any]]:
    """One row for each area of each group, best rank first; no figure without its unit, source and caveat."""
    about = {"metric": answer.metric, "period": answer.period, "release": answer.release}
    beside = {key: getattr(answer, key) for key in ("label", "unit", "polarity", "source", "caveat")}
    return [
        about
        | {"group": group.group, "scheme": group.scheme, "group_median": group.median, "group_n": group.n}
        | flat(a)
        | beside
        for group in answer.groups
        for a in sorted(group.areas, key=lambda area: (area.rank or len(group.areas) + 1, area.name))
    ]


def series_rows(answer: Series) -> list[dict[str, Any]]:
    """One row for each period of a council's series, with what belongs to every figure."""
    keys = ("metric", "label", "area", "name", "unit", "polarity", "source", "caveat", "group", "release")
    beside = {key: getattr(answer, key) for key in keys}
    return [flat(point) | beside for point in answer.points]


def _flat(kind: type, record: object | None, prefix: str) -> dict[str, Any]:
    row: dict[str, Any] = {}
    hints = get_type_hints(kind)
    for name in (field.name for field in fields(kind)):
        value = None if record is None else getattr(record, name)
        nested = next((t for t in (hints[name], *get_args(hints[name])) if is_dataclass(t)), None)
        if isinstance(value, list) or str(hints[name]).startswith("list"):
            continue
        row |= _flat(nested, value, f"{prefix}{name}_") if isinstance(nested, type) else {f"{prefix}{name}": value}
    return row
