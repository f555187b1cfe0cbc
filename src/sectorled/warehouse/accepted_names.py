"""Names that a person accepted for a council: a load of one row, so that a release says where it has them from."""

import hashlib
from datetime import datetime

import polars as pl

from sectorled.warehouse.load import known_areas
from sectorled.warehouse.loads import LoadReport, keep
from sectorled.warehouse.store import Store
from sectorled.warehouse.tidy import InputError, tidied

DATASET = "accepted-names"


def accept_name(store: Store, name: str, area: str, *, at: datetime) -> LoadReport:
    """Let `name` mean the area from now on; InputError where it means one already, or there is no such area."""
    known = known_areas(store)
    if area not in known:
        raise InputError(f"{area} is no area of the register. Choose a council from the list.")
    if not name.strip() or known.knows(name):
        raise InputError(f"{name!r} is already the name or code of an area. Read the file again instead.")
    row = pl.DataFrame({"area": [area], "name": [name.strip()], "kind": ["alternative"]})
    digest = hashlib.sha256(f"{DATASET} {area} {name.strip()}".encode()).hexdigest()
    tidy = tidied({"names": row}, rows_read=1, dataset=DATASET)
    return keep(store, tidy, kind="names", file=f"{name.strip()} is {area}", sha256=digest, at=at, adds=True)
