"""What a release is made of: its manifest, written last, so that a release is there whole or not at all."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from sectorled.warehouse.store import Store

METHODS = {"layout": 2, "standing": 1, "trend": 1, "intervals": 1, "certainty": 1, "baskets": 1}  # raise on any change


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is made of.  `files` maps each file to its SHA-256, `inputs` says what came in, with its hash.

    `reviews` is the SHA-256 of the catalogue of reviews (blank where it was not yet noted).

    The id follows from the inputs, the methods and the catalogue of reviews: the same of all three is the same release.
    """

    release: str
    built: str
    methods: dict[str, int]
    software: dict[str, str]
    inputs: list[dict[str, Any]]
    files: dict[str, str]
    counts: dict[str, int]
    unreviewed: list[str]
    reviews: str = ""


def folder_of(release: str) -> str:
    """Where a release lies in the store."""
    return f"releases/{release}"


def manifest_of(store: Store, release: str) -> Manifest | None:
    """The manifest of a release, or None where it was never finished."""
    name = f"{folder_of(release)}/manifest.json"
    return Manifest(**json.loads(store.read(name))) if store.exists(name) else None


def releases(store: Store) -> list[Manifest]:
    """Every finished release, oldest first."""
    found = (manifest_of(store, release) for release in store.folders("releases"))
    return sorted((manifest for manifest in found if manifest), key=lambda manifest: (manifest.built, manifest.release))


def write_manifest(store: Store, manifest: Manifest) -> None:
    """Finish a release."""
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False)
    store.write(f"{folder_of(manifest.release)}/manifest.json", text.encode())
