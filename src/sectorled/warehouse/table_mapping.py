"""A mapping: a TOML file that says what the columns of a table mean.

dataset = "recycling"             # metrics are called recycling.<name>
file = "*.xlsx"                   # which files it fits (all, if left out)
shape = "wide"                    # long, wide (a column for each metric) or periods (a column for each period)
[columns]                         # area, area_name, period, metric, value, numerator, denominator, lower, upper,
area = "Council code"             # status, note; for periods: periods = [...]
[period]                          # label (where no column tells it) and hint: calendar, financial or academic
hint = "financial"
[status]                          # the table's own codes: "x" = "missing"
[leave_out]                       # rows to leave out: column = [values]
[about]                           # fields of every metric: source = "...", unit = "%"
[about_columns]                   # fields of a metric that a column tells
[units.measure]                   # the unit by the text in a column, before what about_columns tells
"Percentage" = "%"
[metrics."Recycled %"]            # wide: fields of the metric in this column; may name metric and period
"""

import tomllib
from dataclasses import dataclass, field, fields
from fnmatch import fnmatch
from importlib import resources
from typing import Any

from sectorled.warehouse.period_labels import HINTS
from sectorled.warehouse.status import STATUSES
from sectorled.warehouse.tables import TABLES
from sectorled.warehouse.tidy import InputError

SHAPES = ("long", "wide", "periods")
NUMBERS = ("numerator", "denominator", "lower", "upper")
ROLES = ("area", "area_name", "period", "metric", "value", *NUMBERS, "status", "note", "periods")
_SECTIONS = ("columns", "period", "status", "leave_out", "about", "about_columns", "units", "metrics")
_METRIC_FIELDS = frozenset(TABLES["metrics"].columns)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What the columns of a table mean; the fields are the sections of the TOML file."""

    dataset: str
    columns: dict[str, str | list[str]]
    file: str = "*"
    shape: str = "long"
    sheet: str | None = None
    header_row: int | None = None
    period: dict[str, str] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    leave_out: dict[str, list[str]] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    about_columns: dict[str, str] = field(default_factory=dict)
    units: dict[str, dict[str, str]] = field(default_factory=dict)
    metrics: dict[str, dict[str, Any]] = field(default_factory=dict)

    def column(self, role: str) -> str | None:
        """The one column with this role, if any."""
        given = self.columns.get(role)
        return given if isinstance(given, str) else None

    def listed(self, role: str) -> list[str]:
        """The columns with a role that several may have."""
        given = self.columns.get(role, [])
        return [given] if isinstance(given, str) else given

    def needed(self) -> list[str]:
        """Every column the mapping speaks of."""
        named = [c for role in self.columns for c in self.listed(role)]
        wide = list(self.metrics) if self.shape == "wide" else []
        return list(dict.fromkeys([*named, *wide, *self.about_columns.values(), *self.units, *self.leave_out]))

    def fits(self, name: str) -> bool:
        """Whether a file's name is one it was written for."""
        return fnmatch(name.rpartition("/")[2].lower(), self.file.lower())


def shipped() -> list[TableMapping]:
    """The mappings that come with the package."""
    folder = resources.files("sectorled.warehouse.catalogue").joinpath("mappings")
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return [mapping_of(entry.name, entry.read_bytes()) for entry in found]


def mapping_of(name: str, content: bytes) -> TableMapping:
    """Read and check a mapping; InputError names the entry and what may stand there."""
    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: is not TOML ({error}). See: sectorled propose-mapping --help.") from error
    _only(name, "the mapping", given, [f.name for f in fields(TableMapping)])
    for section in _SECTIONS:
        if not isinstance(given.get(section, {}), dict):
            raise InputError(f"{name}: {section} is not a section. Write [{section}] and entries below it.")
    mapping = _typed(name, given)
    _check(name, mapping)
    return mapping


def _typed(name: str, given: dict[str, Any]) -> TableMapping:
    for key, kind in (("dataset", str), ("file", str), ("shape", str), ("sheet", str), ("header_row", int)):
        if not isinstance(given.get(key, kind()), kind):
            raise InputError(f"{name}: {key} is not {'a number' if kind is int else 'text'}. Put it right.")
    if not given.get("dataset"):
        raise InputError(f'{name}: has no dataset. Add a line like dataset = "recycling"; it names the metrics.')
    texts = [
        *given.get("period", {}).values(),
        *given.get("status", {}).values(),
        *given.get("about_columns", {}).values(),
    ]
    lists = [v for value in given.get("columns", {}).values() for v in (value if isinstance(value, list) else [value])]
    left = [v for value in given.get("leave_out", {}).values() for v in (value if isinstance(value, list) else [None])]
    if not all(isinstance(text, str) for text in [*texts, *lists, *left]):
        raise InputError(
            f"{name}: columns, periods, statuses and values to leave out are text in quotes. Put them right."
        )
    if not all(isinstance(about, dict) for about in given.get("metrics", {}).values()):
        raise InputError(f'{name}: each metric has its own section. Write [metrics."column name"].')
    units = given.get("units", {}).values()
    if not all(isinstance(by, dict) and all(isinstance(unit, str) for unit in by.values()) for by in units):
        raise InputError(f'{name}: [units] has a section for a column, with a unit for each text: [units."column"].')
    return TableMapping(**({"columns": {}} | given))


def _check(name: str, mapping: TableMapping) -> None:
    _only(name, "[columns]", mapping.columns, ROLES)
    _only(name, "[period]", mapping.period, ("label", "hint"))
    _only(name, "[about]", mapping.about, _METRIC_FIELDS)
    _only(name, "[about_columns]", mapping.about_columns, _METRIC_FIELDS)
    for column, about in mapping.metrics.items():
        _only(name, f'[metrics."{column}"]', about, [*_METRIC_FIELDS, "period", "repeated"])
        _one_of(name, "repeated", about.get("repeated", "sum"), ("sum", "leave out"))
    _one_of(name, "shape", mapping.shape, SHAPES)
    _one_of(name, "hint", mapping.period.get("hint", "calendar"), list(HINTS))
    for status in mapping.status.values():
        _one_of(name, "status", status, STATUSES)
    for role in _roles_wanted(mapping):
        raise InputError(f"{name}: {role} is missing for the shape {mapping.shape}. Add it to the mapping.")


def _roles_wanted(mapping: TableMapping) -> list[str]:
    told = bool(mapping.column("period") or mapping.period.get("label"))
    told = told or (mapping.shape == "wide" and all("period" in about for about in mapping.metrics.values()))
    wanted = {"area or area_name": bool(mapping.column("area") or mapping.column("area_name"))}
    if mapping.shape == "periods":
        wanted["periods"] = bool(mapping.listed("periods"))
    else:
        wanted["period (a column, or [period] label)"] = told
    if mapping.shape == "long":
        wanted["value"] = bool(mapping.column("value"))
    if mapping.shape == "wide":
        wanted["[metrics.…] for each column of values"] = bool(mapping.metrics)
    return [role for role, there in wanted.items() if not there]


def _only(name: str, where: str, given: dict[str, Any], allowed: Any) -> None:
    strange = sorted(set(given) - set(allowed))
    if strange:
        raise InputError(f"{name}: {where} has no {strange[0]!r}. It may hold: {', '.join(sorted(allowed))}.")


def _one_of(name: str, what: str, given: str, allowed: Any) -> None:
    if given not in allowed:
        raise InputError(f"{name}: {what} {given!r} is not known. Use one of: {', '.join(allowed)}.")
