"""A filtered chain of a survey as a table: for each link its base, its share of it and its share of all."""

from sectorled.publishing.table import Cell, Column, Row, Table, missing, number
from sectorled.warehouse.answers.tabulate.chain import ChainLink, SurveyChain
from sectorled.warehouse.answers.tabulate.shapes import BannerCell

OF_BASE, OF_ALL = "of base", "of all"
_GROUPS = {OF_BASE: "Of those asked", OF_ALL: "Of all"}


def chain_table(found: SurveyChain) -> Table:
    """The links in their order, each with 95 per cent intervals by the design."""
    columns = [Column("Unweighted base"), Column("Respondents")]
    for group in _GROUPS.values():
        columns += [Column(label, group=group) for label in ("Per cent", "From", "To")]
    return Table(
        title=" → ".join(f"{link.id}: {link.answer}" for link in found.links),
        subtitle="Each question was put to those who gave the answer before it",
        columns=tuple(columns),
        rows=tuple(_row(found, i, link) for i, link in enumerate(found.links)),
        stub="Question and answer",
        base=f"{found.base} (unit of analysis: {found.unit_of_analysis})",
        details=tuple((term, words) for term, words in found.details if term != "Source"),
        notes=("From and to are 95 per cent intervals by the design.", *found.notes),
        sources=tuple(words for term, words in found.details if term == "Source"),
    )


def chain_id(found: SurveyChain, link: int, which: str = OF_BASE, what: str = "per cent") -> str:
    """The id of a figure of a link."""
    path = "+".join(one.id for one in found.links)
    stem = [found.survey, "chain", path, *([found.filter] if found.filter else [])]
    return "/".join([*stem, f"link {link + 1}", which, what])


def _row(found: SurveyChain, place: int, link: ChainLink) -> Row:
    base = missing("c") if link.base is None else number(link.base, value_id=chain_id(found, place, what="base"))
    cells = [base, _count(link.of_base, chain_id(found, place, what="count"))]
    for which, cell in ((OF_BASE, link.of_base), (OF_ALL, link.of_all)):
        cells.append(_share(cell, chain_id(found, place, which), found.decimals))
        cells += [_end(cell, end, chain_id(found, place, which, end)) for end in ("lower", "upper")]
    return Row(f"{link.question} {link.answer}", tuple(cells))


def _count(cell: BannerCell, value_id: str) -> Cell:
    return missing(cell.mark or "x") if cell.count is None else number(cell.count, value_id=value_id)


def _share(cell: BannerCell, value_id: str, decimals: int) -> Cell:
    if cell.per_cent is None:
        return missing("u" if cell.count is not None else cell.mark or "x")
    mark = cell.mark if cell.mark in ("u", "low") else None
    return number(cell.per_cent, value_id=value_id, decimals=decimals, unit="%", mark=mark)


def _end(cell: BannerCell, which: str, value_id: str) -> Cell:
    value = getattr(cell, which)
    if value is None:
        return missing("x" if cell.count is not None else cell.mark or "x")
    return number(value, value_id=value_id, decimals=1, unit="%")
