"""What to say and draw of a filtered chain: each share with its base, and the share of all at the end."""

from collections.abc import Sequence

from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.survey.figures import ends, of_cell, quoted, share
from sectorled.publishing.chain import chain_id
from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.clustered import clustered_bars
from sectorled.publishing.document import Text
from sectorled.publishing.plot import Series
from sectorled.warehouse.answers.tabulate.chain import ChainLink, SurveyChain
from sectorled.warehouse.answers.tabulate.shapes import BannerCell


def chain_sentence(found: SurveyChain, says: Sequence[str] = (), *, short: bool = False) -> Sentence:
    """As in "31 per cent (of 290) took on more; of these, 82 per cent (of 89) were helped: 25 per cent of all".

    `says` are words for those who gave the answers of each link, "" for what they answered; in `short` without bases
    and questions, for where a chart shows them.
    """
    words = [*says, *[""] * len(found.links)]
    return said(
        f"{'/'.join(link.id for link in found.links)}/chain",
        _chain,
        value_id=found.survey,
        links=[
            (chain_id(found, i), link.of_base, None if short else link.base, own or _answered(link, short=short))
            for i, (link, own) in enumerate(zip(found.links, words, strict=False))
        ],
        all=(chain_id(found, len(found.links) - 1, "of all"), found.links[-1].of_all, found.all),
        decimals=found.decimals,
    )


def _answered(link: ChainLink, *, short: bool) -> str:
    """What those who are led on answered."""
    return f"said {quoted(link.definition or link.answer)}" + ("" if short else f" to {quoted(link.question)}")


def _chain(
    *,
    value_id: str,
    links: list[tuple[str, BannerCell, int | None, str]],
    all: tuple[str, BannerCell, int | None],  # noqa: A002 - the share of all
    decimals: int,
) -> Text:
    text: Text = ()
    for i, (own, cell, base, says) in enumerate(links):
        told = share(cell, base, own, decimals)
        of = f" (of {base:,})" if base is not None and cell.per_cent is not None else ""
        text = (*text, "; of these, " if i else "", *told, f"{of} {says}")
    return (*text, ": ", *share(all[1], all[2], all[0], decimals), " of all." if all[1].per_cent is not None else ".")


def chain_chart(found: SurveyChain, title: str, says: Sequence[str] = ()) -> Chart | None:
    """Each link as a share of whom it was put to and as a share of all; None where one may not be drawn."""
    if any(link.of_base.per_cent is None for link in found.links):
        return None
    words = [own or link.answer for own, link in zip([*says, *[""] * len(found.links)], found.links, strict=False)]
    caption = Caption(
        title=title,
        subtitle="Each question was put to those who gave the answer before it",
        unit="Per cent",
        base=found.base,
        details=(
            *(
                (f"Question {i}", f"{link.question} (base {link.base:,})")
                for i, link in enumerate(found.links, start=1)
                if link.base is not None
            ),
            *((term, told) for term, told in found.details if term != "Source"),
            ("Unit of analysis", found.unit_of_analysis),
        ),
        notes=found.notes,
        sources=tuple(told for term, told in found.details if term == "Source"),
    )
    series = [_series(found, "Of those asked", "of base"), _series(found, "Of all", "of all")]
    return clustered_bars(_distinct(words, found.links), series, caption, stub="Answer")


def _distinct(words: Sequence[str], links: Sequence[ChainLink]) -> list[str]:
    """The words with the base of each link."""
    return [
        f"{word[:1].upper()}{word[1:]} (n = {link.base:,})" if link.base is not None else word
        for word, link in zip(words, links, strict=True)
    ]


def _series(found: SurveyChain, name: str, which: str) -> Series:
    cells = [link.of_base if which == "of base" else link.of_all for link in found.links]
    ids = [chain_id(found, i, which) for i in range(len(cells))]
    pairs = [ends(cell, value_id) for cell, value_id in zip(cells, ids, strict=True)]
    values = tuple(of_cell(cell, value_id, found.decimals) for cell, value_id in zip(cells, ids, strict=True))
    return Series(name, values, tuple(low for low, _ in pairs), tuple(high for _, high in pairs))
