"""What changed between two releases: observations, definitions, metrics, and verdicts (C28)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.progress import Progress, counted, unseen
from sectorled.warehouse.queries.cube import Cube, cubes, latest_counted
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.placing import Placing
from sectorled.warehouse.queries.sureness import sureness
from sectorled.warehouse.sweep.schemes import placed_groups
from sectorled.warehouse.tables import TABLES

KEY = ["metric", "area", "period"]
COMPARED = ["value", "lower", "upper", "status"]
TIMES = ("reviewed", "next_review", "last_update", "next_update", "version")  # these move without the meaning moving
_WORDS, _NUMBERS = (*KEY, "change", "old_status", "status"), ("old_value", "value")
_OBSERVATION = dict.fromkeys(_WORDS, pl.String) | dict.fromkeys(_NUMBERS, pl.Float64)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a later release has otherwise than an earlier one.

    `observations`: metric, area, period, change (new, revised, withdrawn), old_value, value, old_status, status.
    `definitions`: metric, field, old, new.  `verdicts`: metric, area, group, old_period, period, old_verdict, verdict.
    """

    before: str
    after: str
    observations: pl.DataFrame
    definitions: pl.DataFrame
    verdicts: pl.DataFrame
    new_metrics: list[str]
    withdrawn_metrics: list[str]

    def counts(self) -> dict[str, int]:
        """How many observations are new, revised and withdrawn."""
        found = dict(self.observations["change"].value_counts().iter_rows())
        return {change: found.get(change, 0) for change in ("new", "revised", "withdrawn")}


@dataclass(frozen=True, slots=True)
class Part:
    """What of two releases is compared: one metric, one area, or all; without `judged` no verdicts, which take long."""

    metric: str | None = None
    area: str | None = None
    judged: bool = True


ALL = Part()


def diff(before: Release, after: Release, part: Part = ALL, progress: Progress = unseen) -> Changes:
    """Compare two releases.  A value is revised where it, its interval or its status differs."""
    old, new = (set(release.table("metrics")["metric"]) for release in (before, after))
    return Changes(
        before.id,
        after.id,
        pl.concat([pl.DataFrame(schema=_OBSERVATION), *_observations(before, after, part, progress)], how="diagonal"),
        _definitions(before, after),
        _verdict_changes(before, after, part, progress),
        sorted(new - old),
        sorted(old - new),
    )


def _observations(before: Release, after: Release, part: Part, progress: Progress) -> Iterator[pl.DataFrame]:
    """The changes of some metrics after the other: all that is in memory at once."""
    old, new = (observations_of(release.store, release.id) for release in (before, after))
    if part.area:
        pair = [as_frame(side.of_areas([part.area], columns=[*KEY, *COMPARED])) for side in (old, new)]
        found = _changed(*pair)
        yield found.filter(pl.col("metric") == part.metric) if part.metric else found
        return
    if part.metric:
        yield _changed(*(as_frame(side.of_metrics([part.metric], [*KEY, *COMPARED])) for side in (old, new)))
        return
    gone = [sorted(set(old.metrics) - set(new.metrics))]
    for metrics in counted([*new.batches(), *gone], "comparing files of figures", progress):
        pair = [as_frame(side.of_metrics(metrics, [*KEY, *COMPARED])) for side in (old, new)]
        yield _changed(*pair)


def _changed(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    both = old.with_columns(there=True).join(
        new.with_columns(here=True), on=KEY, how="full", coalesce=True, suffix="_new"
    )
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_new")) for name in COMPARED)
    change = (
        pl.when(pl.col("there").is_null()).then(pl.lit("new")).when(pl.col("here").is_null()).then(pl.lit("withdrawn"))
    )
    return (
        both.filter(~same | pl.col("there").is_null() | pl.col("here").is_null())
        .select(
            *KEY,
            change.otherwise(pl.lit("revised")).alias("change"),
            pl.col("value").alias("old_value"),
            pl.col("value_new").alias("value"),
            pl.col("status").alias("old_status"),
            pl.col("status_new").alias("status"),
        )
        .sort(KEY)
    )


def _definitions(before: Release, after: Release) -> pl.DataFrame:
    """Fields of metrics in both releases that do not say the same; dates of review and update aside."""
    fields = [name for name in TABLES["metrics"].columns if name != "metric" and name not in TIMES]
    long = [
        release.table("metrics")
        .select("metric", pl.col(fields).cast(pl.String))
        .unpivot(on=fields, index="metric", variable_name="field", value_name=name)
        for release, name in ((before, "old"), (after, "new"))
    ]
    both = long[0].join(long[1], on=["metric", "field"], how="inner")
    return both.filter(pl.col("old").ne_missing(pl.col("new"))).sort("metric", "field")


def _verdict_changes(before: Release, after: Release, part: Part, progress: Progress) -> pl.DataFrame:
    """Areas whose verdict at the latest period, in the groups of the metric's scheme, is another one."""
    old, new = (verdicts(release, part, progress) for release in (before, after))
    both = old.rename({"period": "old_period", "verdict": "old_verdict"}).join(new, on=["metric", "area", "group"])
    return both.filter(pl.col("old_verdict").ne_missing(pl.col("verdict"))).select(
        "metric", "area", "group", "old_period", "period", "old_verdict", "verdict"
    )


def verdicts(release: Release, part: Part = ALL, progress: Progress = unseen) -> pl.DataFrame:
    """Every verdict (better, worse, similar) at each metric's latest period, in the groups of its scheme.

    In a group that belongs to an area only that area has a verdict.  Columns: metric, area, group, period, verdict.
    """
    observations = observations_of(release.store, release.id)
    batches = [[part.metric]] if part.metric else observations.batches()
    rows = [
        row
        for metrics in (counted(batches, "judging files of figures", progress) if part.judged else [])
        for cube in cubes(observations.of_metrics(metrics))
        for row in _verdicts(release, cube, part.area)
    ]
    names = ("metric", "area", "group", "period", "verdict")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row").sort("metric", "group", "area")


def _verdicts(release: Release, cube: Cube, only: str | None) -> Iterator[tuple[str, ...]]:
    schemes = [release.default_scheme(definition) for definition in release.definitions(cube.metrics)]
    for scheme in sorted(set(schemes)):
        members = {group: release.members(group) for group in release.groups_of_scheme(scheme)}
        groups = {group: areas for group, areas in members.items() if _concerns(release, group, areas, only)}
        for group, placed in placed_groups(release, cube, groups).items():
            owner = release.group(group)["owner"]
            for m, period, area, verdict in _verdicts_of(placed):
                if schemes[m] == scheme and owner in (None, area) and only in (None, area):
                    yield cube.metrics[m], area, group, period, verdict


def _concerns(release: Release, group: str, areas: Sequence[str], only: str | None) -> bool:
    return only is None or (only in areas and release.group(group)["owner"] in (None, only))


def _verdicts_of(placed: Placing) -> Iterator[tuple[int, str, str, str]]:
    """Of every metric and area of a group that has one."""
    latest = latest_counted(placed.counted)
    sure = sureness(placed, latest, [])
    for m, t in enumerate(latest):
        for i, area in enumerate(placed.cube.areas):
            verdict = sure.verdict(m, i)
            if verdict and t >= 0:
                yield m, placed.cube.periods[t].iso, area, verdict
