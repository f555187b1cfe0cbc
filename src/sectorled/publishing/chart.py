"""The one chart object: a Vega-Lite drawing with what must travel with it, and the table behind it.

The builders in `charts` make them.  Drawn without a browser or the network; the same chart gives the same bytes.
"""

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert

from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.plot import Plot
from sectorled.publishing.table import Column, Row, Table
from sectorled.publishing.theme import CONFIG, QUIET, SMALL

VEGA_LITE = "6.4"  # the version whose renderer is asked for, so that an upgrade is a choice
_RARE = re.compile("[\U00010000-\U0010ffff]")  # letters and signs that take two units in the renderer's language
LINE = 92  # characters of a title or source line that fit the width of a chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What stands around a chart and its table; without `alternative` the builder says what the chart shows.

    `details` are terms with their words, such as a question as it was asked.
    """

    title: str
    subtitle: str
    unit: str | None = None
    alternative: str | None = None
    base: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    release: str | None = None

    def twin(self, stub: str, columns: Sequence[Column], rows: Iterable[Row]) -> Table:
        """The table behind the chart."""
        return Table(
            title=self.title,
            subtitle=self.subtitle,
            columns=tuple(columns),
            rows=tuple(rows),
            stub=stub,
            details=(*((("Unit", self.unit),) if self.unit else ()), *self.details),
            base=self.base,
            notes=self.notes,
            sources=self.sources,
            caveats=self.caveats,
            release=self.release,
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `title` is the finding in a sentence, `subtitle` what is drawn (metric, unit, period, areas).

    `alternative` says what the chart shows to those who cannot see it; `draw` makes the Altair chart, without title or
    theme, only when it is asked for: a page needs the words and the table at once, the picture at its own address;
    `twin` holds every number drawn, with its value id, and the sources and caveats.  `plot` is the same drawing as an
    office program makes it; None where none can (a map), and a picture stands in for it.
    """

    title: str
    subtitle: str
    alternative: str
    draw: Callable[[], Any]
    twin: Table
    plot: Plot | None = None

    def __post_init__(self) -> None:
        if not self.alternative.strip():
            raise ValueError(f"{self.title}: a chart needs an alternative text that says what it shows.")

    @property
    def drawing(self) -> dict[str, Any]:
        """The drawing as Vega-Lite."""
        drawing: dict[str, Any] = self.draw().to_dict()
        return drawing

    def table(self) -> Table:
        """The table behind the chart."""
        return self.twin

    def svg(self, *, alone: bool = False) -> str:
        """The drawing; `alone` adds title, subtitle, sources and caveats, for when it leaves its page."""
        return _svg(self._spec(alone=alone))

    def png(self, *, alone: bool = False, scale: float = 2) -> bytes:
        """The same drawing as pixels."""
        return _png(self._spec(alone=alone), scale)

    def _spec(self, *, alone: bool) -> str:
        drawing = {**self.drawing, "description": self.alternative}
        spec = self._framed(drawing) if alone else drawing
        return json.dumps(cleaned({**spec, "config": CONFIG}), sort_keys=True, ensure_ascii=False)

    def _framed(self, drawing: dict[str, Any]) -> dict[str, Any]:
        head = {"text": textwrap.wrap(self.title, 62), "subtitle": textwrap.wrap(self.subtitle, LINE)}
        below = [f"{term}: {words}" for term, words in self.twin.footnotes]
        foot = [line for note in below for line in textwrap.wrap(note, LINE)]
        style = {"orient": "bottom", "fontSize": SMALL, "fontWeight": "normal", "color": QUIET, "lineHeight": 16}
        whole: dict[str, Any] = {key: drawing.pop(key) for key in ("$schema", "config", "datasets") if key in drawing}
        return {**whole, "vconcat": [{**drawing, "title": head}], "title": {"text": foot or [""], **style}}


@lru_cache(maxsize=256)
def _svg(spec: str) -> str:
    drawn: str = _rendered(vl_convert.vegalite_to_svg, spec)
    return drawn


@lru_cache(maxsize=64)
def _png(spec: str, scale: float) -> bytes:
    drawn: bytes = _rendered(vl_convert.vegalite_to_png, spec, scale=scale)
    return drawn


def _rendered(render: Callable[..., Any], spec: str, **how: float) -> Any:
    """The renderer fails where it shortens a label in the middle of a rare character; those give way to a sign then."""
    try:
        return render(spec, vl_version=VEGA_LITE, **how)
    except ValueError:
        return render(_RARE.sub("\N{REPLACEMENT CHARACTER}", spec), vl_version=VEGA_LITE, **how)
