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
    return _spliced(part, sorted(_edits(part, places, typed)))


class _Edit(NamedTuple):
    """Bytes in place of those from start to end; places that are equal keep their order."""

    start: int
    end: int
    order: tuple[int, int]
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
        closed = self.part.startswith(b"</", at)  # the end of an empty element is told at its end
        end = self.part.index(b">", at) + 1 if closed else at
        tag = name.rpartition(":")[2]
        if tag == "c":
            self.cells[self._row, self._column] = _Cell(start, end, self._formula)
        elif tag == "row":
            self.rows[self._row] = (start, end)
        elif tag == "sheetData":
            self.sheet_data = (start, end)


def _edits(part: bytes, places: _Places, typed: Typed) -> Iterator[_Edit]:
    new_rows: dict[int, list[tuple[int, Value]]] = {}
    for (row, column), value in sorted(typed.items(), key=lambda item: item[0]):
        there = places.cells.get((row, column))
        if there is not None:
            if there.formula:
                raise BadSchedule(f"{get_column_letter(column)}{row} holds a formula; only inputs are typed")
            opening = part[there.start : part.index(b">", there.start)].rstrip(b"/")
            yield _Edit(there.start, there.end, (row, column), _cell(KIND.sub(b"", opening), places.prefix, value))
        elif row in places.rows:
            cell = _new_cell(row, column, places.prefix, value)
            later = min((at for at in places.cells if at[0] == row and at[1] > column), default=None)
            if later:
                at = places.cells[later].start
                yield _Edit(at, at, (row, column), cell)
            else:
                yield _appended(part, places.rows[row], (row, column), f"{places.prefix}row", cell)
        else:
            new_rows.setdefault(row, []).append((column, value))
    for row, cells in new_rows.items():
        inside = b"".join(_new_cell(row, column, places.prefix, value) for column, value in cells)
        tag = f"{places.prefix}row"
        text = f'<{tag} r="{row}">'.encode() + inside + f"</{tag}>".encode()
        later_row = min((number for number in places.rows if number > row), default=None)
        if later_row:
            at = places.rows[later_row][0]
            yield _Edit(at, at, (row, 0), text)
        else:
            yield _appended(part, places.sheet_data, (row, 0), f"{places.prefix}sheetData", text)


def _appended(part: bytes, element: tuple[int, int], order: tuple[int, int], tag: str, text: bytes) -> _Edit:
    """More at an element's end, whether it was empty or not."""
    start, end = element
    if part[start:end].endswith(b"/>"):
        opening = part[start:end].removesuffix(b"/>")
        return _Edit(start, end, order, opening + b">" + text + f"</{tag}>".encode())
    at = part.rindex(b"</", start, end)
    return _Edit(at, at, order, text)


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
    try:
        found: Mapping[str, CellValues] = evaluated({**parts, **constants})
    except ValueError:
        found = {}
    fresh = {sheets[sheet]: with_values(parts[sheets[sheet]], cells, keep=True) for sheet, cells in found.items()}
    return {**parts, **fresh, WORKBOOK: told}


def _in_full(tag: re.Match[bytes]) -> bytes:
    closed = b"/" if tag[0].endswith(b"/") else b""
    return IN_FULL.sub(b"", tag[0]).rstrip(b"/ ") + b' fullCalcOnLoad="1"' + closed


def _calls_ours(sheet: bytes) -> bool:
    return any(OWN.search(formula) for _, formula, _ in formula_cells(sheet))
