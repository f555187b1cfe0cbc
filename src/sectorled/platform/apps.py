"""`platform` as Django knows it."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """Records of `platform`."""

    name = "sectorled.platform"
    label = "platform"
