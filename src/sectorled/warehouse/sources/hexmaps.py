"""Layouts of councils as hexagons (HexJSON), kept as assets for the maps."""

import re

from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.sources.reading import members
from sectorled.warehouse.table_files import load_json
from sectorled.warehouse.tidy import InputError, Refusal, Tidy, tidied

PATTERN = r".*\.hexjson"
_LAYOUTS = ("odd-r", "even-r", "odd-q", "even-q")
_FARTHEST = 10_000  # hexagons from the origin


def read(files: Files, known: KnownAreas) -> Tidy:
    """Read every layout: asset `hexes-<name>.json`.  A hexagon of an area nobody knows is counted, and stays."""
    names = members(files, PATTERN)
    if not names:
        raise InputError(
            f"{files.name}: holds no HexJSON. Expected a file like uk-local-authority-districts-2023.hexjson."
        )
    assets: dict[str, bytes] = {}
    refusals: list[Refusal] = []
    unknown: dict[str, int] = {}
    count = 0
    for name in names:
        content = files.read(name)
        hexes = _hexes(name, content)
        count += len(hexes)
        why = [refusal for code, place in hexes.items() if (refusal := _fault(name, code, place))]
        refusals += why
        for code in hexes if not known.empty else ():
            if code not in known:
                unknown[f"{code} ({name})"] = 1
        if not why:
            assets[f"hexes-{slug(re.sub(r'[.]hexjson$', '', name.rpartition('/')[2]))}.json"] = content
    return tidied({}, rows_read=count, refusals=refusals, unknown_areas=unknown, assets=assets)


def _hexes(name: str, content: bytes) -> dict[str, object]:
    layout = load_json(name, content)
    if (
        not isinstance(layout, dict)
        or layout.get("layout") not in _LAYOUTS
        or not isinstance(layout.get("hexes"), dict)
    ):
        raise InputError(f"{name}: is not HexJSON. It needs a layout ({', '.join(_LAYOUTS)}) and hexes.")
    hexes: dict[str, object] = layout["hexes"]
    taken = [(h.get("q"), h.get("r")) for h in hexes.values() if isinstance(h, dict)]
    if len(taken) != len({str(place) for place in taken}):
        raise InputError(f"{name}: two areas share a hexagon. Give each its own.")
    return hexes


def _fault(name: str, code: str, place: object) -> Refusal | None:
    """The whole layout is left out where one hexagon has no place: half a map misleads."""
    at = [place.get(axis) for axis in "qr"] if isinstance(place, dict) else []
    if len(at) == 2 and all(type(v) is int and abs(v) <= _FARTHEST for v in at):
        return None
    return Refusal(
        name, None, "hexes", code, "has no whole numbers q and r", "Correct the hexagon; the layout was left out."
    )
