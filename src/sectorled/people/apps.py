"""`people` as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Records of `people`."""

    name = "sectorled.people"
    label = "people"
