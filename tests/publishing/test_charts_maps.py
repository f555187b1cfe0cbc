"""Maps and spines: classes have letters and words, verdicts shapes and words, and every area its row."""

import json
import re
from dataclasses import replace

import pytest

from sectorled.publishing.charts.maps import Hex, Shaded, boundary_map, hex_map
from sectorled.publishing.charts.spine import UNJUDGED, SpineRow, spine
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.table import missing, number
from sectorled.publishing.theme import CATEGORIES, DARK_BLUE, INK, OTHER, PAPER, QUIET, SEQUENCE
from tests.publishing.samples import CAPTION, percent
from tests.shared import SHARED, needs_shared

BANDS = ("40% and over", "under 40%")
AREAS = (
    Shaded("X1", "Netherby", percent(50, "1"), 0),
    Shaded("X2", "Coldhaven", percent(38, "2"), 1, own=True),
    Shaded("X3", "Islebrook", missing("c"), None),
)
LAYOUT = {"X1": Hex(0, 0), "X2": Hex(1, 0), "X3": Hex(0, 1)}
SQUARES = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [-3.0, 53.0]},
    "arcs": [[[i, 0], [1, 0], [0, 1], [-1, 0], [0, -1]] for i in range(3)],
    "objects": {
        "ltla": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[i]], "properties": {"areacd": f"X{i + 1}", "areanm": "n"}}
                for i in range(3)
            ],
        }
    },
}


def row(verdict: str | None = "worse", *, at: float | None = -0.5, judged: bool = True) -> SpineRow:
    numbers = [number(v, decimals=1, value_id=f"s/{v}") for v in (38, 41, 20, 60)]
    return SpineRow("Waste", *numbers, (-1, -0.3, 0.3, 0.9), at, verdict, judged)


def test_each_hexagon_has_the_letter_of_its_class_or_the_mark_instead() -> None:
    svg = hex_map(AREAS, LAYOUT, CAPTION, bands=BANDS).svg()

    letters = re.findall(r">([ABc])</text>", svg)
    assert sorted(letters) == ["A", "B", "c"]
    for words in ("A: 40% and over (1 area)", "B: under 40% (1 area)", "No value (1 area)"):
        assert f">{words}</text>" in svg


def test_odd_rows_stand_half_a_step_to_the_east_and_north_is_up() -> None:
    svg = hex_map(AREAS, LAYOUT, CAPTION, bands=BANDS).svg()

    at = dict(reversed(re.findall(r'translate\(([\d.]+,[\d.]+)\)"[^>]*>([ABc])<', svg)[i]) for i in range(3))
    x = {letter: float(place.split(",")[0]) for letter, place in at.items()}
    y = {letter: float(place.split(",")[1]) for letter, place in at.items()}
    assert x["c"] - x["A"] == pytest.approx((x["B"] - x["A"]) / 2)
    assert y["c"] < y["A"] == y["B"]


def test_every_area_is_in_the_table_with_its_class() -> None:
    for chart in (
        hex_map(AREAS, LAYOUT, CAPTION, bands=BANDS),
        boundary_map(AREAS, SQUARES, CAPTION, layer="ltla", bands=BANDS),
    ):
        rows = {r.header: [c.text for c in r.cells] for r in chart.table().rows}
        assert rows == {
            "Coldhaven": ["38.0%", "B: under 40%"],
            "Islebrook": ["[c]", "[c]"],
            "Netherby": ["50.0%", "A: 40% and over"],
        }
        assert chart.alternative.startswith("Coldhaven: 38.0%, lower than 1 and higher than 0 of the others.")


def test_boundaries_are_drawn_for_the_areas_asked_ones_own_last() -> None:
    svg = boundary_map(AREAS, SQUARES, CAPTION, layer="ltla", bands=BANDS).svg()
    shapes = re.findall(r'<path[^>]*geoshape[^>]* fill="([^"]+)" stroke="([^"]+)" stroke-width="([^"]+)"', svg)

    assert shapes == [(SEQUENCE[0], QUIET, "0.5"), (PAPER, QUIET, "0.5"), (SEQUENCE[4], INK, "3")]
    assert "geoshape" in boundary_map(AREAS, SQUARES, CAPTION, layer="ltla", bands=BANDS).svg(alone=True)


def test_a_layout_or_layer_without_the_areas_is_refused() -> None:
    with pytest.raises(PublishingError, match="layout has none of these areas"):
        hex_map(AREAS, {}, CAPTION, bands=BANDS)
    with pytest.raises(PublishingError, match="layer ltla has none of these areas"):
        boundary_map([replace(AREAS[0], code="Y")], SQUARES, CAPTION, layer="ltla", bands=BANDS)
    with pytest.raises(PublishingError, match="can show 5 classes, not 6"):
        hex_map(AREAS, LAYOUT, CAPTION, bands=("",) * 6)


@needs_shared
@pytest.mark.slow
def test_the_published_layout_and_boundaries_are_drawn() -> None:
    hexes = json.loads((SHARED / "data/hexmaps/uk-local-authority-districts-2023.hexjson").read_text())["hexes"]
    topology = json.loads((SHARED / "data/ons-els/topo.json").read_text())
    areas = [Shaded(code, h["n"], percent(50, code), 0) for code, h in hexes.items()]

    as_hexagons = hex_map(areas, {code: Hex(h["q"], h["r"]) for code, h in hexes.items()}, CAPTION, bands=BANDS)
    as_shapes = boundary_map(areas, topology, CAPTION, layer="ltla", bands=BANDS)

    assert len(re.findall(">A</text>", as_hexagons.svg())) == 361
    assert len(re.findall('aria-roledescription="geoshape"', as_shapes.svg())) >= 300


def test_a_verdict_has_a_shape_and_a_word() -> None:
    rows = [row("better"), row("worse"), row("similar"), row(None), row(None, at=None)]

    svg = spine(rows, CAPTION, own="Coldhaven").svg()

    points = re.findall(r'aria-roledescription="point"[^>]* d="([^"]+)"', svg)
    assert len(points) == 4
    assert len(set(points)) == 4
    for word, times in (("better", 1), ("worse", 1), ("similar", 1), ("not compared", 2)):
        assert svg.count(f">{word}</text>") == times


def test_the_table_behind_a_spine_has_every_number() -> None:
    chart = spine([row(), row(None)], CAPTION, own="Coldhaven", reference="Median of 15")

    assert [c.label for c in chart.table().columns] == ["Coldhaven", "Median of 15", "Worst", "Best", "Verdict"]
    assert [c.text for c in chart.table().rows[0].cells] == ["38.0", "41.0", "20.0", "60.0", "worse"]
    assert chart.alternative == "Coldhaven: worse on 1 measure (Waste); not compared on 1 measure (Waste)."
    assert UNJUDGED not in chart.table().notes


def test_a_long_name_takes_two_lines_on_a_spine() -> None:
    long = replace(row(), measure="Adults with a learning disability in their own home or with family")

    svg = spine([long], CAPTION, own="Coldhaven").svg()

    assert "<tspan>Adults with a learning disability</tspan>" in svg
    assert "in their own home or with family</tspan>" in svg


def test_a_measure_without_judgement_is_noted() -> None:
    assert UNJUDGED in spine([row(None, judged=False)], CAPTION, own="A").table().notes


def test_a_spine_without_measures_says_so() -> None:
    assert spine([], CAPTION, own="A").alternative == "A: no measures to show."


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_keep_the_contrasts_that_accessibility_asks() -> None:
    assert contrast(INK, PAPER) > 7
    assert contrast(QUIET, PAPER) > 7
    assert contrast(OTHER, PAPER) >= 3
    assert contrast(OTHER, DARK_BLUE) >= 3
    assert contrast(CATEGORIES[3], INK) >= 3
    assert all(contrast(colour, PAPER) >= 4.5 for colour in SEQUENCE[:2])
    assert all(contrast(colour, INK) >= 4.5 for colour in SEQUENCE[2:])
