"""Workbooks made by code: small ones, and ones that lie about their size."""

import io
import zipfile

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(*sheets: list[list[object]]) -> bytes:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: list[list[object]]) -> bytes:
    """An OpenDocument spreadsheet of one table."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="Sheet 1")
    for row in rows:
        line = TableRow()
        for value in row:
            number = isinstance(value, (int, float))
            cell = TableCell(valuetype="float", value=value) if number else TableCell(valuetype="string")
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part(workbook: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with one of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old_book, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for info in old_book.infolist():
            content = old_book.read(info)
            book.writestr(info.filename, content.replace(old, new) if info.filename == name else content)
    return buffer.getvalue()


def ods_of(table: str) -> bytes:
    """An OpenDocument spreadsheet whose table has this XML."""
    names = " ".join(f'xmlns:{n}="{_OFFICE}:{n}:1.0"' for n in ("office", "table", "text"))
    xml = f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="T">{table}'
    xml += "</table:table></office:spreadsheet></office:body></office:document-content>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0"/>')
        book.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return buffer.getvalue()
