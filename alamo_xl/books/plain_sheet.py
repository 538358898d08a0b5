"""A plain sheet of rows at the end of a saved book: headings that stay in view, and values; all else stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from alamo_xl.books.package import CONTENT_TYPES, NAMESPACES, SHEET, WORKBOOK, Parts, relations_part, sheet_parts
from alamo_xl.errors import BadSchedule

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
SHEET_RELATION = f"{NAMESPACES['r']}/worksheet"
TOP = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/></sheetView></sheetViews>'
)
NARROWEST = 10

Plain = str | int | Decimal | None


def with_plain_sheet(parts: Parts, name: str, headings: Sequence[str], rows: Iterable[Sequence[Plain]]) -> Parts:
    """The parts with a sheet of that name at the end. Raises BadSchedule where there is one."""
    if name in sheet_parts(parts):
        raise BadSchedule(f"the book has a sheet {name!r} of its own; rename it, so that there is room")
    part = _free(parts, "xl/worksheets/sheet{}.xml")
    relation = f"rIdPlain{part.removeprefix('xl/worksheets/sheet').removesuffix('.xml')}"
    number = 1 + max(int(found) for found in re.findall(rb'\bsheetId="(\d+)"', parts[WORKBOOK]))
    entry = f'sheet xmlns:r="{NAMESPACES["r"]}" name={quoteattr(name)} sheetId="{number}" r:id="{relation}"'
    target = part.removeprefix("xl/")
    related = relations_part(WORKBOOK)
    return {
        **parts,
        part: _sheet(headings, rows),
        CONTENT_TYPES: _with(parts[CONTENT_TYPES], "Types", f'Override PartName="/{part}" ContentType="{SHEET_TYPE}"'),
        related: _with(
            parts[related], "Relationships", f'Relationship Id="{relation}" Type="{SHEET_RELATION}" Target="{target}"'
        ),
        WORKBOOK: _with(parts[WORKBOOK], "sheets", entry),
    }


def _with(part: bytes, parent: str, element: str) -> bytes:
    """A part with one more element at the end of its parent, in the parent's prefix."""
    closing = list(re.finditer(rf"</((?:\w+:)?){parent}>".encode(), part))[-1]
    text = f"<{closing[1].decode()}{element}/>".encode()
    return part[: closing.start()] + text + part[closing.start() :]


def _free(parts: Parts, pattern: str) -> str:
    """The first name of a pattern that no part has."""
    number = next(n for n in range(1, len(parts) + 2) if pattern.format(n) not in parts)
    return pattern.format(number)


def _sheet(headings: Sequence[str], rows: Iterable[Sequence[Plain]]) -> bytes:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{max(NARROWEST, len(heading) + 2)}" customWidth="1"/>'
        for place, heading in enumerate(headings, 1)
    )
    body = b"".join(_row(number, row) for number, row in enumerate(rows, 2))
    opening = f'<worksheet xmlns="{SHEET[""]}">{TOP}<cols>{widths}</cols><sheetData>'
    declared = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return declared + opening.encode() + _row(1, headings) + body + b"</sheetData></worksheet>"


def _row(number: int, values: Sequence[Plain]) -> bytes:
    cells = "".join(_cell(f"{get_column_letter(place)}{number}", value) for place, value in enumerate(values, 1))
    return f'<row r="{number}">{cells}</row>'.encode()


def _cell(place: str, value: Plain) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
