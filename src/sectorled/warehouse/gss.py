"""What an ONS nine-character code says of its area: the kind of area and the nation."""

_KINDS = {
    "E06": "unitary", "E07": "district", "E08": "metropolitan district", "E09": "London borough", "E10": "county",
    "W06": "Welsh council", "S12": "Scottish council", "N09": "Northern Ireland district",
    "E47": "combined authority", "E12": "region", "E13": "region",
    "E92": "country", "W92": "country", "S92": "country", "N92": "country", "K02": "country", "K03": "country",
    "K04": "country",
}  # fmt: skip
_NATIONS = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
CITY_OF_LONDON = "E09000001"  # governed by a corporation, not a borough council


def kind_of(code: str) -> str:
    """The kind of area a code stands for; areas that are neither councils nor regions are statistical regions."""
    return "city corporation" if code == CITY_OF_LONDON else _KINDS.get(code[:3], "statistical region")


def nation_of(code: str) -> str | None:
    """The nation an area lies in, where its code says so."""
    return _NATIONS.get(code[:1])
