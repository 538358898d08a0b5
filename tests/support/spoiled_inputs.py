"""Inputs of the model that may not be as they are: the cases, and what the sheet Checks says of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter
from support.places import CASES
from support.what_if import WhatIf

EMPTY = "(empty)"
CHECKS = "Checks"


Cell = tuple[str, int, int]


class Model:
    """The model in IronCalc, its inputs as they were built; cells are (sheet, row, column)."""

    def __init__(self, what_if: WhatIf) -> None:
        self.what_if = what_if
        self.built, self.cells, self.typed = what_if.inputs, what_if.cells, what_if.typed

    def put(self, cell: Cell, value: Any) -> None:
        """Put a value into a cell, past any validation."""
        self.what_if.over(cell, value)

    def told(self) -> dict[str, str]:
        """Checks and alerts that say so: their words, and the cell that each names."""
        self.what_if.evaluate()
        rows = range(1, self.built[CHECKS].max_row + 1)
        lines = ([self.what_if.value((CHECKS, row, column)) for column in (1, 2, 3)] for row in rows)
        return {words: cell or "" for words, verdict, cell in lines if verdict in ("LOOK", "ALERT")}


class InLibreOffice(Model):
    """A model open in LibreOffice; in IronCalc, what it was as it was built."""

    def __init__(self, model: Model, book: Any) -> None:
        super().__init__(model.what_if)
        self.book = book

    def put(self, cell: Cell, value: Any) -> None:
        """Paste a value into a cell: past its validation."""
        self.book.set(cell[0], address_of(cell), "=TRUE()" if value is True else value)

    def told(self) -> dict[str, str]:
        """As the model in IronCalc."""
        rows = self.book.table(CHECKS, f"A1:C{self.built[CHECKS].max_row}")
        return {words: where or "" for words, verdict, where in rows if verdict in ("LOOK", "ALERT")}

    def refuses(self, cell: Cell, value: Any) -> bool:
        """Whether the validation of a cell, as LibreOffice has read it, refuses what is typed."""
        rule = self.book.cell(cell[0], address_of(cell)).Validation
        if not rule.ShowErrorMessage or rule.ErrorAlertStyle.value != "STOP" or not rule.InputMessage:
            return False
        if rule.Type.value == "LIST":
            return value not in self._listed(rule.getFormula1())
        if isinstance(value, str):
            return rule.Type.value in ("DECIMAL", "WHOLE")
        low, high = float(rule.getFormula1()), float(rule.getFormula2())
        return not low <= float(value) <= high or (rule.Type.value == "WHOLE" and float(value) % 1 != 0)

    def _listed(self, source: str) -> list[Any]:
        """What a list offers: words, or the cells of a name."""
        if source.startswith('"'):
            return [word.strip('"') for word in source.split(";")]
        if not self.book.document.NamedRanges.hasByName(source):
            return []
        cells = self.book.document.NamedRanges.getByName(source).ReferredCells
        return [value for row in cells.getDataArray() for value in row]


def address_of(cell: Cell) -> str:
    """A cell as people write it."""
    return f"{get_column_letter(cell[2])}{cell[1]}"


@dataclass(frozen=True)
class Spoiled:
    """A cell, what is put there, and the words of a check that is not the cell's own, if any."""

    cell: Cell
    value: Any
    says: str = ""

    @property
    def address(self) -> str:
        """The cell as the sheet Checks names it."""
        return f"{self.cell[0]}!{address_of(self.cell)}"


def silent(model: Model, spoiled: Iterable[Spoiled]) -> list[Spoiled]:
    """Those that, pasted, neither their cell's check nor the check in words tells of."""
    before = model.told()
    assert not [words for words in before if words.startswith("The inputs")]
    found = []
    for each in spoiled:
        model.put(each.cell, each.value)
        told = model.told()
        new = {words for words in told if words not in before}
        if each.address not in told.values() and each.says not in new:
            found.append(each)
        model.put(each.cell, model.typed(each.cell))
    return found


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
