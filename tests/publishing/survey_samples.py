"""A small survey of nobody, for the tests of charts of answers and of slides."""

from dataclasses import replace

from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.clustered import clustered_bars
from sectorled.publishing.charts.stacked import stacked_bars
from sectorled.publishing.charts.waves import lines_over_waves
from sectorled.publishing.document import Document, Heading
from sectorled.publishing.plot import Series
from sectorled.publishing.table import Cell, missing, number
from tests.publishing.samples import META

CAPTION = Caption(
    title="Nearly three quarters of leaders find the support useful, and more do than last year",
    subtitle="How useful is the support you receive? Per cent of all respondents, 2026",
    unit="per cent",
    base="All respondents",
    sources=("Perceptions survey of Amberland, 2026",),
    caveats=("Replies were self-selected and are no random sample.",),
)
GROUPS = ("All", "Leaders", "Chief executives", "Directors")
SCALE = {
    "Very useful": (31.2, 40.4, 28.0, 25.5),
    "Fairly useful": (40.1, 33.1, 44.9, 41.0),
    "Not very useful": (15.6, 14.0, 12.1, 20.2),
    "Not at all useful": (8.1, 10.5, 10.0, 3.3),
}


def per_cent(value: float, value_id: str, mark: str | None = None) -> Cell:
    return number(value, unit="%", value_id=value_id, mark=mark)


DONT_KNOW = (per_cent(5, "u/dk/All"), per_cent(2, "u/dk/Leaders"), per_cent(5, "u/dk/Chief executives"), missing("c"))
ANSWERS = (
    *(
        Series(name, tuple(per_cent(v, f"u/{name}/{g}") for g, v in zip(GROUPS, values, strict=True)))
        for name, values in SCALE.items()
    ),
    Series("Don't know", DONT_KNOW, role="rest"),
)
BASES = tuple(number(n, value_id=f"base/{g}") for g, n in zip(GROUPS, (1106, 412, 388, 306), strict=True))
WAVES = ("2019", "2021", "2022", "2024", "2025", "2026")


def with_interval(name: str, values: tuple[float | None, ...], *, half: float = 3.5) -> Series:
    """A series whose intervals reach as far to both sides; None is a wave without the question."""

    def cells(shift: float, end: str) -> tuple[Cell, ...]:
        return tuple(
            missing("x") if v is None else per_cent(v + shift, f"{name}/{i}{end}") for i, v in enumerate(values)
        )

    return Series(name, cells(0, ""), cells(-half, "#lower"), cells(half, "#upper"))


TREND = (
    with_interval("Leaders", (58.2, 61.0, None, 66.6, 68.1, 73.5)),
    with_interval("Directors", (51.0, 52.4, 53.1, 60.0, 63.3, 66.5)),
)
USED = ("Peer challenge", "Leadership training", "Advice from a principal adviser", "None of these")
TAKEN = (
    with_interval("Leaders", (45.4, 61.2, 38.0, 3.9), half=3.1),
    with_interval("Directors", (30.2, 22.8, 41.5, 12.4), half=5.2),
)


def charts() -> tuple[Chart, Chart, Chart]:
    """A scale by group, an answer over waves, several answers by group."""
    trend = replace(CAPTION, title="Usefulness has risen since 2019")
    taken = replace(CAPTION, title="Leaders train; directors take advice")
    return (
        stacked_bars(GROUPS, ANSWERS, CAPTION, bases=BASES),
        lines_over_waves(WAVES, TREND, trend, breaks=("2024",)),
        clustered_bars(USED, TAKEN, taken, stub="Support used"),
    )


def survey() -> Document:
    return Document("What councils think of the support", (Heading("Usefulness"), *charts()), meta=META)
