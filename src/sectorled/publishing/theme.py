"""How our charts look: the Government Analysis Function's palette, one type scale, quiet axes.

Colour is never the only sign: own council is also bold and labelled, verdicts have shapes and words, classes letters.
"""

from typing import Any

DARK_BLUE = "#12436D"
TURQUOISE = "#28A197"
DARK_PINK = "#801650"
ORANGE = "#F46A25"
DARK_GREY = "#3D3D3D"
LIGHT_PURPLE = "#A285D1"
CATEGORIES = (DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY, LIGHT_PURPLE)
SEQUENCE = ("#104F75", "#407291", "#7095AC", "#BFD0DB", "#EEF3F6")  # dark to light, one hue, for ordered classes
OTHER = "#7895B2"  # areas beside the one in question: 3:1 against DARK_BLUE and against the paper
BAND = "#D5E2EC"  # inter-quartile band
RULE = "#6B7276"  # reference and break lines
INK = "#0B0C0C"
QUIET = "#484F54"  # secondary text, 8:1 on white
GRID = "#E3E6E8"
PAPER = "#FFFFFF"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

BODY = 13
SMALL = 12
TITLE = 17
WIDTH = 620

CONFIG: dict[str, Any] = {
    "background": PAPER,
    "font": FONT,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "domainColor": QUIET,
        "gridColor": GRID,
        "labelColor": INK,
        "labelFontSize": BODY,
        "labelLimit": 260,
        "labelPadding": 6,
        "tickColor": QUIET,
        "titleColor": QUIET,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
    },
    "axisY": {"titleAlign": "left", "titleAngle": 0, "titleAnchor": "end", "titleX": -30, "titleY": -12},
    "header": {"labelColor": INK, "labelFontSize": BODY, "labelFontWeight": "bold", "labelLimit": 300, "title": None},
    "legend": {"labelColor": INK, "labelFontSize": BODY, "labelLimit": 300, "titleColor": QUIET},
    "text": {"color": INK, "fontSize": BODY},
    "title": {
        "anchor": "start",
        "color": INK,
        "fontSize": TITLE,
        "fontWeight": "bold",
        "frame": "bounds",
        "lineHeight": 22,
        "offset": 12,
        "subtitleColor": QUIET,
        "subtitleFontSize": BODY,
        "subtitleLineHeight": 18,
        "subtitlePadding": 6,
    },
}


def spread(n: int) -> list[str]:
    """As many colours of the sequence as classes, as far apart as it allows; ValueError for more than it has."""
    last = len(SEQUENCE) - 1
    if n > len(SEQUENCE):
        raise ValueError(f"{len(SEQUENCE)} classes can be told apart, not {n}: join some.")
    return [SEQUENCE[round(i * last / max(n - 1, 1))] for i in range(n)]
