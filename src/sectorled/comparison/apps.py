"""`comparison` as Django knows it."""

from django.apps import AppConfig


class ComparisonConfig(AppConfig):
    """Records of `comparison`."""

    name = "sectorled.comparison"
    label = "comparison"
