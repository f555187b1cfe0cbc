"""Sector-led improvement: councils compare themselves openly and show what changed.

In a notebook: `sector = sectorled.open_sector("var/warehouse")`, then `sector.compare(...)` and the other questions of
the `sectorled` command, answered as data frames.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sectorled.notebook import Sector, open_sector

__all__ = ["Sector", "open_sector"]


def __getattr__(name: str) -> Any:
    """The notebook's door is opened when it is used: the command does not need it."""
    if name in __all__:
        return getattr(import_module("sectorled.notebook"), name)
    raise AttributeError(f"module 'sectorled' has no attribute {name!r}")
