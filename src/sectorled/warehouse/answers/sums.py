"""Tables of stored answers by sums that add: batches of the store go through an engine to the kernel of `analysis`.

The design knows each respondent's weight and cluster; of the answers a worker sees one batch, and what comes back are
sums, so that answers never leave the store together.  The sums are equal wherever the batches were worked out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from sectorled.analysis.arrays import Bools, Floats, Indices
from sectorled.analysis.survey.cells import CellTotals
from sectorled.analysis.survey.designs import Design
from sectorled.analysis.survey.layout import Layout, laid_out
from sectorled.analysis.survey.sufficient import Batch, CellSums, cell_sums
from sectorled.warehouse.answers.filters import Filter, all_of, columns_of
from sectorled.warehouse.answers.loads import StoredSurvey
from sectorled.warehouse.answers.questions import Survey, Variable, variable_of
from sectorled.warehouse.engine import Engine, Here
from sectorled.warehouse.tidy import InputError

ROWS_AT_ONCE = 262_144  # respondents in a batch: a few megabytes a column
_WEIGHT, _SQUARE, _GROUP, _KEPT = "its weight", "its squared weight", "its group", "is kept"
_BASES = ("basis", "scaled basis")
_PARTS = ("weights", "squares", "respondents", "moments", "scaled_moments")
_SCHEMA = pa.schema([("table", pa.int32()), ("part", pa.int8()), ("place", pa.int64()), ("value", pa.float64())])


@dataclass(frozen=True, slots=True)
class Crossing:
    """A table: the variable of its rows, and that of its columns or none for one column of everybody."""

    rows: str
    columns: str | None = None


@dataclass(frozen=True, slots=True)
class Summed:
    """The sums of some tables under one design; `df` are its degrees of freedom in the filtered part."""

    layout: Layout
    tables: tuple[CellSums, ...]
    df: float

    def cell_totals(self, table: int) -> CellTotals:
        """The totals of a table's cells with their covariance."""
        return self.layout.cell_totals(self.tables[table], df=self.df)


class Axis(Protocol):
    """A variable of a table as workers need it: the columns it looks at, its places, and the one of each respondent."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to be read."""

    @property
    def length(self) -> int:
        """How many places."""

    def places(self, rows: pa.Table) -> Indices:
        """The place of each respondent [rows], -1 for who is in none."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """A variable as workers need it: its column and the codes that have a place; without a column, one place."""

    column: str | None
    codes: tuple[int | float | str | bool, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,) if self.column else ()

    @property
    def length(self) -> int:
        return len(self.codes) if self.column else 1

    def places(self, rows: pa.Table) -> Indices:
        """The place of each respondent [rows], -1 where the answer has none."""
        if self.column is None:
            return np.zeros(rows.num_rows, np.intp)
        return places_of(rows[self.column], self.codes)


EVERYBODY = _Axis(None, ())


def places_of(column: pa.ChunkedArray, codes: Sequence[int | float | str | bool]) -> Indices:
    """The place of each answer [rows] among the codes; -1 for what is none of them."""
    values = column.combine_chunks()
    plain = values.dictionary_decode() if pa.types.is_dictionary(values.type) else values
    found = pc.index_in(plain, value_set=pa.array(codes).cast(plain.type))
    return np.asarray(pc.fill_null(found, -1)).astype(np.intp)


def partial_sums(
    stored: StoredSurvey,
    crossings: Sequence[Crossing],
    design: Design,
    *,
    where: Filter | None = None,
    in_sample: Bools | None = None,
    engine: Engine | None = None,
    rows_at_once: int = ROWS_AT_ONCE,
) -> Summed:
    """The sums of the tables, by an engine (in this process without one).

    `design` has a row for each stored respondent, or for each that `in_sample` marks; `where` keeps a part of them, and
    the whole sample still counts in the errors.  InputError where the filter leaves nobody, or a variable is not coded.
    """
    axes = tuple((_axis(stored.survey, each.rows), _axis(stored.survey, each.columns)) for each in crossings)
    layout, everyone = laid_out(design)
    reading = _Reading(stored, axes, where or {}, everyone, in_sample)
    tables = _added(reading, axes, engine, rows_at_once)
    domain = np.concatenate(reading.kept)
    if not domain.any():
        said = "; ".join(f"{name} is {list(codes)}" for name, codes in (where or {}).items())
        raise InputError(f"{stored.report.survey}: nobody is left ({said}). Widen the filter.")
    return Summed(layout, tables, float(design.degrees_of_freedom(None if domain.all() else domain)))


def sums_of(
    stored: StoredSurvey,
    axes: Sequence[tuple[Axis, Axis]],
    everyone: Batch,
    *,
    inside: Bools | None = None,
    engine: Engine | None = None,
) -> tuple[CellSums, ...]:
    """The sums of tables of any axes, of the respondents `inside` [n] or of all; `everyone` is from `laid_out`."""
    return _added(_Reading(stored, tuple(axes), {}, everyone, None, inside), axes, engine, ROWS_AT_ONCE)


def _added(
    reading: "_Reading", axes: Sequence[tuple[Axis, Axis]], engine: Engine | None, rows_at_once: int
) -> tuple[CellSums, ...]:
    """The sums of all batches, wherever they are worked out."""
    everyone = reading.everyone
    kernel = _Kernel(tuple(axes), everyone.groups, everyone.elementary, _widths(everyone))
    tables = [_zeros((rows.length, columns.length), everyone) for rows, columns in axes]
    for answer in (engine or Here()).run(kernel, reading.batches(rows_at_once), _SCHEMA):
        _add(tables, answer)
    return tuple(_sums(axis, table) for axis, table in zip(axes, tables, strict=True))


def _axis(survey: Survey, name: str | None) -> _Axis:
    if name is None:
        return _Axis(None, ())
    variable: Variable | None = variable_of(survey, name)
    if variable is None:
        raise InputError(
            f"{survey.id}: {name[:80]!r} cannot be a row or a column of a table. Name a coded question, one item of a "
            "grid or one answer of a multiple response."
        )
    return _Axis(name, variable.codes)


def _widths(everyone: Batch) -> tuple[int, int]:
    """How many columns the bases of a calibration have."""
    widths = [0 if each is None else each.shape[1] for each in (everyone.basis, everyone.scaled_basis)]
    return widths[0], widths[1]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads batches of answers with the design of each respondent beside them; `kept` notes whom the filter kept."""

    stored: StoredSurvey
    axes: Sequence[tuple[Axis, Axis]]
    where: Filter
    everyone: Batch
    in_sample: Bools | None
    inside: Bools | None = None
    kept: list[Bools] = field(default_factory=list)

    def batches(self, rows_at_once: int) -> Iterator[pa.Table]:
        """Each batch as workers need it; InputError where the design is of other respondents."""
        survey = self.stored.survey
        columns = list(dict.fromkeys(column for pair in self.axes for axis in pair for column in axis.columns))
        read = list(dict.fromkeys([*columns, *columns_of(survey, self.where)])) or list(survey.columns[:1])
        at = start = 0
        for table in self.stored.batches(read, rows_at_once):
            rows = table
            if self.in_sample is not None:
                rows = table.filter(pa.array(self.in_sample[at : at + table.num_rows]))
            at, end = at + table.num_rows, start + rows.num_rows
            if end <= len(self.everyone.weights):
                self.kept.append(self._keeps(rows) if self.inside is None else self.inside[start:end])
                yield _with_design(rows.select(columns), self.everyone.part(slice(start, end)), self.kept[-1])
            start = end
        if start != len(self.everyone.weights):
            raise InputError(
                f"{self.stored.report.survey}: the design is of {len(self.everyone.weights):,} respondents and the "
                f"survey has {start:,}. Make the design from the same load."
            )

    def _keeps(self, rows: pa.Table) -> Bools:
        if not self.where:
            return np.ones(rows.num_rows, bool)
        return pl.DataFrame(rows).select(all_of(self.stored.survey, self.where)).to_series().to_numpy()


def _with_design(rows: pa.Table, part: Batch, kept: Bools) -> pa.Table:
    beside: Mapping[str, pa.Array] = {
        _WEIGHT: pa.array(part.weights),
        _SQUARE: pa.array(part.squares),
        _GROUP: pa.array(part.group.astype(np.int64)),
        _KEPT: pa.array(kept),
    }
    for name, array in beside.items():
        rows = rows.append_column(name, array)
    for name, basis in zip(_BASES, (part.basis, part.scaled_basis), strict=True):
        if basis is not None:  # sparse: of each respondent the columns that are not 0, and what they hold
            ends = pa.array(basis.indptr.astype(np.int32))
            rows = rows.append_column(f"{name} at", pa.ListArray.from_arrays(ends, basis.indices.astype(np.int32)))
            rows = rows.append_column(name, pa.ListArray.from_arrays(ends, basis.data))
    return rows


@dataclass(frozen=True, slots=True)
class _Kernel:
    """Makes the sums of one batch, those that are not 0; runs wherever the engine does."""

    axes: tuple[tuple[Axis, Axis], ...]
    groups: int
    elementary: bool
    widths: tuple[int, int]

    def __call__(self, rows: pa.Table) -> pa.Table:
        batch = Batch(
            rows[_WEIGHT].to_numpy(),
            rows[_SQUARE].to_numpy(),
            rows[_GROUP].to_numpy().astype(np.intp),
            self.groups,
            self.elementary,
            *(_basis(rows, name, width) for name, width in zip(_BASES, self.widths, strict=True)),
        )
        kept = np.asarray(rows[_KEPT])
        places = {axis: axis.places(rows) for pair in self.axes for axis in pair}
        inside = {row: np.where(kept, places[row], -1) for row, _ in self.axes}
        found: list[tuple[Indices, Floats]] = []
        for row, column in self.axes:
            sums = cell_sums(inside[row], places[column], (row.length, column.length), batch)
            found += [_nonzero(getattr(sums, name)) for name in _PARTS]
        return _told(found)


def _basis(rows: pa.Table, name: str, width: int) -> csr_array | None:
    if name not in rows.column_names:
        return None
    at, data = rows[f"{name} at"].combine_chunks(), rows[name].combine_chunks()
    ends = np.concatenate([[0], np.cumsum(pc.list_value_length(at).to_numpy())])
    return csr_array((data.flatten().to_numpy(), at.flatten().to_numpy(), ends), shape=(rows.num_rows, width))


def _nonzero(values: Floats) -> tuple[Indices, Floats]:
    flat = values.ravel()
    place = np.flatnonzero(flat)
    return place, flat[place]


def _told(found: Sequence[tuple[Indices, Floats]]) -> pa.Table:
    """The places and values of each part of each table as one answer; joined once, for tables may be many."""
    counts = [len(place) for place, _ in found]
    table, part = np.divmod(np.arange(len(found)), len(_PARTS))
    columns = [np.repeat(table.astype(np.int32), counts), np.repeat(part.astype(np.int8), counts)]
    return pa.table([*columns, *(np.concatenate(each) for each in zip(*found, strict=True))], schema=_SCHEMA)


def _zeros(shape: tuple[int, int], everyone: Batch) -> list[Floats]:
    cells = shape[0] * shape[1]
    heights = (everyone.groups, everyone.groups if everyone.elementary else 1, 1, *_widths(everyone))
    return [np.zeros((height, cells)) for height in heights]


def _add(tables: list[list[Floats]], answer: pa.Table) -> None:
    """Sums of one batch, which come table by table and part by part, added to those before."""
    table, part, place, value = (answer[name].to_numpy() for name in _SCHEMA.names)
    which = table.astype(np.int64) * len(_PARTS) + part
    bounds = np.searchsorted(which, np.arange(len(tables) * len(_PARTS) + 1))
    for number, parts in enumerate(tables):
        for at, sums in enumerate(parts, start=number * len(_PARTS)):
            mine = slice(bounds[at], bounds[at + 1])
            sums.reshape(-1)[place[mine]] += value[mine]


def _sums(axes: tuple[Axis, Axis], parts: list[Floats]) -> CellSums:
    weights, squares, respondents, moments, scaled = parts
    return CellSums((axes[0].length, axes[1].length), weights, squares, respondents.ravel(), moments, scaled)
