"""Inputs of the model that may not be as they are: the cases, and what the sheet Checks says of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries
from support.places import CASES

from alamo_xl.books.finish import ironcalc_model, read_parts

EMPTY = "(empty)"
CHECKS = "Checks"


Cell = tuple[str, int, int]


class Model:
    """The model in IronCalc, its inputs as they were built; cells are (sheet, row, column)."""

    def __init__(self, path: Path) -> None:
        self.built = openpyxl.load_workbook(path)
        self.engine = ironcalc_model(read_parts(path))
        self.engine.evaluate()

    def cells(self, name: str) -> list[list[Cell]]:
        """The cells of a defined name, row by row."""
        ((sheet, area),) = self.built.defined_names[name].destinations
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
        return [[(sheet, row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)]

    def typed(self, cell: Cell) -> Any:
        """What stands in a cell as it was built."""
        sheet, row, column = cell
        return self.built[sheet].cell(row, column).value

    def put(self, cell: Cell, value: Any) -> None:
        """Put a value into a cell, past any validation."""
        sheet, row, column = cell
        place = self.built.sheetnames.index(sheet), row, column
        if value is None:
            self.engine.clear_cell_contents(*place)
        elif isinstance(value, bool):
            self.engine.update_cell_with_bool(*place, value)
        elif isinstance(value, str):
            self.engine.update_cell_with_text(*place, value)
        else:
            self.engine.update_cell_with_number(*place, float(value))

    def told(self) -> dict[str, str]:
        """Checks and alerts that say so: their words, and the cell that each names."""
        self.engine.evaluate()
        place, rows = self.built.sheetnames.index(CHECKS), range(1, self.built[CHECKS].max_row + 1)
        lines = ([self.engine.get_cell_value(place, row, column) for column in (1, 2, 3)] for row in rows)
        return {words: cell or "" for words, verdict, cell in lines if verdict in ("LOOK", "ALERT")}


@dataclass(frozen=True)
class Spoiled:
    """A cell, what is put there, and the words of a check that is not the cell's own, if any."""

    cell: Cell
    value: Any
    says: str = ""

    @property
    def address(self) -> str:
        """The cell as the sheet Checks names it."""
        sheet, row, column = self.cell
        return f"{sheet}!{get_column_letter(column)}{row}"


def cases(model: Model) -> Iterator[Spoiled]:
    """Every case, its cell found in the model."""
    given = tomllib.loads((CASES / "spoiled-inputs.toml").read_text("utf-8"))
    for case in given["input"]:
        cell = model.cells(case["name"])[case.get("row", 1) - 1][case.get("column", 1) - 1]
        yield from _values(case, cell)
    for case in given["lever"]:
        yield from _values(case, _lever(model, case))


def _values(case: dict[str, Any], cell: Cell) -> Iterator[Spoiled]:
    for value in case["values"]:
        yield Spoiled(cell, None if value == EMPTY else value, case.get("says", ""))


def _lever(model: Model, case: dict[str, Any]) -> Cell:
    head = model.cells("Levers_head")[0]
    wanted = case.get("year", "All years")
    column = next(column for sheet, row, column in head if model.typed((sheet, row, column)) == wanted)
    for cells in model.cells(f"Levers_{case['scenario']}"):
        sheet, row, _ = cells[0]
        words = [model.typed(cell) for cell in cells[:3]]
        if [str(word).lower() for word in words if word is not None] == case["words"]:
            return sheet, row, column
    raise LookupError(f"no lever {case['words']}")
