"""Which column names the council: respondents of one council resemble each other, so it is the cluster by default."""

import re
from dataclasses import replace

import polars as pl

from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Kind

NAMED = re.compile(
    r"(la|lad|council|authority|local_?authority|gss|ons)(_?(code|id|name|gss))?|area_?code", re.IGNORECASE
)
_GSS_OF_COUNCIL = r"^(E0[6-9]|E10|W06|S12|N09)\d{6}$"


def with_council(answers: Answers) -> Answers:
    """The same, with the council's column found by its name or its codes where the codebook names none."""
    survey = answers.survey
    if survey.roles.council is not None:
        return answers
    columns = [q.id for q in survey.questions if q.kind in (Kind.SINGLE, Kind.OPEN) and q.id != survey.roles.wave]
    found = [c for c in columns if _holds_codes(answers.frame[c])] or [c for c in columns if NAMED.fullmatch(c)]
    if not found:
        return answers
    note = f"The council is in {found[0]!r} and is taken as the cluster, unless a design says otherwise."
    roles = replace(survey.roles, council=found[0])
    return Answers(replace(survey, roles=roles), answers.frame, (*answers.notes, note))


def _holds_codes(values: pl.Series) -> bool:
    """Whether every value is the code of a council."""
    given = values.drop_nulls().cast(pl.String)
    return len(given) > 0 and bool(given.str.contains(_GSS_OF_COUNCIL).all())
