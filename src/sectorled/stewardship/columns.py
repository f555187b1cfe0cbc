"""The columns of a table that nobody described yet: what they look like, and the mapping that a form describes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.mapping import Proposal, propose
from sectorled.warehouse.table_files import TableFile
from sectorled.warehouse.table_mapping import TableMapping, mapping_of
from sectorled.warehouse.tidy import InputError

MOST_COLUMNS = 200  # that a person can describe in a form
_SAMPLES = 3
_SAMPLE_LETTERS = 60
ROLES = {
    "area": "Code of the council",
    "area_name": "Name of the council",
    "period": "Period",
    "metric": "Name of the measure, or part of it",
    "value": "Value",
    "measure": "A measure of its own: the figures stand in this column",
    "periods": "A period of its own: the figures stand in this column",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "lower": "Lower end of the 95% interval",
    "upper": "Upper end of the 95% interval",
    "status": "Status of the value",
    "note": "Note",
    "unit": "Unit of the measure",
    "theme": "Theme of the measure",
}
_ABOUT = ("source", "publisher", "unit", "licence", "url", "caveat")
_NEEDED = (
    ({"area", "area_name"}, "Say which column has the names or codes of the councils."),
    ({"value", "measure", "periods"}, "Say which column has the figures."),
)
_SEVERAL = ("metric", "periods", "measure")


def described(table: TableFile, known: KnownAreas) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Each column with samples and the role proposed, and the mapping proposed; InputError where it has too many."""
    if table.frame.width > MOST_COLUMNS:
        raise InputError(
            f"{table.file}: has {table.frame.width:,} columns; {MOST_COLUMNS} can be described here. Describe it with: "
            "sectorled propose-mapping FILE, and load it there."
        )
    if table.frame.width == 1 or not table.frame.height:
        raise InputError(f"{table.file}: is not a table of councils and figures. Choose the file that has them.")
    try:
        proposal = propose(table, known)
    except InputError:
        proposal = Proposal(TableMapping(dataset="table", columns={}))
    roles, guesses = _roles(proposal.mapping), {c: g for g in proposal.guesses for c in g.columns}
    columns = [
        {
            "name": name,
            "samples": [
                str(v)[:_SAMPLE_LETTERS] for v in table.frame[name].drop_nulls().unique(maintain_order=True)[:_SAMPLES]
            ],
            "role": roles.get(name, ""),
            "sure": round(guesses[name].confidence * 100) if name in guesses else 0,
            "why": guesses[name].reason if name in guesses else "",
        }
        for name in table.frame.columns
    ]
    return columns, asdict(proposal.mapping)


def _roles(mapping: TableMapping) -> dict[str, str]:
    found = {column: role for role in mapping.columns for column in mapping.listed(role)}
    found |= {column: field for field, column in mapping.about_columns.items()}
    return found | (dict.fromkeys(mapping.metrics, "measure") if mapping.shape == "wide" else {})


def with_roles(mapping: Mapping[str, Any], roles: Mapping[str, str]) -> dict[str, Any]:
    """The mapping with each column in its role; InputError where a role is missing, or has two columns and may not."""
    held: dict[str, list[str]] = {}
    for column, role in roles.items():
        if role:
            held.setdefault(role, []).append(column)
    twice = next((role for role, columns in held.items() if len(columns) > 1 and role not in _SEVERAL), None)
    if twice:
        raise InputError(f"{ROLES[twice]}: {' and '.join(held[twice][:3])} cannot both be it. Choose one.")
    for one_of, words in _NEEDED:
        if not one_of & held.keys():
            raise InputError(words)
    measures, told = held.pop("measure", []), {f: held.pop(f)[0] for f in ("unit", "theme") if f in held}
    shape = "wide" if measures else "periods" if "periods" in held else "long"
    columns = {role: found if role in _SEVERAL else found[0] for role, found in held.items()}
    before = mapping["metrics"]
    return {
        **mapping,
        "shape": shape,
        "columns": columns,
        "about_columns": told,
        "metrics": {column: before.get(column, {"label": column}) for column in measures},
    }


def with_words(
    mapping: Mapping[str, Any], words: Mapping[str, str], labels: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """The mapping with what was said of all measures (`words`), and of each column of a wide table (`labels`)."""
    about = {field: words[field] for field in _ABOUT if words[field]}
    about |= {"label": words["measure"]} if words.get("measure") else {}
    period = {field: words[field] for field in ("label", "hint") if words[field]}
    metrics = {
        column: {field: text for field, text in said.items() if text}
        for column, said in zip(mapping["metrics"], labels, strict=True)
    }
    return {**mapping, "dataset": words["dataset"], "about": about, "period": period, "metrics": metrics}


def toml_of(mapping: Mapping[str, Any]) -> str:
    """The mapping as the file that a load reads; InputError where it lacks something."""
    text = Proposal(TableMapping(**mapping)).toml
    mapping_of("The description", text.encode())
    return text
