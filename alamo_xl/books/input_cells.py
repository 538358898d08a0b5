"""The inputs of a saved model: its unlocked cells, each called by the words that a reader sees beside and above it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from alamo_xl.books.package import SHEET, WORKBOOK, Parts, parsed, relations, sheet_parts
from alamo_xl.books.saved import CellMap, SavedBook, Value

STYLES = "styles"
Place = tuple[int, int]
MAIN = "{" + SHEET[""] + "}"


class Label(NamedTuple):
    """What an input is called: its sheet, the words to its left, the heading over it, and which of several it is."""

    sheet: str
    words: tuple[str, ...]
    heading: Value
    number: int

    def __str__(self) -> str:
        of_row = " ".join(self.words) or f"row {self.number}"
        return f"{of_row}, {self.heading}" if self.heading is not None else of_row


@dataclass(frozen=True)
class InputCell:
    """An input: where it stands, what was typed into it, what it is called, and its defined name if it has one."""

    sheet: str
    row: int
    column: int
    value: Value
    label: Label
    name: str | None

    def __str__(self) -> str:
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"


def input_cells(parts: Parts, book: SavedBook) -> list[InputCell]:
    """Every input of a saved model, sheet by sheet, row by row; formulas are none, wherever they stand."""
    named = _named_cells(book)
    found: list[InputCell] = []
    times: dict[tuple[str, tuple[str, ...], Value], int] = {}
    for sheet, places in _unlocked(parts).items():
        cells = book.sheets[sheet]
        inputs = {place for place in places if not _is_formula(cells.get(place))}
        headings = _headings(cells, inputs)
        for row, column in sorted(inputs):
            words = tuple(_words(cells, inputs, row, column))
            called = (sheet, words, headings[row, column])
            times[called] = times.get(called, 0) + 1
            label = Label(*called, times[called])
            name = named.get((sheet, row, column))
            found.append(InputCell(sheet, row, column, cells.get((row, column)), label, name))
    return found


def _named_cells(book: SavedBook) -> dict[tuple[str, int, int], str]:
    """The names of single cells."""
    found = {}
    for name, target in book.names.items():
        sheet, _, area = target.strip().replace("$", "").rpartition("!")
        if sheet and ":" not in area and area.isalnum():
            letters, row = coordinate_from_string(area)
            found[sheet.strip("'").replace("''", "'"), row, column_index_from_string(letters)] = name
    return found


def _unlocked(parts: Parts) -> dict[str, list[Place]]:
    """The cells that a protected sheet lets people change."""
    related = relations(parts, WORKBOOK)
    styles = next((part for kind, part in related.values() if kind == STYLES), "")
    free = set(_free_styles(parts[styles])) if styles in parts else set()
    return {sheet: list(_styled(parts[name], free)) for sheet, name in sheet_parts(parts).items()}


def _free_styles(styles: bytes) -> Iterator[str]:
    for number, style in enumerate(parsed(styles).iterfind("cellXfs/xf", SHEET)):
        protection = style.find("protection", SHEET)
        if protection is not None and protection.get("locked") in ("0", "false"):
            yield str(number)


def _styled(part: bytes, styles: set[str]) -> Iterator[Place]:
    for _, element in ElementTree.iterparse(io.BytesIO(part)):  # noqa: S314
        if element.tag == f"{MAIN}c" and element.get("s") in styles:
            letters, row = coordinate_from_string(element.get("r", ""))
            yield row, column_index_from_string(letters)


def _is_formula(value: Value) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _words(cells: CellMap, inputs: set[Place], row: int, column: int) -> Iterator[str]:
    """The texts to the left of an input that are no inputs themselves."""
    for before in range(1, column):
        value = cells.get((row, before))
        if (row, before) not in inputs and isinstance(value, str) and not _is_formula(value):
            yield value


def _headings(cells: CellMap, inputs: set[Place]) -> Mapping[Place, Value]:
    """What stands over each input: the nearest year or text above it that is neither an input nor a formula."""
    constants: dict[int, list[int]] = {}
    for (row, column), value in cells.items():
        if (row, column) not in inputs and not isinstance(value, float) and not _is_formula(value):
            constants.setdefault(column, []).append(row)
    return {
        (row, column): next(
            (cells[at, column] for at in sorted(constants.get(column, ()), reverse=True) if at < row), None
        )
        for row, column in inputs
    }
