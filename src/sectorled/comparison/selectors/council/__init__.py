"""What pages of councils show."""

from sectorled.comparison.selectors.council.identity import Identity, Relative, identity
from sectorled.comparison.selectors.council.page import CouncilPage, Finding, ToRing, council_page, theme_said
from sectorled.comparison.selectors.council.themes import Theme, themes_of

__all__ = [
    "CouncilPage", "Finding", "Identity", "Relative", "Theme", "ToRing", "council_page", "identity", "theme_said",
    "themes_of",
]  # fmt: skip
