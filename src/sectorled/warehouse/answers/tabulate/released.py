"""Tables of surveys that were released, remembered in the warehouse: what one run told, later ones are judged by.

A folder `surveys-released/SURVEY` has a file for each run: of every table whom its figures count and what everybody
could see, never a count that was suppressed.  Tables of another issue of the same data count as well: whoever knows
who joined in between could subtract, so that earlier respondents are a group of their own.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl

from sectorled.analysis.survey.disclosure.groups import Group, Released, Table
from sectorled.analysis.survey.disclosure.policy import JOINED
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.loads import StoredSurvey
from sectorled.warehouse.answers.questions import Survey
from sectorled.warehouse.answers.sums import ROWS_AT_ONCE
from sectorled.warehouse.answers.tabulate.guard import History
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.store import Store

FOLDER = "surveys-released"
ALIKE = 0.5  # share of columns in common from which data of one id are issues of one survey
Tree = dict[str, Any]
Held = Answers | StoredSurvey


@dataclass(frozen=True, slots=True)
class Run:
    """What one run released: of which data, when, the variables of its groups, its tables.

    `afresh` says that the data were corrected, so that tables of other issues before it no longer count.
    """

    data: str
    at: str
    columns: list[str]
    categories: dict[str, tuple[str, ...]]
    origin: dict[str, str]
    tables: list[Tree] = field(default_factory=list)
    afresh: bool = False


@contextmanager
def releasing(store: Store, answers: Held, *, at: datetime, afresh: bool = False) -> Iterator[History]:
    """The history to judge tables by; those that join it are remembered unless what is done with it fails.

    Nobody else releases in the meantime, so that two runs cannot each be judged without the other.
    """
    with store.writing("release of survey tables"):
        known, runs = _history(store, answers, afresh=afresh), _runs(store, answers.survey)
        before = len(known.published)
        yield known
        new = [_written(one) for one in known.published[before:] if one.shown.any()]
        if not new and not afresh:
            return
        columns = list(answers.survey.columns)
        run = Run(digest(answers), at.isoformat(), columns, known.categories, known.origin, new, afresh)
        name = f"{_folder(answers.survey)}/{len(runs) + 1:06}-{run.data[:8]}.json"
        store.write(name, json.dumps(asdict(run), ensure_ascii=False).encode())


def released(store: Store, answers: Held) -> History:
    """The history as it is, to look at tables without releasing them."""
    return _history(store, answers, afresh=False)


def digest(answers: Held) -> str:
    """What tells one issue of the data from another: the answers, whatever file they came in, some at a time."""
    columns, found = sorted(answers.survey.columns), hashlib.sha256()
    for i, part in enumerate(_parts(answers, columns)):
        text = io.BytesIO()
        part.write_csv(text, include_header=not i)
        found.update(text.getvalue())
    return found.hexdigest()


def _parts(answers: Held, columns: list[str]) -> Iterator[pl.DataFrame]:
    if isinstance(answers, StoredSurvey):
        yield from (pl.DataFrame(batch) for batch in answers.batches(columns, ROWS_AT_ONCE))
    else:
        yield from answers.frame.select(columns).iter_slices(ROWS_AT_ONCE)


def _folder(survey: Survey) -> str:
    return f"{FOLDER}/{slug(survey.id)[:40] or 'survey'}-{hashlib.sha256(survey.id.encode()).hexdigest()[:8]}"


def _runs(store: Store, survey: Survey) -> list[Run]:
    """All runs of surveys of that id, oldest first."""
    folder = _folder(survey)
    return [Run(**json.loads(store.read(f"{folder}/{name}"))) for name in store.names(folder)]


def _counting(runs: Sequence[Run], answers: Held, data: str) -> list[Run]:
    """Those of this survey that still count."""
    own, counting = set(answers.survey.columns), list[Run]()
    for run in runs:
        if len(own & set(run.columns)) >= ALIKE * len(own | set(run.columns)):
            counting = [one for one in counting if one.data == run.data] if run.afresh else counting
            counting.append(run)
    return counting


def _history(store: Store, answers: Held, *, afresh: bool) -> History:
    data = digest(answers)
    runs = _counting(_runs(store, answers.survey), answers, data)
    if afresh:
        runs = [run for run in runs if run.data == data]
    issues = list(dict.fromkeys([*(run.data for run in runs), data]))
    known = History()
    for run in runs:
        for variable, categories in run.categories.items():
            held = known.categories.get(variable, ())
            known.categories[variable] = tuple(dict.fromkeys([*held, *categories]))
        known.origin.update(run.origin)
    if len(issues) > 1:
        names = tuple(f"issue {number}" for number in range(1, len(issues) + 1))
        parts = [known.met(JOINED, names, names[: i + 1], JOINED) for i in range(len(issues))]
        known.everybody = parts[issues.index(data)]
    for run in runs:
        part = parts[issues.index(run.data)] if len(issues) > 1 else Group()
        known.published.extend(_read(tree, part) for tree in run.tables)
    return known


def _written(one: Released) -> Tree:
    """A table as everybody saw it; the issue its respondents belong to is worked out when it is read."""
    table = one.table
    percents = None if table.percents is None else np.where(one.shown, table.percents, np.nan)
    return {
        "name": table.name,
        "rows": {label: _conditions(group) for label, group in table.rows.items()},
        "columns": {label: _conditions(group) for label, group in table.columns.items()},
        "population": _conditions(table.population),
        "counts": [[int(n) if seen else None for n, seen in zip(*each, strict=True)] for each in _lines(one)],
        "percents": None
        if percents is None
        else [[None if np.isnan(p) else p for p in row] for row in percents.tolist()],
        "decimals": table.decimals,
    }


def _lines(one: Released) -> Iterator[tuple[list[int], list[bool]]]:
    return zip(one.table.counts.tolist(), one.shown.tolist(), strict=True)


def _conditions(group: Group) -> list[list[Any]]:
    return sorted([variable, sorted(met)] for variable, met in group.conditions if variable != JOINED)


def _group(conditions: list[list[Any]]) -> Group:
    return Group.of(dict(conditions))


def _read(tree: Tree, part: Group) -> Released:
    counts = [[0 if n is None else n for n in row] for row in tree["counts"]]
    percents = tree["percents"]
    table = Table(
        tree["name"],
        {label: _group(conditions) for label, conditions in tree["rows"].items()},
        {label: _group(conditions) for label, conditions in tree["columns"].items()},
        np.array(counts, dtype=np.intp),
        _group(tree["population"]) & part,
        None if percents is None else np.array(percents, dtype=float),
        tree["decimals"],
    )
    return Released(table, np.array([[n is not None for n in row] for row in tree["counts"]]))
