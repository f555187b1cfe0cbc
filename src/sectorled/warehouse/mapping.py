"""Propose the mapping of a table never seen: which column is the area, the period, the metric, the value.

Every guess comes with a confidence from 0 to 1 and its reason, for a person to correct; nothing is loaded on a guess.
"""

import json
import re
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath

import polars as pl

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.column_profile import Profile, is_period, profile
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.period_labels import HINTS
from sectorled.warehouse.table_files import TableFile
from sectorled.warehouse.table_mapping import NUMBERS, TableMapping
from sectorled.warehouse.tidy import InputError

_ENOUGH = 0.5  # share of values that must be of a kind
_UNIQUE = 0.999  # share of keys that must be unique before no further column is taken into the metric's name
_PER_KEY = 1.5  # rows for each area and period from which a table is long
_TRAILING = re.compile(r"^(?P<stem>.*?)[ _-]*(?P<period>(19|20)\d\d(?:[-/_]\d\d)?(?:[ _]?[qQ][1-4])?)$")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d(?:[-_]\d\d(?!\d)|[ _-]?[qQ][1-4])?)(?!\d)")


@dataclass(frozen=True, slots=True)
class Guess:
    """One role, the column or columns proposed for it, how sure, and why."""

    role: str
    columns: tuple[str, ...]
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping to correct, with the guesses behind it."""

    mapping: TableMapping
    guesses: list[Guess] = field(default_factory=list)

    @property
    def toml(self) -> str:
        """The mapping as the file that `load --mapping` reads, each guess as a comment."""
        return _toml(self)


def propose(table: TableFile, known: KnownAreas) -> Proposal:
    """Guess what the columns of this table mean; InputError where it has no area or no figure."""
    seen = {c: profile(table.frame[c], known) for c in table.frame.columns}
    free = {c: p for c, p in seen.items() if p.filled}
    guesses = [guess for role in ("area", "area_name") if (guess := _area(role, free))]
    if not guesses:
        raise InputError(f"{table.file}: no column holds codes or names of areas. Name it in a mapping of your own.")
    across = [c for c, p in free.items() if is_period(c) and p.numbers > _ENOUGH]
    if len(across) >= 2:
        return _of_periods(table, free, guesses, across)
    period = _period(free)
    guesses += [period] if period else []
    guesses += _named_roles(free)
    figures = [c for c, p in free.items() if p.numbers > _ENOUGH and p.name != "year"]
    if not figures:
        raise InputError(f"{table.file}: no column holds figures. Name it in a mapping of your own.")
    value = _value(free, figures)
    if value and (len(figures) == 1 or _rows_per_key(table.frame, guesses) >= _PER_KEY):
        return _of_rows(table, free, [*guesses, value])
    return _of_columns(table, guesses, figures)


def _take(free: dict[str, Profile], role: str, column: str, confidence: float, reason: str) -> Guess:
    free.pop(column)
    return Guess(role, (column,), round(min(confidence, 1.0), 2), reason)


def _area(role: str, free: dict[str, Profile]) -> Guess | None:
    """Codes first; names by the register; a header alone is a weak sign."""

    def score(p: Profile) -> float:
        return p.codes if role == "area" else p.names

    best = max(free.values(), key=lambda p: (score(p), p.says("area")), default=None)
    if best and score(best) > _ENOUGH:
        what = "codes of areas" if role == "area" else "names of areas"
        return _take(free, role, best.name, score(best), f"{score(best):.0%} of its values are {what}")
    if role == "area":
        return None
    words = [
        p for p in free.values() if p.says("area") and p.numbers < _ENOUGH and p.periods < _ENOUGH and p.distinct > 1
    ]
    named = [p for p in words if p.says("name")] or words
    return _take(free, role, named[0].name, 0.4, "its header speaks of areas") if named else None


def _period(free: dict[str, Profile]) -> Guess | None:
    able = [p for p in free.values() if p.periods > _ENOUGH and (p.says("period") or not p.lone_years)]
    plain = [p for p in free.values() if p.lone_years and p.distinct < p.filled]
    best = max(able or plain, key=lambda p: (p.says("period"), p.periods, p.distinct), default=None)
    if best is None:
        return None
    sure = best.periods if best.says("period") else best.periods * 0.7
    return _take(free, "period", best.name, sure, f"{best.periods:.0%} of its values are periods")


def _named_roles(free: dict[str, Profile]) -> list[Guess]:
    found = []
    for role in (*NUMBERS, "status", "note"):
        wanted = [p for p in free.values() if p.says(role) and (p.numbers > _ENOUGH) == (role in NUMBERS)]
        if wanted:
            found.append(_take(free, role, wanted[0].name, 0.8, "its header says so"))
    marks = [p for p in free.values() if p.marks > 0.9 and p.numbers < _ENOUGH]
    if marks and not any(guess.role == "status" for guess in found):
        found.append(_take(free, "status", marks[0].name, 0.7, "it holds marks of status"))
    return found


def _value(free: dict[str, Profile], figures: list[str]) -> Guess | None:
    named = [c for c in figures if c in free and free[c].says("value")]
    left = named or [c for c in figures if c in free]
    if not left or (len(left) > 1 and not named):
        return None
    reason = "its header says so and it holds numbers" if named else "it is the only column of numbers"
    return Guess("value", (left[0],), 0.95 if named else 0.8, reason)


def _rows_per_key(frame: pl.DataFrame, guesses: list[Guess]) -> float:
    keys = [c for guess in guesses if guess.role in ("area", "period") for c in guess.columns]
    keys = keys or [c for guess in guesses if guess.role == "area_name" for c in guess.columns]
    return frame.height / max(frame.select(keys).n_unique(), 1)


def _of_rows(table: TableFile, free: dict[str, Profile], guesses: list[Guess]) -> Proposal:
    """Long: the metric is named by the fewest columns that tell rows apart."""
    taken = {c for guess in guesses for c in guess.columns}
    texts = [
        p for c, p in free.items() if c not in taken and p.numbers < _ENOUGH and p.distinct > 1 and not p.says("theme")
    ]
    texts.sort(key=lambda p: (not p.says("metric"), -p.distinct))
    key = [c for guess in guesses if guess.role in ("area", "area_name", "period") for c in guess.columns]
    chosen: list[str] = [p.name for p in texts[:1] if p.says("metric")]
    rest = [p.name for p in texts if p.name not in chosen]
    while rest and _uniqueness(table.frame, key + chosen) < _UNIQUE:
        best = max(rest, key=lambda c: _uniqueness(table.frame, [*key, *chosen, c]))
        if _uniqueness(table.frame, [*key, *chosen, best]) <= _uniqueness(table.frame, key + chosen):
            break
        rest.remove(best)
        chosen.append(best)
    if chosen:
        share = _uniqueness(table.frame, key + chosen)
        guesses = [
            *guesses,
            Guess(
                "metric", tuple(chosen), round(share, 2), f"with area and period they tell {share:.0%} of rows apart"
            ),
        ]
    about = {role: p.name for role in ("unit", "theme") for p in free.values() if p.says(role)}
    return _proposal(table, "long", guesses, about_columns=about)


def _uniqueness(frame: pl.DataFrame, columns: list[str]) -> float:
    return frame.select(columns).n_unique() / max(frame.height, 1)


def _of_columns(table: TableFile, guesses: list[Guess], figures: list[str]) -> Proposal:
    """Wide: each column of figures is a metric; columns that differ only in a year at the end are one metric."""
    taken = {c for guess in guesses for c in guess.columns}
    figures = [c for c in figures if c not in taken]
    stems: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for column in figures:
        if found := _TRAILING.match(column):
            stems[found["stem"]].append((column, found["period"].replace("_", "-")))
    series = {c: (stem, period) for stem, pairs in stems.items() if stem and len(pairs) > 1 for c, period in pairs}
    metrics = {
        c: {"metric": series[c][0], "label": series[c][0], "period": series[c][1]} if c in series else {"label": c}
        for c in figures
    }
    guess = Guess("value", tuple(figures), 0.8, "each holds numbers, one row for each area and period")
    return _proposal(table, "wide", [*guesses, guess], metrics=metrics)


def _of_periods(table: TableFile, free: dict[str, Profile], guesses: list[Guess], across: list[str]) -> Proposal:
    texts = [p for c, p in free.items() if c not in across and p.numbers < _ENOUGH and p.distinct > 1]
    named = [p.name for p in texts if p.says("metric")] or [p.name for p in texts][:1]
    if named and _rows_per_key(table.frame, guesses) > 1:
        guesses = [*guesses, Guess("metric", tuple(named[:1]), 0.7, "rows of one area differ in it")]
    guess = Guess("periods", tuple(across), 0.95, "their headers are periods and they hold numbers")
    return _proposal(table, "periods", [*guesses, guess])


def _proposal(
    table: TableFile,
    shape: str,
    guesses: list[Guess],
    *,
    metrics: dict[str, dict[str, str]] | None = None,
    about_columns: dict[str, str] | None = None,
) -> Proposal:
    several = ("metric", "periods")
    columns: dict[str, str | list[str]] = {
        guess.role: list(guess.columns) if guess.role in several else guess.columns[0]
        for guess in guesses
        if not (shape == "wide" and guess.role == "value")
    }
    stem = PurePosixPath(table.file).stem
    label = _IN_NAME.search(stem) if shape != "periods" and "period" not in columns else None
    period = {"label": label[1].replace("_", "-")} if label else {}
    hint = next((hint for hint in HINTS if hint in str(columns.get("period", "")).lower()), None)
    period |= {"hint": hint} if hint else {}
    mapping = TableMapping(
        dataset=slug(_IN_NAME.sub("", stem)) or "table",
        columns=columns,
        shape=shape,
        period=period,
        metrics=metrics or {},
        about_columns=about_columns or {},
    )
    return Proposal(mapping, guesses)


def _toml(proposal: Proposal) -> str:
    lines = [
        f"# {g.role}: {', '.join(g.columns)[:200]} ({g.confidence:.0%} sure: {g.reason})" for g in proposal.guesses
    ]
    lines = [re.sub(r"[\x00-\x1f\x7f]", " ", line) for line in lines]
    for key, value in asdict(proposal.mapping).items():
        if isinstance(value, (str, int)):
            lines.append(f"{key} = {_quoted(value)}")
    for section, entries in asdict(proposal.mapping).items():
        if not isinstance(entries, dict) or not entries:
            continue
        if section == "metrics":
            lines += [
                line for column, about in entries.items() for line in _section(f"metrics.{_quoted(column)}", about)
            ]
        else:
            lines += _section(section, entries)
    if "period" not in proposal.mapping.columns and not proposal.mapping.period and proposal.mapping.shape != "periods":
        lines += ["", "[period]", '# label = "2024/25"   # no column tells the period: say it here']
    return "\n".join(lines) + "\n"


def _section(name: str, entries: dict[str, object]) -> list[str]:
    return ["", f"[{name}]", *(f"{_quoted(k)} = {_quoted(v)}" for k, v in entries.items())]


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
