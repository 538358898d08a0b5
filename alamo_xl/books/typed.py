"""Values typed into a saved book's cells: what else the book holds stays as it is, byte for byte.

A user's model carries charts, comments and formats that a library which reads and writes books would lose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string

from alamo_xl.books.evaluate import evaluated
from alamo_xl.books.package import WORKBOOK, Parts, sheet_parts
from alamo_xl.books.saved import Value
from alamo_xl.books.unpack import unpacked
from alamo_xl.books.values import CellValues, formula_cells, stored_values, with_values
from alamo_xl.errors import BadSchedule

Typed = Mapping[tuple[int, int], Value]
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
KIND = re.compile(rb'\s+t="[^"]*"')
CALCULATION = re.compile(rb"<(?:\w+:)?calcPr\b[^>]*")
IN_FULL = re.compile(rb'\s+fullCalcOnLoad="[^"]*"')
OWN = re.compile(r"\bALAMO_\w+\(", re.IGNORECASE)


def typed_into(path: Path, values: Mapping[str, Typed]) -> Parts:
    """The parts of a saved book with these values typed into its cells, by sheet, row and column, and recalculated.

    Sheets with ALAMO_ cells keep the answers they had until an engine with the functions opens the book. Raises
    BadSchedule for a sheet that is not there and for a cell that holds a formula.
    """
    parts = unpacked(path)
    if WORKBOOK not in parts:
        raise BadSchedule(f"{path.name} is not a workbook: it has no part {WORKBOOK}")
    sheets = sheet_parts(parts)
    for sheet, typed in values.items():
        if sheet not in sheets:
            raise BadSchedule(f"{path.name} has no sheet {sheet!r}")
        try:
            parts[sheets[sheet]] = with_typed(parts[sheets[sheet]], typed)
        except BadSchedule as error:
            raise BadSchedule(f"{path.name}, {sheet}!{error}") from error
    return _recalculated(parts)


def with_typed(part: bytes, typed: Typed) -> bytes:
    """A sheet's part with these values in its cells, which keep their styles."""
    places = _Places(part)
    return _spliced(part, sorted(_edits(part, places, typed), key=lambda edit: (edit.start, edit.end)))


class _Edit(NamedTuple):
    """Bytes in place of those from start to end; of equal places the one that is found first comes first."""

    start: int
    end: int
    text: bytes


class _Cell(NamedTuple):
    start: int
    end: int
    formula: bool


class _Places:
    """Where a sheet's rows and cells stand in the bytes of its part."""

    def __init__(self, part: bytes) -> None:
        self.part = part
        self.cells: dict[tuple[int, int], _Cell] = {}
        self.columns: dict[int, list[int]] = {}
        self.rows: dict[int, tuple[int, int]] = {}
        self.sheet_data = (0, 0)
        self.prefix = ""
        self._row = self._column = 0
        self._starts: list[int] = []
        self._formula = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(part, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._starts.append(self._parser.CurrentByteIndex)
        prefix, _, tag = name.rpartition(":")
        if tag == "sheetData":
            self.prefix = f"{prefix}:" if prefix else ""
        elif tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag == "c":
            match = REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = column_index_from_string(match[1]) if match else self._column + 1
            self._formula = False
        elif tag == "f":
            self._formula = True

    def _end(self, name: str) -> None:
        start, at = self._starts.pop(), self._parser.CurrentByteIndex
        opened = self.part.index(b">", start) + 1
        end = opened if self.part.startswith(b"/>", opened - 2) else self.part.index(b">", at) + 1
        tag = name.rpartition(":")[2]
        if tag == "c":
            self.cells[self._row, self._column] = _Cell(start, end, self._formula)
            self.columns.setdefault(self._row, []).append(self._column)
        elif tag == "row":
            self.rows[self._row] = (start, end)
        elif tag == "sheetData":
            self.sheet_data = (start, end)


def _edits(part: bytes, places: _Places, typed: Typed) -> Iterator[_Edit]:
    new_rows: list[bytes] = []
    last = max(places.rows, default=0)
    for row in sorted({row for row, _ in typed}):
        cells = {column: value for (at, column), value in typed.items() if at == row}
        if row in places.rows:
            yield from _row_edits(part, places, row, cells)
            continue
        inside = b"".join(_new_cell(row, column, places.prefix, cells[column]) for column in sorted(cells))
        tag = f"{places.prefix}row"
        text = f'<{tag} r="{row}">'.encode() + inside + f"</{tag}>".encode()
        if row > last:
            new_rows.append(text)
        else:
            at = places.rows[min(number for number in places.rows if number > row)][0]
            yield _Edit(at, at, text)
    if new_rows:
        yield _appended(part, places.sheet_data, f"{places.prefix}sheetData", b"".join(new_rows))


def _row_edits(part: bytes, places: _Places, row: int, typed: Mapping[int, Value]) -> Iterator[_Edit]:
    """The edits of a row that is there: cells in place, before a later cell, or at the row's end."""
    there = places.columns.get(row, [])
    appended: list[bytes] = []
    for column in sorted(typed):
        cell, value = places.cells.get((row, column)), typed[column]
        later = next((at for at in there if at > column), None)
        if cell is not None:
            if cell.formula:
                raise BadSchedule(f"{get_column_letter(column)}{row} holds a formula; only inputs are typed")
            opening = part[cell.start : part.index(b">", cell.start)].rstrip(b"/")
            yield _Edit(cell.start, cell.end, _cell(KIND.sub(b"", opening), places.prefix, value))
        elif later is not None:
            at = places.cells[row, later].start
            yield _Edit(at, at, _new_cell(row, column, places.prefix, value))
        else:
            appended.append(_new_cell(row, column, places.prefix, value))
    if appended:
        yield _appended(part, places.rows[row], f"{places.prefix}row", b"".join(appended))


def _appended(part: bytes, element: tuple[int, int], tag: str, text: bytes) -> _Edit:
    """More at an element's end, whether it was empty or not."""
    start, end = element
    if part[start:end].endswith(b"/>"):
        opening = part[start:end].removesuffix(b"/>")
        return _Edit(start, end, opening + b">" + text + f"</{tag}>".encode())
    at = part.rindex(b"</", start, end)
    return _Edit(at, at, text)


def _new_cell(row: int, column: int, prefix: str, value: Value) -> bytes:
    return _cell(f'<{prefix}c r="{get_column_letter(column)}{row}"'.encode(), prefix, value)


def _cell(opening: bytes, prefix: str, value: Value) -> bytes:
    """A cell from its opening tag, without its end, and its value."""
    if value is None:
        return opening + b"/>"
    if isinstance(value, bool):
        kind, text = ' t="b"', f"<{prefix}v>{int(value)}</{prefix}v>"
    elif isinstance(value, str):
        inner = f'<{prefix}t xml:space="preserve">{escape(value)}</{prefix}t>'
        kind, text = ' t="inlineStr"', f"<{prefix}is>{inner}</{prefix}is>"
    else:
        kind, text = "", f"<{prefix}v>{value!r}</{prefix}v>"
    return opening.rstrip() + f"{kind}>{text}</{prefix}c>".encode()


def _spliced(part: bytes, edits: list[_Edit]) -> bytes:
    pieces, done = [], 0
    for edit in edits:
        pieces += [part[done : edit.start], edit.text]
        done = edit.end
    return b"".join([*pieces, part[done:]])


def _recalculated(parts: Parts) -> Parts:
    """The parts with fresh results where IronCalc knows every function; told to calculate when opened in any case."""
    told = CALCULATION.sub(_in_full, parts[WORKBOOK])
    sheets = sheet_parts(parts)
    kept = {sheet: stored_values(parts[name]) for sheet, name in sheets.items() if _calls_ours(parts[name])}
    constants = {name: with_values(parts[name], kept.get(sheet, {}), keep=False) for sheet, name in sheets.items()}
    from ironcalc import WorkbookError

    try:
        found: Mapping[str, CellValues] = evaluated({**parts, **constants})
    except (ValueError, WorkbookError):
        found = {}
    fresh = {sheets[sheet]: with_values(parts[sheets[sheet]], cells, keep=True) for sheet, cells in found.items()}
    return {**parts, **fresh, WORKBOOK: told}


def _in_full(tag: re.Match[bytes]) -> bytes:
    closed = b"/" if tag[0].endswith(b"/") else b""
    return IN_FULL.sub(b"", tag[0]).rstrip(b"/ ") + b' fullCalcOnLoad="1"' + closed


def _calls_ours(sheet: bytes) -> bool:
    return any(OWN.search(formula) for _, formula, _ in formula_cells(sheet))
