"""A small register for tests: invented councils, a merger, a split, names that two areas shared."""

from datetime import date

import polars as pl

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.tables import TABLES

_AREAS = [
    ("E07000901", "Woking", "district", None, None),
    ("E06000902", "Wokingham", "unitary", None, None),
    ("E10000903", "Dorset County", "county", None, date(2019, 4, 1)),
    ("E06000904", "Dorset", "unitary", date(2019, 4, 1), None),
    ("E06000905", "Poole", "unitary", None, date(2019, 4, 1)),
    ("E06000906", "City of Hull", "unitary", None, None),
    ("E08000907", "St Helens", "metropolitan district", None, None),
    ("E06000908", "Bedford", "unitary", date(2009, 4, 1), None),
    ("E09000909", "Barking and Dagenham", "London borough", None, None),
    ("E12000910", "West Midlands", "region", None, None),
    ("E47000911", "West Midlands", "combined authority", None, None),
    ("E10000912", "Kent", "county", None, None),
    ("E12000913", "London", "region", None, None),
    ("E09000914", "City of London", "city corporation", None, None),
]
_NAMES = [("E06000906", "Kingston upon Hull"), ("E06000908", "E06000900"), ("E99999999", "Nowhere")]


def known() -> KnownAreas:
    """The register."""
    areas = pl.DataFrame(_AREAS, ["code", "name", "kind", "start", "end"], orient="row")
    names = pl.DataFrame(_NAMES, ["area", "name"], orient="row")
    successions = pl.DataFrame({"predecessor": ["E06000905"]})
    return KnownAreas(areas, names, successions)


def nobody() -> KnownAreas:
    """No register loaded yet."""
    return KnownAreas(*(pl.DataFrame(schema=TABLES[name].columns) for name in ("areas", "names", "successions")))
