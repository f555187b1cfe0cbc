"""What councils say beside their figures."""


def published_replies(*, council: str, release: str) -> dict[str, str]:
    """The council's published replies to a release, by metric id."""
    return {}
