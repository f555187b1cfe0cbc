"""Maps of areas in ordered classes: hexagons of equal size, or boundaries.

A class has a letter and words in the legend, and on hexagons the letter stands in each; own council has a heavy edge.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import altair as alt

from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.drawing import of
from sectorled.publishing.charts.words import areas_in_words, counted
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.table import Cell, Column, Row, missing, text
from sectorled.publishing.theme import INK, PAPER, QUIET, SEQUENCE, WIDTH, spread

TALLEST = 640
MIDDLE_LATITUDE = 54.0  # degrees north; of the United Kingdom
HEXAGON = "M0,-1L0.866,-0.5L0.866,0.5L0,1L-0.866,0.5L-0.866,-0.5Z"
LETTERS = "ABCDE"
NO_VALUE = "No value"
LIGHT_FROM = 2  # classes from here on are light enough for dark letters


@dataclass(frozen=True, slots=True)
class Shaded:
    """One area of a map: its code, name, value, and class (0 is the first and darkest; None without a value)."""

    code: str
    area: str
    value: Cell
    band: int | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Hex:
    """Where an area's hexagon lies: column and row, rows counted from the south, odd rows half a step to the east."""

    q: int
    r: int


def hex_map(areas: Sequence[Shaded], layout: Mapping[str, Hex], caption: Caption, *, bands: Sequence[str]) -> Chart:
    """One hexagon for each area that the layout knows; PublishingError where it knows none or there are six classes."""
    areas, caption, bands = cleaned((list(areas), caption, list(bands)))
    labels = _labels(areas, bands)
    placed = [{**_record(a, labels), **_place(layout[a.code])} for a in areas if a.code in layout]
    if not placed:
        raise PublishingError(f"{caption.title}: the layout has none of these areas. Use a layout of the same kind.")
    return _chart(areas, caption, labels, partial(_hexagons, placed, labels))


def boundary_map(
    areas: Sequence[Shaded], topology: Mapping[str, Any], caption: Caption, *, layer: str, bands: Sequence[str]
) -> Chart:
    """The areas of one TopoJSON layer, found by `areacd`; PublishingError where the layer holds none of them."""
    areas, caption, bands = cleaned((list(areas), caption, list(bands)))
    labels = _labels(areas, bands)
    known = {area.code: _record(area, labels) for area in areas}
    shapes = [shape for shape in topology["objects"][layer]["geometries"] if shape["properties"]["areacd"] in known]
    if not shapes:
        raise PublishingError(f"{caption.title}: layer {layer} has none of these areas. Use a layer of the same kind.")
    drawn = [{**shape, "properties": known[shape["properties"]["areacd"]]} for shape in shapes]
    drawn.sort(key=lambda shape: shape["properties"]["own"])  # one's own edge is drawn last, over its neighbours'
    objects = {"areas": {"type": "GeometryCollection", "geometries": drawn}}
    flat = {**_flattened(topology), "objects": objects}
    return _chart(areas, caption, labels, partial(_boundaries, flat, labels))


def _flattened(topology: Mapping[str, Any]) -> dict[str, Any]:
    """The topology with degrees of longitude shortened as they are at the middle latitude, to be drawn as a plane."""
    (wide, high), (east, north) = topology["transform"]["scale"], topology["transform"]["translate"]
    shorter = math.cos(math.radians(MIDDLE_LATITUDE))
    return {**topology, "transform": {"scale": [wide * shorter, high], "translate": [east * shorter, north]}}


def _labels(areas: Sequence[Shaded], bands: Sequence[str]) -> list[str]:
    """The legend: letter, words and number of areas of each class, then those without a value."""
    if len(bands) > len(SEQUENCE):
        raise PublishingError(f"A map can show {len(SEQUENCE)} classes, not {len(bands)}: join some.")
    sizes = [sum(area.band == i for area in areas) for i in range(len(bands))]
    rows = zip(LETTERS, bands, sizes, strict=False)
    said = [f"{letter}: {words} ({counted(n, 'area')})" for letter, words, n in rows]
    return [*said, f"{NO_VALUE} ({counted(sum(area.band is None for area in areas), 'area')})"]


def _record(area: Shaded, labels: list[str]) -> dict[str, Any]:
    index = len(labels) - 1 if area.band is None else area.band
    letter = area.value.mark or "x" if area.band is None else LETTERS[area.band]
    return {"area": area.area, "class": labels[index], "letter": letter, "own": area.own, "band": index}


def _chart(areas: Sequence[Shaded], caption: Caption, labels: list[str], draw: Callable[[], Any]) -> Chart:
    counts = "; ".join(labels)
    said = f"{areas_in_words([(a.area, a.value, a.own) for a in areas])} {counts}."
    rows = [Row(a.area, (a.value, _class(a, labels))) for a in sorted(areas, key=lambda a: a.area)]
    twin = caption.twin("Area", [Column("Value"), Column("Class", align="left")], rows)
    return Chart(caption.title, caption.subtitle, caption.alternative or said, draw, twin)


def _class(area: Shaded, labels: list[str]) -> Cell:
    return missing(area.value.mark or "x") if area.band is None else text(labels[area.band].rpartition(" (")[0])


def _place(at: Hex) -> dict[str, float]:
    return {"x": at.q + 0.5 * (at.r % 2), "y": at.r * math.sqrt(0.75)}


def _hexagons(placed: list[dict[str, Any]], labels: list[str]) -> Any:
    xs, ys = [p["x"] for p in placed], [p["y"] for p in placed]
    across, up = max(xs) - min(xs) + 1.2, max(ys) - min(ys) + 1.2
    apart = min((WIDTH - 220) / across, TALLEST / up, 40)
    radius = apart / math.sqrt(3)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[min(xs) - 0.6, max(xs) + 0.6], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[min(ys) - 0.6, max(ys) + 0.6], nice=False))
    base = of(placed).encode(x=x, y=y)
    hexagon = {"shape": HEXAGON, "size": (2 * radius) ** 2, "opacity": 1}
    layers = [base.mark_point(**hexagon, stroke=QUIET, strokeWidth=0.5).encode(fill=_fill(labels, HEXAGON))]
    ink = alt.condition(f"datum.band < {LIGHT_FROM}", alt.value(PAPER), alt.value(INK))
    layers += [base.mark_text(fontSize=max(6, radius * 0.9)).encode(text="letter:N", color=ink)]
    layers += [base.transform_filter("datum.own").mark_point(**hexagon, stroke=INK, strokeWidth=3.5, fill=None)]
    return alt.layer(*layers).properties(width=across * apart, height=up * apart)


def _boundaries(topology: Mapping[str, Any], labels: list[str]) -> Any:
    source = alt.InlineData(values=dict(topology), format=alt.TopoDataFormat(feature="areas", type="topojson"))
    edge = {"stroke": alt.condition("datum.properties.own", alt.value(INK), alt.value(QUIET))}
    width = alt.condition("datum.properties.own", alt.value(3), alt.value(0.5))
    base = alt.Chart(source).transform_calculate(**{"class": "datum.properties.class"})
    shapes = base.mark_geoshape().encode(fill=_fill(labels, "square"), strokeWidth=width, **edge)
    return shapes.project(type="identity", reflectY=True).properties(width=WIDTH - 220, height=TALLEST - 80)


def _fill(labels: list[str], symbol: str) -> alt.Fill:
    colours = [*spread(len(labels) - 1), PAPER]
    legend = alt.Legend(
        title=None, orient="right", symbolType=symbol, symbolSize=220, symbolStrokeColor=QUIET, symbolStrokeWidth=0.5
    )
    return alt.Fill("class:N", legend=legend, scale=alt.Scale(domain=labels, range=colours))
