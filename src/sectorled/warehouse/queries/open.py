"""A release opened for reading: its small tables in memory, its observations read as asked."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from sectorled.analysis.periods import Period, parse_iso
from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.layout import observations_of
from sectorled.warehouse.queries.cube import Cube, cube, cubes
from sectorled.warehouse.release.build import Manifest, manifest_of
from sectorled.warehouse.release.groups import councils
from sectorled.warehouse.release.publish import published
from sectorled.warehouse.store import Store, open_store
from sectorled.warehouse.tidy import InputError


class UnknownError(InputError):
    """A metric, group or area that the release does not have; the message gives the nearest ones, `choices` too."""


@dataclass(frozen=True)
class Release:
    """One immutable version of all figures."""

    store: Store
    manifest: Manifest
    _tables: dict[str, pl.DataFrame] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The release's identifier."""
        return self.manifest.release

    def table(self, name: str) -> pl.DataFrame:
        """A small table of the release by name (areas, metrics, groups, members, names ...)."""
        if name not in self._tables:
            content = self.store.read(f"releases/{self.id}/{name}.parquet")
            self._tables[name] = pl.read_parquet(io.BytesIO(content))
        return self._tables[name]

    @cached_property
    def lives(self) -> dict[str, tuple[str | None, date | None, date | None]]:
        """Area code to kind, first day and first day after the end."""
        return {row[0]: row[1:] for row in self.table("areas").select("code", "kind", "start", "end").iter_rows()}

    @cached_property
    def parents(self) -> dict[str, str | None]:
        """Area code to the code of the area it lies in."""
        return dict(self.table("areas").select("code", "parent").iter_rows())

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Area code to name."""
        return dict(self.table("areas").select("code", "name").iter_rows())

    def metric(self, wanted: str) -> dict[str, Any]:
        """The definition of a metric by its id, or by the last part of it where only one metric has that."""
        if wanted in self._definitions:
            return self._definitions[wanted]
        found = [row for metric, row in self._definitions.items() if metric.endswith(f".{wanted}")]
        if len(found) != 1:
            labels = [row["label"] for row in self._definitions.values()]
            raise _no_such("metric", wanted, list(self._definitions), labels)
        return found[0]

    def area(self, wanted: str) -> str:
        """The code of an area by code or by current, former or alternative name."""
        if wanted in self.area_names:
            return wanted
        found = (known.resolve(wanted, on) for known in self._known for on in (self.built, None))
        code = next((code for code in found if code is not None), None)
        if code is None:
            raise _no_such("area", wanted, list(self.area_names.values()), list(self.area_names))
        return code

    @property
    def built(self) -> date:
        """The day on which the release was built: names and lives of areas are read as of it."""
        return datetime.fromisoformat(self.manifest.built).date()

    @cached_property
    def _known(self) -> list[KnownAreas]:
        """The names of the councils, and of every area: a council goes before a region of the same name."""
        areas, others = self.table("areas"), (self.table("names"), self.table("successions"))
        return [KnownAreas(councils(areas), *others), KnownAreas(areas, *others)]

    def members(self, group: str) -> list[str]:
        """The areas of a group with its owner, who is compared with them."""
        owner = self.group(group)["owner"]
        areas = self._members.get(group, [])
        return list(areas) if owner is None or owner in areas else [str(owner), *areas]

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        rows = self.table("members").group_by("group", maintain_order=True).agg("area")
        return dict(rows.select("group", "area").iter_rows())

    def group(self, wanted: str) -> dict[str, Any]:
        """A group's row."""
        if wanted not in self._groups:
            schemes = self.table("groups")["scheme"].unique().sort().to_list()
            raise _no_such("group", wanted, list(self._groups), schemes)
        return self._groups[wanted]

    @cached_property
    def _groups(self) -> dict[str, dict[str, Any]]:
        return {row["group"]: row for row in self.table("groups").iter_rows(named=True)}

    @cached_property
    def _schemes(self) -> set[str]:
        return set(self.table("groups")["scheme"])

    def default_scheme(self, definition: dict[str, Any]) -> str:
        """The scheme a metric is compared in: its own; all councils where it names none, or one nobody has loaded."""
        own = definition["scheme"]
        return str(own) if own in self._schemes else "all"

    def groups_of_scheme(self, scheme: str) -> list[str]:
        """The groups of a scheme."""
        groups = self.table("groups")
        found = groups.filter(pl.col("scheme") == scheme)["group"].to_list()
        if not found:
            raise _no_such("scheme", scheme, groups["scheme"].unique().drop_nulls().to_list(), [])
        return sorted(found)

    def definitions(self, metrics: Sequence[str]) -> list[dict[str, Any]]:
        """The definitions of several metrics, in their order."""
        return [self._definitions[metric] for metric in metrics]

    @cached_property
    def _definitions(self) -> dict[str, dict[str, Any]]:
        return {row["metric"]: row for row in self.table("metrics").iter_rows(named=True)}

    @cached_property
    def latest_periods(self) -> dict[str, Period]:
        """Each metric's latest period with a row; a metric without rows is not there."""
        stored, found = observations_of(self.store, self.id), dict[str, Period]()
        for batch in stored.batches():
            for metric, text in pl.DataFrame(stored.of_metrics(batch, ("metric", "period"))).unique().iter_rows():
                period = parse_iso(text)
                if metric not in found or period.end > found[metric].end:
                    found[metric] = period
        return found

    def cube_of_metric(self, metric: str) -> Cube:
        """All periods and areas of a metric; InputError where the release has no row of it."""
        rows = observations_of(self.store, self.id).of_metrics([metric])
        if not rows.num_rows:
            raise InputError(f"Nobody has given a value of {metric} yet. Load some, or name another metric.")
        return cube(rows)

    def cube_of_areas(self, areas: Sequence[str]) -> Cube:
        """All metrics and periods of some areas, the areas in this order."""
        return cube(observations_of(self.store, self.id).of_areas(areas), areas=areas)

    def cubes_of_areas(self, areas: Sequence[str], metrics: Sequence[str] | None = None) -> list[Cube]:
        """The same in one cube for each calendar, so that no cube is mostly empty; of some metrics, where given."""
        rows = observations_of(self.store, self.id).of_areas(areas)
        if metrics is not None:
            rows = rows.filter(pc.is_in(rows["metric"], pa.array(metrics)))
        return cubes(rows, areas=areas)


def open_release(address: str, *, release: str | None = None, on: datetime | None = None) -> Release:
    """Open the published release of a warehouse, the one published on a date, or one by its id."""
    store = open_store(address)
    wanted = release or published(store, on=on)
    manifest = manifest_of(store, wanted)
    if manifest is None:
        raise InputError(f"There is no finished release {wanted}. List them with: sectorled releases.")
    return Release(store, manifest)


def exists(life: tuple[date | None, date | None], day: date) -> bool:
    """Whether an area with this first day and first day after its end existed on a day."""
    return (life[0] is None or life[0] <= day) and (life[1] is None or life[1] > day)


def _no_such(what: str, wanted: str, ids: list[str], labels: list[str]) -> UnknownError:
    known = {text: text for text in labels} | {text: text for text in ids}
    near = process.extract(wanted, known, scorer=fuzz.WRatio, limit=3, score_cutoff=50)
    shown = [ids[labels.index(text)] if text in labels and len(ids) == len(labels) else text for text, _, _ in near]
    choices = list(dict.fromkeys(shown))
    nearest = f" Nearest: {', '.join(choices)}." if choices else ""
    return UnknownError(f"There is no {what} {wanted!r} in this release.{nearest}", choices)
