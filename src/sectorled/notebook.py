"""The same answers as on the command line, as Polars data frames."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.queries.basket import basket
from sectorled.warehouse.queries.compare import compare
from sectorled.warehouse.queries.council import council_view, same_verdict
from sectorled.warehouse.queries.flat import comparison_rows, flat
from sectorled.warehouse.queries.nearest import neighbours
from sectorled.warehouse.queries.open import Release, open_release
from sectorled.warehouse.queries.reorganisation import proposed_council
from sectorled.warehouse.queries.series import series


@dataclass(frozen=True, slots=True)
class Sector:
    """A release, asked in a notebook.  Areas may be given by code or by any name, metrics by id."""

    release: Release

    def __repr__(self) -> str:
        counts = self.release.manifest.counts
        return f"<release {self.release.id}: {counts['observations']:,} observations of {counts['metrics']:,} metrics>"

    def metrics(self) -> pl.DataFrame:
        """The definitions."""
        return self.release.table("metrics")

    def areas(self) -> pl.DataFrame:
        """The areas over time."""
        return self.release.table("areas")

    def groups(self) -> pl.DataFrame:
        """The groups that areas are compared in."""
        return self.release.table("groups")

    def observations(self, metric: str) -> pl.DataFrame:
        """All observations of a metric, each with the file and row it came from."""
        name = str(self.release.metric(metric)["metric"])
        return as_frame(observations_of(self.release.store, self.release.id).of_metrics([name], _ALL))

    def compare(
        self,
        metric: str,
        *,
        period: str | None = None,
        group: str | None = None,
        scheme: str | None = None,
        area: str | None = None,
        on: date | None = None,
    ) -> pl.DataFrame:
        """One row for each area of each group: `sectorled compare`."""
        groups = [group] if group else self.release.groups_of_scheme(scheme) if scheme else None
        answer = compare(self.release, metric, period=period, groups=groups, area=area, on=on)
        return _frame(comparison_rows(answer))

    def trend(self, metric: str, area: str, *, group: str | None = None) -> pl.DataFrame:
        """One row a period, the trend's test in every row: `sectorled trend`."""
        answer = series(self.release, metric, area, group=group)
        trend = {f"trend_{name}": value for name, value in flat(answer.trend).items()}
        return _frame(flat(point) | trend for point in answer.points)

    def council(self, area: str, *, group: str | None = None, metrics: Sequence[str] | None = None) -> pl.DataFrame:
        """One row a metric: where the council stands, and what stands out."""
        return _frame(flat(line) for line in council_view(self.release, area, group=group, metrics=metrics).lines)

    def same_verdict(self, metric: str, area: str) -> pl.DataFrame:
        """One row a group: `sectorled same-verdict`."""
        found = same_verdict(self.release, area, metric).verdicts
        return _frame({"group": group, "verdict": verdict} for group, verdict in found.items())

    def neighbours(
        self, area: str, *, k: int = 15, variables: Sequence[str] | None = None, compared: Sequence[str] = ()
    ) -> pl.DataFrame:
        """One row a neighbour: `sectorled neighbours`."""
        answer = neighbours(self.release, area, variables=variables, compared=compared, k=k)
        return _frame(flat(one) | {"set_apart_by": [d.metric for d in one.drivers]} for one in answer.neighbours)

    def basket(self, name: str, *, base: str, latest: str, area: str | None = None) -> pl.DataFrame:
        """One row a metric: `sectorled basket`."""
        return _frame(flat(line) for line in basket(self.release, name, base=base, latest=latest, area=area).lines)

    def proposed_council(self, predecessors: Sequence[str]) -> pl.DataFrame:
        """One row a metric, a reason where it cannot be combined: `sectorled propose-council`."""
        answer = proposed_council(self.release, predecessors)
        combined = [flat(line) | {"of": line.of, "reason": None} for line in answer.baseline]
        return _frame([*combined, *(flat(line) for line in answer.not_combined)])


_ALL = (
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
    "file",
    "row",
)


def open_sector(address: str = "var/warehouse", *, release: str | None = None, on: datetime | None = None) -> Sector:
    """Open the published release of a warehouse, the one published on a date, or one by its id."""
    return Sector(open_release(address, release=release, on=on))


def _frame(rows: Iterable[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), infer_schema_length=None)
