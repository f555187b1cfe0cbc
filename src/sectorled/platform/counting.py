"""How often something happens in a minute of the clock, counted for all processes of the site."""

from django.core.cache import cache

KEPT_SECONDS = 120  # longer than the minute that is counted


def counted(what: str, minute: int) -> int:
    """Count once more; the key names its minute, so that a count needs no clock of its own."""
    key = f"{what}-{minute}".replace(":", "-")
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, timeout=KEPT_SECONDS)
    return count
