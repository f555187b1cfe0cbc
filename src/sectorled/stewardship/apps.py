"""`stewardship` as Django knows it."""

from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    """Records of `stewardship`."""

    name = "sectorled.stewardship"
    label = "stewardship"
