"""Verify a release: its files against the manifest, its figures against plain reference code (C44)."""

from sectorled.warehouse.verify.comparing import Difference
from sectorled.warehouse.verify.run import Verification, verify

__all__ = ["Difference", "Verification", "verify"]
