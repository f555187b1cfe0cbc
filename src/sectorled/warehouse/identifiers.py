"""Identifiers made from names."""

import re
import unicodedata


def slug(text: str) -> str:
    """Small letters and digits of any script joined by hyphens, without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain.casefold()).strip("-")


def unlike(wanted: str, taken: set[str]) -> str:
    """The identifier, with a number where it is taken already."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name
