"""Sector-led improvement: councils compare themselves openly and show what changed."""
