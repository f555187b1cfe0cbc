"""One small document with every block, for the tests of all forms; nothing in it is real."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sectorled.analysis.periods import Period
from sectorled.publishing.chart import Caption
from sectorled.publishing.charts.bars import Bar, Reference, bars_with_intervals
from sectorled.publishing.charts.lines import Reading, line_with_band
from sectorled.publishing.document import (
    Bullets,
    Document,
    Figure,
    Heading,
    Link,
    Meta,
    PageBreak,
    Paragraph,
    Strong,
    Summary,
)
from sectorled.publishing.table import Cell, Column, Row, Table, missing, number, text

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
META = Meta(
    at=AT,
    publisher="The sector body of Amberland",
    subtitle="Performance committee, 20 November 2026",
    release="2026-11-01",
    licence="Open Government Licence v3.0",
    banner="Fictional data: no council here is real",
)
CAPTION = Caption(
    title="Coldhaven recycled less than most of its neighbours",
    subtitle="Household waste recycled, 2024/25",
    unit="per cent of household waste",
    sources=("Waste statistics of Amberland",),
    caveats=("Measured by weight, so chance was not assessed.",),
    release="2026-11-01",
)


def percent(value: float, value_id: str, mark: str | None = None) -> Cell:
    return number(value, decimals=1, unit="%", value_id=value_id, mark=mark)


BARS = (
    Bar("Netherby", percent(53.24, "r/netherby"), percent(51.0, "r/netherby/lower"), percent(55.5, "r/netherby/upper")),
    Bar("Coldhaven", percent(38.297, "r/own"), percent(36.9, "r/own/lower"), percent(39.7, "r/own/upper"), own=True),
    Bar("Dunmarsh", percent(25.85, "r/dunmarsh", "p")),
    Bar("Islebrook", missing("c", value_id="r/islebrook")),
    Bar("Hartsworth", missing("z")),
)
MEDIAN = Reference("Median of the group", percent(38.297, "r/median"))


def reading(year: int, value: Cell, *, breaks: bool = False) -> Reading:
    middle = [percent(v, f"r/{year}/{k}") for v, k in ((41, "median"), (36, "lower"), (45, "upper"))]
    return Reading(Period(date(year, 4, 1), 12), value, *middle, breaks=breaks)


READINGS = (
    reading(2018, percent(35.5, "r/2018")),
    reading(2019, percent(36.25, "r/2019")),
    reading(2021, missing("c", value_id="r/2021")),
    reading(2022, percent(37, "r/2022"), breaks=True),
    reading(2023, percent(38.297, "r/2023", "p")),
)
TABLE = Table(
    title="Where Coldhaven stands",
    subtitle="Latest period, Coldhaven and its neighbours",
    stub="Measure",
    columns=(
        Column("Period", align="left"),
        Column("Coldhaven"),
        Column("Median"),
        Column("Change on a year", "points"),
        Column("Position", align="left"),
    ),
    rows=(
        Row(
            "Waste recycled",
            (
                text("2024/25"),
                percent(38.297, "r/own"),
                percent(41.04, "r/median2"),
                number(-1.25, decimals=1, signed=True, value_id="r/change"),
                text("joint 12th of 15"),
            ),
        ),
        Row(
            "Children in need",
            (
                text("2024/25"),
                number(1312.5, value_id="c/own", mark="p"),
                number(1240, value_id="c/median"),
                number(12, signed=True, value_id="c/change"),
                text("4th of 16"),
            ),
        ),
        Row(
            "Fees",
            (
                text("2023/24"),
                missing("c", value_id="f/own"),
                number(1234.5, decimals=2, unit="£", value_id="f/median"),
                missing("x"),
                text("not compared"),
            ),
        ),
        Row(
            "Incidents",
            (
                text("2024/25"),
                number(0.02, decimals=1, value_id="i/own"),
                number(0, decimals=1, value_id="i/median"),
                missing("z"),
                text("broadly in line"),
            ),
        ),
        Row(
            "All",
            (
                text("2024/25"),
                number(12345.678, value_id="a/own"),
                number(23456, value_id="a/median"),
                number(0, signed=True, value_id="a/change"),
                text("not ranked"),
            ),
            kind="total",
        ),
    ),
    base="Councils with a value: 15 of 16",
    details=(("Method", "bands"),),
    notes=("Change is in the unit of the measure.",),
    sources=("Statistics of Amberland",),
    caveats=("Chance was not assessed for measures by weight.",),
    release="2026-11-01",
)
BANNER = Table(
    title="Satisfaction by region and role",
    stub="Answer",
    columns=(
        Column("All", "per cent"),
        *(Column(x, "per cent", group="Region") for x in ("North", "South")),
        *(Column(x, "per cent", group="Role") for x in ("Leader", "Officer")),
    ),
    rows=tuple(
        Row(label, tuple(missing("u") if i == 3 else number(v + i, value_id=f"q/{v}/{i}") for i in range(5)), kind=kind)
        for label, v, kind in (("Satisfied", 70, "body"), ("Unweighted base", 100, "base"))
    ),
    base="All respondents",
)
EMPTY = Table("Homelessness prevented", (Column("Value"),), (), "Area", empty="No figures until 12 December 2026.")


def document(**meta: object) -> Document:
    """The document; `meta` changes what is said of it."""
    return Document(
        "How Coldhaven compares",
        (
            Paragraph(
                (Figure(3, "Three", "n/worse"), " of ", Figure(41, "41", "n/all"), " measures are worse."), "lead"
            ),
            Summary((("Council", ("Coldhaven",)), ("Population", (Figure(123456, "123,456", "pop"),)))),
            Heading("What stands out"),
            Bullets((("Recycling: ", Figure(38.297, "38.3%", "r/own"), "."), ("Chance: ", Strong("not assessed")))),
            Paragraph(("See ", Link("its plan", "https://example.org/plan"), "."), "inset"),
            Heading("Figures"),
            TABLE,
            bars_with_intervals(BARS, CAPTION, reference=MEDIAN),
            PageBreak(),
            line_with_band(READINGS, replace(CAPTION, title="Coldhaven has risen"), own="Coldhaven"),
            Heading("Views", 3),
            BANNER,
            EMPTY,
            Bullets((("First.",), ("Second.",)), numbered=True),
            Paragraph(("Small print.",), "note"),
        ),
        meta=replace(META, **meta),  # type: ignore[arg-type]  # the fields of Meta
    )
