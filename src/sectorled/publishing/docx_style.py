"""How a Word file looks: one type scale, A4, language, header and page numbers, tables ruled by lines alone."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from sectorled.publishing.document import Document
from sectorled.publishing.docx_table import element, run
from sectorled.publishing.theme import DARK_BLUE, DARK_PINK, INK, QUIET

FONT = "Arial"
# style, size against the body, bold, colour, space before and after in points
_SCALE = (
    ("Normal", 1.0, False, INK, 0, 6),
    ("Title", 2.0, True, INK, 0, 6),
    ("Subtitle", 1.2, False, QUIET, 0, 8),
    ("Lead", 1.2, False, INK, 0, 8),
    ("Heading 1", 1.5, True, INK, 16, 6),
    ("Heading 2", 1.2, True, INK, 12, 4),
    ("Heading 3", 1.05, True, INK, 10, 3),
    ("Caption", 1.0, True, INK, 12, 3),
    ("Intense Quote", 1.0, False, INK, 6, 8),
    ("List", 1.0, False, INK, 0, 4),
    ("List Bullet", 1.0, False, INK, 0, 4),
    ("Header", 0.82, True, DARK_PINK, 0, 0),
    ("Footer", 0.82, False, QUIET, 0, 0),
    ("Note", 0.86, False, QUIET, 0, 3),
    ("Table Text", 0.92, False, INK, 2, 2),
)
_KEPT = frozenset({"Title", "Heading 1", "Heading 2", "Heading 3", "Caption"})


def set_styles(made: Any, *, body_points: float) -> None:
    """Set the size, weight and colour of every style used, and the one of tables."""
    names = {style.name for style in made.styles}
    for name, size, bold, colour, before, after in _SCALE:
        style = made.styles[name] if name in names else made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _typeface(style)
        style.font.size, style.font.bold, style.font.italic = Pt(round(body_points * size, 1)), bold, False
        style.font.color.rgb = RGBColor.from_string(colour[1:])
        layout = style.paragraph_format
        layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), name in _KEPT
        layout.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for name in ("Title", "Intense Quote"):
        _borders(made.styles[name], left=name == "Intense Quote")
    made.styles["Intense Quote"].paragraph_format.left_indent = Mm(4)
    _link_style(made)
    _table_style(made)


def _typeface(style: Any) -> None:
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    for spread in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spread)
    for key in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{key}"), FONT)


def _borders(style: Any, *, left: bool) -> None:
    """Take away the template's rules; a quotation gets one to its left."""
    layout = style.element.get_or_add_pPr()
    for old in layout.findall(qn("w:pBdr")):
        layout.remove(old)
    if left:
        rule = element("w:left", val="single", sz="24", space="8", color=DARK_BLUE[1:])
        layout.insert_element_before(element("w:pBdr", rule), "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _link_style(made: Any) -> None:
    style = made.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    style.font.underline, style.font.color.rgb = True, RGBColor.from_string(DARK_BLUE[1:])


def _table_style(made: Any) -> None:
    """Thin lines between rows, a strong one beneath the header."""
    style = made.styles.add_style("SectorledTable", WD_STYLE_TYPE.TABLE)
    thin = {"val": "single", "sz": "4", "color": "B1B4B6"}
    borders = element("w:tblBorders", element("w:bottom", **thin), element("w:insideH", **thin))
    margins = element("w:tblCellMar", element("w:left", w="0", type="dxa"), element("w:right", w="170", type="dxa"))
    style.element.append(element("w:tblPr", borders, margins))
    strong = element("w:tcBorders", element("w:bottom", val="single", sz="12", color=INK[1:]))
    style.element.append(element("w:tblStylePr", element("w:tcPr", strong), type="firstRow"))


def set_language(made: Any, language: str) -> None:
    """Set the language of all text, so that a screen reader pronounces it and a speller knows it."""
    for tag in made.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)


def set_page(made: Any, document: Document, *, sideways: bool) -> None:
    """A4 with the banner at the head of every page, and the title and page number at its foot."""
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if sideways else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    if document.meta.banner:
        section.header.paragraphs[0].text = document.meta.banner
    foot = section.footer.paragraphs[0]
    foot.text = f"{document.title}   Page "
    field = element("w:fldSimple", run("1"), instr="PAGE")
    foot._p.append(field)  # noqa: SLF001 - python-docx has no fields
