"""How a deck looks: wide slides, one type scale, our palette as its theme, layouts that an analyst can go on with."""

import re
from copy import deepcopy
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from sectorled.publishing.theme import CATEGORIES, DARK_BLUE, DARK_PINK, INK, PAPER, QUIET

FONT = "Arial"
Box = tuple[int, int, int, int]  # left, top, width, height


def _box(left: float, top: float, width: float, height: float) -> Box:
    return Inches(left), Inches(top), Inches(width), Inches(height)


WIDTH, HEIGHT, ACROSS = 13.333, 7.5, 12.133  # inches; what lies between the margins
TITLE, SUBTITLE = _box(0.6, 0.35, ACROSS, 0.95), _box(0.6, 1.3, ACROSS, 0.4)
TEXT, CONTENT = _box(0.6, 1.5, ACROSS, 5.25), _box(0.6, 1.75, ACROSS, 4.45)
FOOT, BANNER, NUMBER = _box(0.6, 6.2, ACROSS, 0.7), _box(0.6, 6.98, 10.5, 0.32), _box(11.733, 6.98, 1, 0.32)
TITLE_POINTS, TEXT_POINTS, BULLET_POINTS, SUBTITLE_POINTS, SMALL_POINTS = 28, 18, 18, 16, 11
_LAYOUTS = {"Title Slide": "Cover", "Title and Content": "Text", "Comparison": "Figure"}
_SUBTITLE_AT, _FOOT_AT = 1, 3  # of the layout for figures
_ROLES = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink")
_COLOURS = dict(zip(_ROLES, (INK, PAPER, DARK_BLUE, "#EEF3F6", *CATEGORIES, DARK_BLUE), strict=True))
_ON_EVERY_SLIDE = {"FOOTER": (BANNER, DARK_PINK, "l"), "SLIDE_NUMBER": (NUMBER, QUIET, "r")}


def new_deck() -> Any:
    """A deck without slides and with three layouts.

    They are Cover (title, subtitle), Text (title, text) and Figure (title, a line, room for a figure, its foot).
    """
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(made.slide_layouts):
        if layout.name in _LAYOUTS:
            layout.name = _LAYOUTS[layout.name]
        else:
            made.slide_layouts.remove(layout)
    _theme(made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    _drop(made.part._rels, RELATIONSHIP_TYPE.PRINTER_SETTINGS)  # noqa: SLF001 - python-pptx has no other way
    _drop(made.part.package._rels, RELATIONSHIP_TYPE.THUMBNAIL)  # noqa: SLF001 - the same
    for page in (made.slide_master, *made.slide_layouts):
        _without(page, {"DATE"})
        _foot_of_page(page)
    _master(made.slide_master)
    _cover(made.slide_layouts.get_by_name("Cover"))
    _figure(made.slide_layouts.get_by_name("Figure"))
    return made


def place(shape: Any, box: Box) -> None:
    """Put a shape where the box is."""
    shape.left, shape.top, shape.width, shape.height = box


def add_foot_of_page(slide: Any, banner: str | None) -> None:
    """The banner and the slide's number, as placeholders after everything else."""
    for shape in slide.slide_layout.placeholders:
        kind = shape.placeholder_format.type.name
        if kind == "SLIDE_NUMBER" or (kind == "FOOTER" and banner):
            copied = deepcopy(shape.element)
            copied.nvSpPr.cNvPr.set("id", str(max(s.shape_id for s in slide.shapes) + 1))
            slide.shapes._spTree.append(copied)  # noqa: SLF001 - python-pptx does not copy these placeholders
            if kind == "FOOTER":
                slide.placeholders[shape.placeholder_format.idx].text_frame.text = banner


def figure_texts(slide: Any) -> tuple[Any, Any]:
    """The line under the title, and the foot, of a slide for figures."""
    return slide.placeholders[_SUBTITLE_AT], slide.placeholders[_FOOT_AT]


def _drop(relations: Any, kind: str) -> None:
    """Take away what the template brings along: a picture of another deck, the settings of a printer."""
    for key in [key for key, relation in relations.items() if relation.reltype == kind]:
        relations.pop(key)


def _theme(part: Any) -> None:
    """Our colours and font, so that whatever an analyst adds looks like the rest."""
    xml = part.blob.decode()
    for role, colour in _COLOURS.items():
        xml = re.sub(rf"<a:{role}>.*?</a:{role}>", f'<a:{role}><a:srgbClr val="{colour[1:]}"/></a:{role}>', xml)
    part.blob = re.sub(r'(<a:(?:major|minor)Font><a:latin typeface=")[^"]*', rf"\g<1>{FONT}", xml).encode()


def _without(page: Any, kinds: set[str]) -> None:
    for shape in list(page.placeholders):
        if shape.placeholder_format.type.name in kinds:
            shape.element.getparent().remove(shape.element)


def _foot_of_page(page: Any) -> None:
    """Banner and number; said on each layout too, because not every program asks the master."""
    for shape in page.placeholders:
        kind = shape.placeholder_format.type.name
        if kind in _ON_EVERY_SLIDE:
            box, colour, side = _ON_EVERY_SLIDE[kind]
            place(shape, box)
            _letters(shape, SMALL_POINTS, colour, side=side, bold=kind == "FOOTER")


def _master(master: Any) -> None:
    for shape in master.placeholders:
        kind = shape.placeholder_format.type.name
        if kind not in _ON_EVERY_SLIDE:
            place(shape, TITLE if kind == "TITLE" else TEXT)
            shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if kind == "TITLE" else MSO_ANCHOR.TOP
    title, body = (master.element.find(f"{qn('p:txStyles')}/{qn(f'p:{name}Style')}") for name in ("title", "body"))
    title[0].set("algn", "l")
    title[0].find(qn("a:defRPr")).attrib.update({"sz": str(TITLE_POINTS * 100), "b": "1"})
    words, bullets = body[0], body[1]  # an indented line is a bullet, any other a paragraph
    words.attrib.update({"marL": "0", "indent": "0"})
    words.replace(words.find(qn("a:buChar")), parse_xml(f"<a:buNone {nsdecls('a')}/>"))
    words.remove(words.find(qn("a:buFont")))
    bullets.attrib.update({"marL": "342900", "indent": "-342900"})
    bullets.find(qn("a:buChar")).set("char", "•")
    for style, points in ((words, TEXT_POINTS), (bullets, BULLET_POINTS)):
        style.find(qn("a:defRPr")).set("sz", str(points * 100))


def _cover(layout: Any) -> None:
    """The first slide: light letters on the dark blue of the palette."""
    layout.background.fill.solid()
    layout.background.fill.fore_color.rgb = RGBColor.from_string(DARK_BLUE[1:])
    boxes = {"CENTER_TITLE": (_box(0.9, 1.5, 11.5, 2.1), 40), "SUBTITLE": (_box(0.9, 3.8, 11.5, 2.4), 20)}
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type.name
        if kind in boxes:
            place(shape, boxes[kind][0])
            _letters(shape, boxes[kind][1], PAPER, bold=kind == "CENTER_TITLE")
        else:
            _letters(shape, SMALL_POINTS, PAPER, side=_ON_EVERY_SLIDE[kind][2], bold=True)


def _figure(layout: Any) -> None:
    """A title, a line that says what is shown, room for a chart or table, and a foot for its base and source."""
    _without(layout, {"OBJECT"})
    for shape in layout.placeholders:
        if shape.placeholder_format.type.name == "TITLE":
            place(shape, TITLE)
        elif shape.placeholder_format.idx == _SUBTITLE_AT:
            place(shape, SUBTITLE)
            _letters(shape, SUBTITLE_POINTS, QUIET)
        elif shape.placeholder_format.idx == _FOOT_AT:
            place(shape, FOOT)
            _letters(shape, SMALL_POINTS, QUIET)


def _letters(shape: Any, points: int, colour: str, *, side: str = "l", bold: bool = False) -> None:
    """Set how the text of a placeholder looks wherever it is used."""
    style = parse_xml(
        f'<a:lstStyle {nsdecls("a")}><a:lvl1pPr marL="0" indent="0" algn="{side}"><a:buNone/>'
        f'<a:defRPr sz="{points * 100}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr></a:lstStyle>"
    )
    body = shape.element.txBody
    body.replace(body.find(qn("a:lstStyle")), style)
