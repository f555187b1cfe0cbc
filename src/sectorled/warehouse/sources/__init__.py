"""One small module for each kind of publisher's file: `read(files, known)` hands over tidy tables."""

import re
from pathlib import Path

from sectorled.warehouse.files import Files
from sectorled.warehouse.table_mapping import shipped

# in the order in which they are loaded: the register first, because the others look names up in it
KINDS = {
    "package": "sectorled.warehouse.sources.package",
    "council-register": "sectorled.warehouse.sources.council_register",
    "ons-els": "sectorled.warehouse.sources.ons_els",
    "hexmaps": "sectorled.warehouse.sources.hexmaps",
    "lait": "sectorled.warehouse.sources.lait",
    "revenue-outturn": "sectorled.warehouse.sources.revenue_outturn",
    "ofsted-ilacs": "sectorled.warehouse.sources.ofsted_ilacs",
    "mapped": "sectorled.warehouse.sources.mapped",
}
_SIGNS = {
    "package": r"datapackage\.json",
    "council-register": r".*uk_local_authorities_(current|future)\.csv",
    "ons-els": r"museums\.csv",
    "hexmaps": r".*\.hexjson",
    "lait": r"lait_data_dictionary.*\.csv",
    "revenue-outturn": r"(rsx|ro\d)_\d{4}-\d{2}_by_la\.csv",
    "ofsted-ilacs": r"ilacs_.*\.csv",
}


def recognise(files: Files) -> str | None:
    """The kind of these files, by their names, or None where no kind knows them."""
    names = [name.rpartition("/")[2] for name in files.names()]
    for kind, sign in _SIGNS.items():
        if any(re.fullmatch(sign, name, re.IGNORECASE) for name in names):
            return kind
    return "mapped" if any(mapping.fits(name) for mapping in shipped() for name in names) else None


def to_load(folder: Path) -> list[tuple[str | None, Path]]:
    """What a folder holds, in the order to load it: itself where it is of a kind, else each entry; None is unknown."""
    with Files.open(folder) as files:
        own = None if any(path.is_dir() for path in folder.iterdir()) else recognise(files)
    if own:
        return [(own, folder)]
    found: list[tuple[str | None, Path]] = []
    for entry in sorted(path for path in folder.iterdir() if path.is_dir() or path.suffix != ".md"):
        with Files.open(entry) as files:
            found.append((recognise(files), entry))
    order = [*KINDS, None]
    return sorted(found, key=lambda pair: order.index(pair[0]))
