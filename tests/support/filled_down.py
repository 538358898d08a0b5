"""A sheet's cells as one row an account: the formulas behind some answers, filled down with other inputs."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook.defined_name import DefinedName

Cell = tuple[int, int]


class Behind:
    """The cells of one sheet that an answer rests on, in the sheet's order; names of other sheets stay names."""

    def __init__(self, book: Workbook, sheet: str) -> None:
        self.sheet = book[sheet]
        self.named: dict[str, list[Cell]] = {}
        for name, defined in book.defined_names.items():
            where, _, area = (defined.attr_text or "").rpartition("!")
            if where.strip("'") == sheet:
                self.named[name] = self.area(area)
        self.cells: set[Cell] = set()

    def area(self, text: str) -> list[Cell]:
        left, top, right, bottom = range_boundaries(text.replace("$", ""))
        return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]

    def refers(self, operand: str) -> list[Cell]:
        """The sheet's own cells that an operand of a formula means."""
        if operand in self.named:
            return self.named[operand]
        return self.area(operand) if "!" not in operand and operand.replace("$", "")[-1].isdigit() else []

    def add(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            if cell in self.cells:
                continue
            self.cells.add(cell)
            value = self.value(cell)
            if isinstance(value, str) and value.startswith("="):
                for token in Tokenizer(value).items:
                    if token.type == "OPERAND" and token.subtype == "RANGE":
                        self.add(self.refers(token.value))

    def value(self, cell: Cell) -> Any:
        return self.sheet.cell(*cell).value

    def formula(self, cell: Cell, letters: Mapping[Cell, str], row: int) -> Any:
        """A cell's content with the row's cells in place of the sheet's."""
        value = self.value(cell)
        if not (isinstance(value, str) and value.startswith("=")):
            return value
        parts = ["="]
        for token in Tokenizer(value).items:
            cells = self.refers(token.value) if (token.type, token.subtype) == ("OPERAND", "RANGE") else []
            if cells:
                first, last = f"${letters[cells[0]]}{row}", f"${letters[cells[-1]]}{row}"
                parts.append(first if len(cells) == 1 else f"{first}:{last}")
            else:
                parts.append(token.value)
        return "".join(parts)


def fill_down(
    path: Path,
    sheet: str,
    answers: str,
    rows: Sequence[Mapping[str, Any]],
    kept: Sequence[str],
    names: Mapping[str, str],
    out: Path,
) -> list[int]:
    """Write a book whose sheet Bills has a row for each of `rows` (inputs by defined name); the answers' columns.

    kept: sheets copied whole, whose names stay; names: other names and what they stand for.
    """
    model = load_workbook(path)
    behind = Behind(model, sheet)
    behind.add(behind.named[answers])
    order = sorted(behind.cells)
    letters = {cell: get_column_letter(place) for place, cell in enumerate(order, 1)}
    book = Workbook()
    bills = book.active
    bills.title = "Bills"
    for name in kept:
        copy = book.create_sheet(name)
        for line in model[name].iter_rows():
            for cell in line:
                copy[cell.coordinate].value = cell.value
    for name, defined in model.defined_names.items():
        if (defined.attr_text or "").rpartition("!")[0].strip("'") in kept:
            book.defined_names[name] = DefinedName(name, attr_text=defined.attr_text)
    for name, text in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=text)
    for number, inputs in enumerate(rows, 1):
        given = {behind.named[name][0]: value for name, value in inputs.items()}
        for place, cell in enumerate(order, 1):
            value = given[cell] if cell in given else behind.formula(cell, letters, number)
            bills.cell(number, place).value = value
    book.save(out)
    return [order.index(cell) + 1 for cell in behind.named[answers]]
