"""The full sweep: every standing of a release, for download and verification, by the kernels that answer pages."""

from sectorled.warehouse.sweep.run import TABLES, sweep

__all__ = ["TABLES", "sweep"]
