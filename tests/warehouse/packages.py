"""Data packages made up by Hypothesis: awkward names, every status, periods of all kinds, parts and intervals."""

import csv
import io
from typing import Any

from hypothesis import strategies as st

from sectorled.warehouse.status import STATUSES
from sectorled.warehouse.tables import POLARITIES, VALUE_TYPES

CODES = ("E07000001", "X 2", "Ä-3", "4")
METRICS = ("a.share", "b", "C", "d'é")
PERIODS = ("2021/22", "2022-04-01/P1Y", "2023", "2022-10-01/P3M", "2024-03-31", "2021-04-01/P3Y")
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12).map(str.strip)
LABELS = WORDS.filter(bool)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers(-1000, 1000).map(float) | st.none()
COLUMNS: dict[str, tuple[str, ...]] = {
    "areas": ("code", "name", "kind", "region", "nation", "start", "end", "parent"),
    "groups": ("group", "scheme", "label", "kind", "owner"),
    "members": ("group", "area", "position"),
    "metrics": (
        "metric",
        "label",
        "unit",
        "value_type",
        "polarity",
        "multiplier",
        "decimals",
        "scheme",
        "source",
        "caveat",
    ),
    "baskets": ("basket", "version", "label"),
    "basket_members": ("basket", "version", "metric", "mark"),
    "observations": (
        "metric",
        "area",
        "period",
        "value",
        "numerator",
        "denominator",
        "lower",
        "upper",
        "status",
        "note",
    ),
}


def _row(*cells: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(*(cell if isinstance(cell, st.SearchStrategy) else st.just(cell) for cell in cells))


def _areas(code: str) -> st.SearchStrategy[tuple[Any, ...]]:
    kinds, start = st.sampled_from(["district", "unitary", "", "region"]), st.sampled_from(["", "2000-04-01"])
    return _row(code, LABELS, kinds, WORDS, WORDS, start, st.sampled_from(["", "2022-04-01"]), "")


def _metrics(metric: str) -> st.SearchStrategy[tuple[Any, ...]]:
    kinds, good = st.sampled_from(["", *VALUE_TYPES]), st.sampled_from(["", *POLARITIES[:3]])
    factor, decimals = st.sampled_from(["", 100, 0.5]), st.sampled_from(["", 0, 2])
    return _row(metric, LABELS, WORDS, kinds, good, factor, decimals, st.sampled_from(["", "own", "all"]), WORDS, WORDS)


def _possible(figures: tuple[Any, ...]) -> tuple[Any, ...]:
    """The denominator not below 0, and the limits the right way round."""
    value, numerator, denominator, lower, upper, *said = figures
    if lower is not None and upper is not None:
        lower, upper = sorted((lower, upper))
    return value, numerator, None if denominator is None else abs(denominator), lower, upper, *said


@st.composite
def packages(draw: st.DrawFn) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table; each key stands once."""
    cells = st.tuples(st.sampled_from(METRICS), st.sampled_from(CODES), st.sampled_from(PERIODS))
    keys = draw(st.lists(cells, min_size=1, max_size=25, unique=True))
    figures = st.tuples(*([NUMBERS] * 5), st.sampled_from(["", *STATUSES]), WORDS).map(_possible)
    members = draw(st.lists(st.sampled_from(CODES), unique=True))
    return {
        "areas": [draw(_areas(code)) for code in CODES],
        "groups": [draw(_row("g", "own", LABELS, "custom", st.sampled_from(["", CODES[0]])))],
        "members": [("g", code, i) for i, code in enumerate(members)],
        "metrics": [draw(_metrics(metric)) for metric in METRICS],
        "baskets": [("b", "1", draw(WORDS))],
        "basket_members": [("b", "1", metric, "outcome") for metric in METRICS[:2]],
        "observations": [(*key, *draw(figures)) for key in keys],
    }


def as_text(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, str]:
    """Each table as CSV."""
    return {table: _csv(COLUMNS[table], some) for table, some in rows.items()}


def _csv(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([columns, *rows])
    return text.getvalue()
