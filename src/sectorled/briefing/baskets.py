"""What to say of a basket of measures between two periods: by the published method, and what the better one adds.

A basket is never added up to a score: it says how many measures moved which way, and on what that hangs.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sectorled.analysis.periods import parse_iso
from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.spoken import cell, count, sign_of
from sectorled.publishing.document import Document, Heading, Meta, Paragraph, Text
from sectorled.publishing.table import Cell, Column, Row, Table, missing, number, text
from sectorled.warehouse.queries.basket import BasketAnswer, BasketLine, Counted

LEVEL = 0.05  # after Holm, over the measures of the basket
PUBLISHED = (
    "The published method: councils lacking either period are dropped; the unweighted means of the others are "
    "compared; the direction follows from the change between the means and from which way is good. Chance is not asked."
)
BETTER = (
    "Beside it: in what share of councils the measure improved, and a paired test of all councils’ changes "
    "(Wilcoxon), held over the basket (Holm at 5%). Where the two disagree, both are said."
)
USED = ("Councils used", "Dropped")


def opening(answer: BasketAnswer, *, who: str) -> Sentence:
    """How many of the measures improved by the published method, and in how many chance would not explain it."""
    sure = [line for line in answer.lines if line.p_holm is not None and line.p_holm < LEVEL and line.direction]
    return said(
        "basket/opening",
        _opening,
        value_id=_id(answer),
        who=who,
        spans=(parse_iso(answer.base).spoken, parse_iso(answer.latest).spoken),
        total=(answer.total.judged, answer.total.improved, answer.total.worsened, answer.total.unchanged),
        sure=None if answer.area else sum(line.improving > line.worsening for line in sure),
        fell=None if answer.area else sum(line.improving < line.worsening for line in sure),
    )


def _id(answer: BasketAnswer) -> str:
    return f"{answer.release}/basket-{answer.basket}/{answer.area or 'all'}/{answer.base}-{answer.latest}"


def _opening(
    *,
    value_id: str,
    who: str,
    spans: tuple[str, str],
    total: tuple[int, int, int, int],
    sure: int | None,
    fell: int | None,
) -> Text:
    judged, improved, worsened, unchanged = total
    if judged == 0:
        return (
            f"No measure of this basket has figures{who} in both {spans[0]} and {spans[1]}, so nothing can be said.",
        )
    parts: list[Any] = [f"Between {spans[0]} and {spans[1]}, ", count(improved, f"{value_id}#improved"), " of "]
    parts += [count(judged, f"{value_id}#judged"), f" measures improved{who}, "]
    parts += [count(worsened, f"{value_id}#worsened"), " worsened and ", count(unchanged, f"{value_id}#unchanged")]
    parts += [" did not change, by the published method."]
    if sure is None or fell is None:
        return (*parts, " Chance was not assessed.")
    parts += [" Tested over all councils’ changes, most councils clearly improved on "]
    parts += [count(sure, f"{value_id}#clearly-improved"), " and clearly worsened on "]
    return (*parts, count(fell, f"{value_id}#clearly-worsened"), ".")


def lines_table(answer: BasketAnswer, decimals: Mapping[str, int]) -> Table:
    """Each measure by both methods; for one council only what the published one says."""
    base, latest = parse_iso(answer.base).spoken, parse_iso(answer.latest).spoken
    whole = answer.area is None
    names = [f"{'Mean' if whole else 'Value'} {period}" for period in (base, latest)]
    numbers = [Column(name) for name in (*(USED if whole else ()), *names, "Relative change")]
    better = [Column("Councils improving"), Column("Tested", align="left")] if whole else []
    ordered = sorted(answer.lines, key=lambda line: (line.label.casefold(), line.metric))
    return Table(
        title=f"{answer.label or answer.basket}, {base} to {latest}",
        columns=(*numbers, Column("Published method", align="left"), *better),
        rows=tuple(_row(answer, line, decimals.get(line.metric, 1)) for line in ordered),
        stub="Measure",
        notes=(PUBLISHED, BETTER) if whole else (PUBLISHED,),
        caveats=tuple(dict.fromkeys(line.caveat for line in ordered if line.caveat)),
        sources=tuple(dict.fromkeys(line.source for line in ordered if line.source)),
        release=answer.release,
        empty="No measure of this basket has figures in both periods. Choose others above.",
    )


def _row(answer: BasketAnswer, line: BasketLine, decimals: int) -> Row:
    own = f"{answer.release}/{line.metric}/{answer.area or 'all'}"
    means = [
        cell(value, value_id=f"{own}/{period}#mean", unit=line.unit, decimals=decimals)
        for value, period in ((line.base_mean, line.base_period), (line.latest_mean, line.latest_period))
    ]
    change = _number(line.change_percent, f"{own}#change", decimals=1, signed=True)
    said_of = text(line.direction or ("context" if line.mark == "context" else "not judged"))
    unit = f" ({line.unit})" if line.unit and not sign_of(line.unit) else ""
    cells: tuple[Cell, ...] = (*means, change, said_of)
    if answer.area is None:
        used = [number(line.used, value_id=f"{own}#used"), number(line.dropped, value_id=f"{own}#dropped")]
        improving = None if line.share_improving is None else 100 * line.share_improving
        cells = (*used, *cells, _number(improving, f"{own}#improving"), text(_tested(line)))
    return Row(f"{line.label}{unit}", cells)


def _number(per_cent: float | None, value_id: str, *, decimals: int = 0, signed: bool = False) -> Cell:
    if per_cent is None:
        return missing("z")
    return number(per_cent, value_id=value_id, decimals=decimals, signed=signed, unit="%")


def _tested(line: BasketLine) -> str:
    if line.p_holm is None or line.direction is None:
        return "not tested"
    if line.p_holm >= LEVEL:
        return "no clear change"
    return "most improved" if line.improving > line.worsening else "most worsened"


def counted_table(title: str, stub: str, counted: Mapping[str, Counted], answer: BasketAnswer) -> Table:
    """How many improved, worsened and did not change, under each choice."""
    own = _id(answer)
    names = ("Judged", "Improved", "Worsened", "No change")
    return Table(
        title=title,
        columns=(*(Column(name) for name in names), Column("Share improved")),
        rows=tuple(_counted(name, one, own) for name, one in counted.items()),
        stub=stub,
        release=answer.release,
        empty="There is no other choice to try.",
    )


def _counted(name: str, one: Counted, own: str) -> Row:
    numbers = (
        ("judged", one.judged),
        ("improved", one.improved),
        ("worsened", one.worsened),
        ("unchanged", one.unchanged),
    )
    cells = [number(n, value_id=f"{own}#{what}/{name}") for what, n in numbers]
    share = _number(100 * one.improved / one.judged if one.judged else None, f"{own}#share/{name}")
    return Row(name, (*cells, share))


def document(answer: BasketAnswer, decimals: Mapping[str, int], *, who: str, at: datetime, publisher: str) -> Document:
    """Sentence, measures, and what the count hangs on, for a file."""
    blocks = (
        Paragraph(opening(answer, who=who).text, "lead"),
        lines_table(answer, decimals),
        Heading("With another base period"),
        counted_table("With another base period", "Base", answer.other_bases, answer),
        Heading("Without each theme"),
        counted_table("Without each theme", "Without", answer.without_theme, answer),
    )
    meta = Meta(at=at, publisher=publisher, release=answer.release)
    return Document(f"Direction of travel: {answer.label or answer.basket}", blocks, meta=meta)
