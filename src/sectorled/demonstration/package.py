"""The fictional sector as a data package: what a publisher would hand over, in two releases that differ.

The second release adds the latest year and two quarters, corrects some provisional returns, counts one metric in a new
way, and brings one new metric.
"""

from pathlib import Path

import polars as pl

from sectorled.demonstration.groups import baskets_and_members, groups_and_members
from sectorled.demonstration.layout import layouts
from sectorled.demonstration.metrics import LICENCE, PUBLISHED, PUBLISHER, metrics_table
from sectorled.demonstration.observations import observations
from sectorled.demonstration.world import World, make_world
from sectorled.warehouse.package import write_package as write_tables
from sectorled.warehouse.tables import TABLES

SEED = 2026
NAME = "fictional-sector"
STYLES = {"county": "{} County Council", "district": "{} District Council", "unitary": "{} Council"}
FORMER = {"X06000005": "Kestrel Vale", "X06000016": "Umberton New Town", "X07000028": "Tinmoor and Coast"}


def write_package(folder: Path, *, release: int, seed: int = SEED) -> None:
    """Write release 1 or 2 into a folder; the same seed gives the same bytes.  ValueError for another release."""
    if release not in PUBLISHED:
        raise ValueError(f"There is no release {release} of the fictional sector. Ask for 1 or 2.")
    title = f"{PUBLISHER}: release {release}, {PUBLISHED[release]}. Every council and figure is invented."
    world = make_world(seed)
    write_tables(tables(world, release), folder, name=NAME, title=title, licence=LICENCE)
    for name, content in layouts(world).items():
        (folder / name).write_bytes(content)


def tables(world: World, release: int) -> dict[str, pl.DataFrame]:
    """All tables of a release by name, in the columns of `warehouse.tables`."""
    figures = observations(world, release)
    groups, members = groups_and_members(world, figures)
    baskets, basket_members = baskets_and_members(release)
    counts = ("numerator", "denominator")
    made = {
        "areas": world.areas.with_columns(pl.lit("Fictional").alias("note")),
        "names": _names(world),
        "successions": world.successions,
        "groups": groups,
        "members": members,
        "metrics": metrics_table(release),
        "baskets": baskets,
        "basket_members": basket_members,
        "observations": figures.with_columns(pl.col(counts).cast(pl.Int64)),
    }
    return {name: frame.select(c for c in TABLES[name].columns if c in frame.columns) for name, frame in made.items()}


def _names(world: World) -> pl.DataFrame:
    councils = world.areas.filter(pl.col("code").is_in(world.councils)).select("code", "name", "kind")
    official = [(code, STYLES[kind].format(name), "official") for code, name, kind in councils.iter_rows()]
    former = [(code, name, "former") for code, name in FORMER.items()]
    return pl.DataFrame(official + former, schema=["area", "name", "kind"], orient="row").sort("area", "name")
