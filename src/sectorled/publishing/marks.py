"""Shorthand in square brackets, as government statisticians use it: what stands beside or instead of a number.

A missing value is always one of these, never blank and never 0.
"""

MEANINGS: dict[str, str] = {
    "b": "break in the series: not comparable with earlier values",
    "c": "withheld to protect confidentiality",
    "e": "estimated, or of low reliability",
    "f": "forecast",
    "low": "more than none, but rounds to 0",
    "p": "provisional",
    "r": "revised since it was first published",
    "s": "a difference that chance alone would rarely explain",
    "u": "unreliable: based on few cases",
    "w": "nobody gave this answer",
    "x": "not available",
    "z": "not applicable",
}
INSTEAD = frozenset({"c", "u", "w", "x", "z"})  # may stand where no number is shown
OF_STATUS: dict[str, str | None] = {
    "final": None,
    "provisional": "p",
    "estimated": "e",
    "revised": "r",
    "restricted": "c",
    "suppressed": "c",
    "not applicable": "z",
    "not collected": "x",
    "missing": "x",
}


def explained(marks: frozenset[str] | set[str]) -> tuple[str, ...]:
    """The meaning of each mark, in alphabetical order: `[c] withheld to protect confidentiality`."""
    return tuple(f"[{mark}] {MEANINGS[mark]}" for mark in sorted(marks))
