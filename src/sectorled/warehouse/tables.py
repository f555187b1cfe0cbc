"""The tables of a release and of the data package: their columns, keys and what each column may hold.

One definition serves the loaders, the checks, the release and the package that is written back.
"""

from dataclasses import dataclass

import polars as pl

from sectorled.warehouse.status import STATUSES

POLARITIES = ("high", "low", "none", "target")
GROUP_KINDS = ("all", "type", "tier", "region", "nation", "family", "neighbours", "custom")
MARKS = ("service", "outcome", "context")
VALUE_TYPES = (
    "count",
    "proportion",
    "percentage",
    "crude rate",
    "standardised rate",
    "mean",
    "ratio",
    "money",
    "score",
    "yes/no",
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns with their types, its key, the columns no row may leave blank, closed vocabularies."""

    name: str
    columns: dict[str, type[pl.DataType]]
    key: tuple[str, ...]
    required: tuple[str, ...]
    choices: dict[str, tuple[str, ...]]


def _table(name: str, key: str, columns: str, required: str = "", **choices: tuple[str, ...]) -> Table:
    """`columns` reads like `code name start:date decimals:int`; the key is required, a note always allowed."""
    kinds: dict[str, type[pl.DataType]] = {"": pl.String, "date": pl.Date, "int": pl.Int64, "num": pl.Float64}
    parts = [part.partition(":") for part in [*columns.split(), "note"]]
    return Table(
        name, {c: kinds[kind] for c, _, kind in parts}, tuple(key.split()), tuple(f"{key} {required}".split()), choices
    )


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table("areas", "code", "code name kind region nation start:date end:date parent", "name"),
        _table("names", "area name", "area name kind"),
        _table("successions", "predecessor successor", "predecessor successor date:date kind", "date"),
        _table(
            "groups",
            "group",
            "group scheme label kind owner source licence date:date",
            "scheme kind",
            kind=GROUP_KINDS,
        ),
        _table("members", "group area", "group area position:int"),
        _table(
            "metrics",
            "metric",
            "metric label description question not_shown unit spoken_unit value_type polarity target_low:num "
            "target_high:num multiplier:num decimals:int theme scheme source publisher url licence caveat "
            "numerator_definition denominator_definition frequency period_type breaks applies_to method reference "
            "nature owner reviewed:date next_review:date reviewer version last_update:date next_update:date",
            "label",
            polarity=POLARITIES,
            value_type=VALUE_TYPES,
            nature=MARKS,
        ),
        _table("baskets", "basket version", "basket version label date:date source"),
        _table("basket_members", "basket version metric", "basket version metric mark", mark=MARKS),
        _table(
            "observations",
            "metric area period",
            "metric area period value:num numerator:num denominator:num lower:num upper:num status",
            status=STATUSES,
        ),
    )
}

# where an observation came from, beside it in every load and release: the file and the row in it
PROVENANCE: dict[str, type[pl.DataType]] = {"load": pl.String, "file": pl.String, "row": pl.UInt32}


def empty(name: str) -> pl.DataFrame:
    """The table without rows."""
    return pl.DataFrame(schema=TABLES[name].columns)
