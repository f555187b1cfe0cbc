"""Where councils lie on maps: the layouts of hexagons and the boundaries that a release holds."""

import json
from functools import lru_cache
from typing import Any

from sectorled.publishing.charts.maps import Hex
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.store import Store

BOUNDARIES = "assets/boundaries.json"
ODD_ROWS = "odd-r"  # the layout that maps are drawn in


def hexes_for(release: Release, areas: set[str]) -> dict[str, Hex]:
    """The layout that knows the most of these areas; of equals the last by name, which is the newest."""
    found = [_hexes(release.store, release.id, name) for name in sorted(release.manifest.files) if _is_layout(name)]
    known: list[dict[str, Hex]] = [layout for layout in found if areas & layout.keys()]
    return max(reversed(known), key=lambda layout: len(areas & layout.keys()), default={})


def boundaries_for(release: Release, areas: set[str]) -> tuple[dict[str, Any], str] | None:
    """The boundaries with the name of the layer that knows the most of these areas."""
    if BOUNDARIES not in release.manifest.files:
        return None
    topology, layers = _topology(release.store, release.id)
    name = max(layers, key=lambda layer: (len(areas & layers[layer]), -len(layers[layer])))
    return (topology, name) if areas & layers[name] else None


def _is_layout(name: str) -> bool:
    return name.startswith("assets/hexes-")


@lru_cache(maxsize=16)
def _hexes(store: Store, release: str, name: str) -> dict[str, Hex]:
    layout = json.loads(store.read(f"releases/{release}/{name}"))
    placed = layout["hexes"].items() if layout["layout"] == ODD_ROWS else ()
    return {code: Hex(place["q"], place["r"]) for code, place in placed}


@lru_cache(maxsize=2)
def _topology(store: Store, release: str) -> tuple[dict[str, Any], dict[str, frozenset[str]]]:
    topology: dict[str, Any] = json.loads(store.read(f"releases/{release}/{BOUNDARIES}"))
    layers = {
        name: frozenset(shape["properties"].get("areacd", "") for shape in layer["geometries"])
        for name, layer in topology["objects"].items()
    }
    return topology, layers
