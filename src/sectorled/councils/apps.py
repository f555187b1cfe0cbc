"""`councils` as Django knows it."""

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    """Records of `councils`."""

    name = "sectorled.councils"
    label = "councils"
