"""Where the fictional councils lie on a map of hexagons, one layout a tier: each region a cluster about its middle."""

import json
import math
from functools import partial

from sectorled.demonstration.world import LOWER, UPPER, World

MIDDLES = {"Northfell": (7, 15), "Westholm": (2, 8), "Midvale": (7, 8), "Eastmarch": (12, 8), "Southstrand": (7, 2)}
COLUMNS, ROWS = 15, 18
LAYOUTS = {"fictional-local-councils": LOWER, "fictional-upper-tier-councils": UPPER}
Cell = tuple[int, int]  # column and row, rows counted from the south, odd rows half a step to the east


def layouts(world: World) -> dict[str, bytes]:
    """A HexJSON file for each tier, by its name; every council that still exists has a hexagon of its own."""
    return {f"{name}.hexjson": _layout(world, kinds) for name, kinds in LAYOUTS.items()}


def _layout(world: World, kinds: tuple[str, ...]) -> bytes:
    names = dict(world.areas.select("code", "name").iter_rows())
    parents = dict(world.areas.select("code", "parent").iter_rows())
    rows = world.areas.filter(world.areas["end"].is_null(), world.areas["kind"].is_in(kinds))
    free = [(q, r) for q in range(COLUMNS) for r in range(ROWS)]
    hexes: dict[str, dict[str, object]] = {}
    for region, code in sorted((_region(code, names, parents), code) for code in rows["code"]):
        place = min(free, key=partial(_from, MIDDLES[region]))
        free.remove(place)
        hexes[code] = {"n": names[code], "q": place[0], "r": place[1]}
    return json.dumps({"layout": "odd-r", "hexes": hexes}, indent=1).encode()


def _region(code: str, names: dict[str, str], parents: dict[str, str | None]) -> str:
    """The region an area lies in, by way of its county if it has one."""
    parent = parents[code]
    while parent is not None and names[parent] not in MIDDLES:
        parent = parents[parent]
    return names[parent] if parent else min(MIDDLES)


def _from(middle: Cell, cell: Cell) -> tuple[float, Cell]:
    """How far a hexagon lies from another; of equals the one to the west, then to the south, comes first."""
    (x, y), (u, v) = ((q + 0.5 * (r % 2), r * math.sqrt(0.75)) for q, r in (middle, cell))
    return round(math.hypot(x - u, y - v), 6), cell
