"""Groups that follow from what areas are: all councils, those of one type, tier, region or nation.

Bodies that are not councils (regions, countries, combined authorities, police and fire authorities) are never compared
with councils.  A scheme that a publisher or the sector body brings under the same name takes the place of ours.
"""

import polars as pl

from sectorled.warehouse.identifiers import slug, unlike

NOT_COUNCILS = (
    "combined authority", "strategic regional authority", "region", "country", "nation", "national total", "small area",
    "police force", "fire authority", "park authority", "waste authority", "other authority", "statistical region",
)  # fmt: skip
TIERS = {
    "unitary": "single tier",
    "metropolitan district": "single tier",
    "London borough": "single tier",
    "city corporation": "single tier",
    "Scottish council": "single tier",
    "Welsh council": "single tier",
    "Northern Ireland district": "single tier",
    "county": "upper tier",
    "district": "lower tier",
}


def councils(areas: pl.DataFrame) -> pl.DataFrame:
    """The areas that are compared with one another; an area of unstated kind is taken for a council."""
    return areas.filter(pl.col("kind").is_null() | ~pl.col("kind").is_in(NOT_COUNCILS))


def derived(areas: pl.DataFrame, brought: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The groups and members of the schemes that are not among the groups that were brought."""
    schemes, taken = set(brought["scheme"]), set(brought["group"])
    own = councils(areas).with_columns(
        pl.lit("all").alias("all"),
        pl.col("kind").alias("type"),
        pl.col("kind").replace_strict(TIERS, default=None, return_dtype=pl.String).alias("tier"),
    )
    groups, members = [], []
    for scheme in ("all", "type", "tier", "region", "nation"):
        if scheme in schemes:
            continue
        named = own.filter(pl.col(scheme).is_not_null()).select("code", pl.col(scheme).alias("label"))
        names: dict[str, str] = {}
        for label in sorted(named["label"].unique()):
            names[label] = unlike(scheme if scheme == "all" else f"{scheme}-{slug(label)}".rstrip("-"), taken)
            taken.add(names[label])
        group = pl.col("label").replace_strict(names, return_dtype=pl.String).alias("group")
        members.append(named.select(group, pl.col("code").alias("area")))
        groups.append(
            named.select(group, pl.lit(scheme).alias("scheme"), "label", pl.lit(scheme).alias("kind")).unique(
                maintain_order=True
            )
        )
    if not groups:
        return pl.DataFrame(), pl.DataFrame()
    relabelled = pl.when(pl.col("scheme") == "all").then(pl.lit("All councils")).otherwise(pl.col("label"))
    return pl.concat(groups).with_columns(relabelled.alias("label")), pl.concat(members)
