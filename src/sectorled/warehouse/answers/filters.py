"""Who is meant: respondents who gave certain answers, as an expression over the columns of the data."""

from collections.abc import Mapping, Sequence

import polars as pl

from sectorled.warehouse.answers.questions import Kind, Survey, Value
from sectorled.warehouse.tidy import InputError

Filter = Mapping[str, Sequence[Value]]


def condition(survey: Survey, name: str, codes: Sequence[Value]) -> pl.Expr:
    """Gave one of these answers to a coded question, one item of a grid, or among those of a multiple response."""
    question = survey.find(name)
    if question is None or not question.filters(name):
        raise InputError(
            f"{survey.id}: cannot filter by {name[:80]!r}. Name a coded question, or the column of one item of a grid."
        )
    known = [answer.code for answer in question.answers]
    unknown = [code for code in codes if code not in known]
    if unknown or not codes:
        what = f"no answer {str(unknown[0])[:80]!r}" if unknown else "to be filtered by at least one answer"
        shown = ", ".join(repr(code) for code in known[:20])
        raise InputError(f"{survey.id}: {name!r} has {what}. Its codes are {shown}.")
    if question.kind is Kind.MULTIPLE:
        columns = [question.columns[known.index(code)] for code in codes]
        return pl.any_horizontal(pl.col(columns).fill_null(value=False))
    return pl.col(name).is_in(list(codes)).fill_null(value=False)


def all_of(survey: Survey, filters: Filter) -> pl.Expr:
    """Meets every condition; with none, everybody."""
    conditions = [condition(survey, name, codes) for name, codes in filters.items()]
    return pl.all_horizontal(conditions) if conditions else pl.lit(value=True)


def columns_of(survey: Survey, filters: Filter) -> list[str]:
    """The columns that conditions look at."""
    found = list[str]()
    for name in filters:
        question = survey.find(name)
        found += question.columns if question and question.kind is Kind.MULTIPLE else [name]
    return list(dict.fromkeys(found))
