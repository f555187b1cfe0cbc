"""The room a picture has on its page: known before it is drawn, so that nothing moves when it comes."""

import re
from dataclasses import dataclass

from sectorled.publishing.chart import Chart

LARGER = 1.2  # on a page, whose words are larger than those of a document
_ROOT = re.compile(r'<svg\b[^>]*?\bwidth="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)" viewBox="[^"]*"')


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a picture as it is drawn, in pixels."""

    width: int
    height: int

    @property
    def page_width(self) -> int:
        """The width it takes on a page."""
        return round(LARGER * self.width)

    @property
    def page_height(self) -> int:
        """The height it takes on a page."""
        return round(LARGER * self.height)


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart on a page: its address without the ending, the query that names its view, and its frame."""

    chart: Chart
    address: str
    query: str
    frame: Frame


def framed(svg: str, frame: Frame) -> str:
    """The drawing laid into its frame at the upper left, made smaller only where it would not fit."""
    found = _ROOT.search(svg)
    if found is None:
        return svg
    scale = max(float(found["width"]) / frame.width, float(found["height"]) / frame.height, 1.0)
    sized = f'width="{frame.page_width}" height="{frame.page_height}"'
    box = f'viewBox="0 0 {frame.width * scale:g} {frame.height * scale:g}" preserveAspectRatio="xMinYMin meet"'
    return svg.replace(found[0], re.sub(r'width="[\d.]+" height=.*', f"{sized} {box}", found[0]), 1)
