"""The site as Django knows it: its static files and its tests of the set-up."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Layout and components; no records."""

    name = "sectorled.site"
    label = "sectorled_site"
