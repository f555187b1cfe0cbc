"""What may be asked.  An unknown parameter is refused, so that a misspelt one is never passed over in silence."""

from typing import Self, TypeVar

from ninja import Field, Schema
from pydantic import ValidationInfo, model_validator

R = TypeVar("R")
WORDS = 300  # letters of a name or an id, at most
MOST = 1_000  # rows on a page of a list, at most


def _optional(what: str, most: int = WORDS) -> str | None:
    field: str | None = Field(None, max_length=most, description=what)
    return field


def _needed(what: str) -> str:
    field: str = Field(max_length=WORDS, description=what)
    return field


class Reading(Schema):
    """Which release is read."""

    release: str | None = _optional("A release by its id, for an address that always answers the same.")

    @model_validator(mode="after")
    def _nothing_unknown(self, info: ValidationInfo) -> Self:
        asked, known = (info.context or {})["request"].GET, type(self).model_fields
        unknown = sorted(set(asked) - set(known))
        if unknown:
            raise ValueError(f"There is no parameter {unknown[0][:WORDS]}. The parameters are: {', '.join(known)}.")
        return self


class Paging(Reading):
    """Which part of a list."""

    limit: int = Field(100, ge=1, le=MOST, description="How many rows.")
    offset: int = Field(0, ge=0, le=10_000_000, description="After how many; the Link header has the next page.")

    def part(self, rows: list[R]) -> list[R]:
        """The rows of this page."""
        return rows[self.offset : self.offset + self.limit]


class Finding(Paging):
    """A list, or those rows of it that say something."""

    find: str | None = _optional("Only those in which these words occur, in any case.")


class Search(Reading):
    """What is sought."""

    find: str = Field(min_length=2, max_length=WORDS, description="Words in names, former names and definitions.")


class Compare(Paging):
    """Councils on a metric."""

    limit: int = Field(20, ge=1, le=50, description="How many groups, where no council is named.")
    metric: str = _needed("A metric's id.")
    period: str | None = _optional("2023-04-01/P1Y or 2023/24; without it the latest.")
    group: str | None = _optional("One group by its id.")
    scheme: str | None = _optional("All groups of a scheme; without group and scheme the metric's own scheme.")
    area: str | None = _optional("Only this council, by code or name, in its groups.")


class AmongGroup(Reading):
    """A council's comparators."""

    group: str | None = _optional("A group by its id; without it the council's nearest neighbours.")


class OfCouncil(Reading):
    """A metric of a council."""

    metric: str = _needed("A metric's id.")
    area: str = _needed("A council by code or by current or former name.")


class Trend(OfCouncil):
    """A council's series."""

    group: str | None = _optional("The group it is seen beside; without it its nearest neighbours.")


class Value(OfCouncil):
    """One value."""

    period: str | None = _optional("2023-04-01/P1Y or 2023/24; without it the latest.")


class Like(Reading):
    """Who is like a council."""

    k: int = Field(15, ge=1, le=100, description="How many.")
    variables: list[str] | None = Field(None, max_length=50, description="By these metrics; else all context.")
    not_by: list[str] = Field([], max_length=50, description="Never by these metrics: those that are compared.")
    any_kind: bool = Field(False, description="Also councils of another kind.")  # noqa: FBT003 - a default, not a flag


class Basket(Reading):
    """Two periods of a basket."""

    base: str = _needed("The base period, such as 2013/14.")
    latest: str = _needed("The latest period.")
    area: str | None = _optional("One council instead of the sector.")


class Proposed(Reading):
    """Whom a council would replace."""

    predecessors: list[str] = Field(min_length=2, max_length=50, description="Two councils or more.")


class Changes(Paging):
    """Since when."""

    since: str = _needed("An earlier release by its id, or a day: the release that was the published one on it.")
    area: str | None = _optional("Only this council.")
    metric: str | None = _optional("Only this metric.")


class Replies(Paging):
    """Whose replies."""

    area: str | None = _optional("Only this council.")
    metric: str | None = _optional("Only those to this metric.")
