"""The site's settings for the bench: the same, with an empty view to measure against, and no limit on one reader."""

from sectorled.site.settings import *  # noqa: F403 - Django's way to change one setting of many

ROOT_URLCONF = "bench.site_urls"
