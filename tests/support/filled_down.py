"""The formulas behind some answers of a book, as one row an account: filled down with other inputs."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook.defined_name import DefinedName

Cell = tuple[str, int, int]


class Behind:
    """The cells that answers rest on, in the book's order; those of `kept` sheets stay where they are."""

    def __init__(self, book: Workbook, kept: Sequence[str], names: Mapping[str, str]) -> None:
        self.book, self.kept = book, kept
        self.names = {name: defined.attr_text or "" for name, defined in book.defined_names.items()} | dict(names)
        self.cells: set[Cell] = set()

    def named(self, name: str) -> list[Cell]:
        """The cells of a defined name."""
        return self.area(self.names[name], "")

    def area(self, text: str, sheet: str) -> list[Cell]:
        """The cells of a range; sheet: where the formula stands."""
        where, _, cells = text.rpartition("!")
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        rows, columns = range(top, bottom + 1), range(left, right + 1)
        return [(where.strip("'") or sheet, row, column) for row in rows for column in columns]

    def refers(self, token: Token, sheet: str) -> list[Cell]:
        """The cells to carry along that an operand of a formula means."""
        if (token.type, token.subtype) != ("OPERAND", "RANGE"):
            return []
        cells = self.named(token.value) if token.value in self.names else self.area(token.value, sheet)
        return [] if cells[0][0] in self.kept else cells

    def value(self, cell: Cell) -> Any:
        return self.book[cell[0]].cell(*cell[1:]).value

    def tokens(self, cell: Cell) -> list[Token]:
        """A formula's parts; none of a constant."""
        value = self.value(cell)
        return Tokenizer(value).items if isinstance(value, str) and value.startswith("=") else []

    def add(self, cells: Iterable[Cell]) -> None:
        """Cells, and all that their formulas rest on."""
        for cell in cells:
            if cell not in self.cells:
                self.cells.add(cell)
                for token in self.tokens(cell):
                    self.add(self.refers(token, cell[0]))

    def content(self, cell: Cell, letters: Mapping[Cell, str], row: int) -> Any:
        """A cell's content with the row's cells in place of the book's."""
        tokens = self.tokens(cell)
        if not tokens:
            return self.value(cell)
        parts = ["="]
        for token in tokens:
            cells = self.refers(token, cell[0])
            first, last = (f"${letters[cells[at]]}{row}" for at in (0, -1)) if cells else ("", "")
            parts.append(token.value if not cells else first if len(cells) == 1 else f"{first}:{last}")
        return "".join(parts)


def fill_down(
    model: Workbook,
    answers: str,
    rows: Sequence[Mapping[str, Any]],
    kept: Sequence[str],
    names: Mapping[str, str],
    out: Path,
) -> list[int]:
    """Write a book whose sheet Bills has a row for each of `rows` (inputs by defined name); the answers' columns.

    kept: sheets copied whole, whose names stay; names: others, and the ranges of kept sheets that they stand for.
    """
    behind = Behind(model, kept, names)
    behind.add(behind.named(answers))
    order = sorted(behind.cells, key=lambda cell: (model.sheetnames.index(cell[0]), *cell[1:]))
    letters = {cell: get_column_letter(place) for place, cell in enumerate(order, 1)}
    book = Workbook()
    bills = book.active
    bills.title = "Bills"
    for name in kept:
        copy = book.create_sheet(name)
        for line in model[name].iter_rows():
            for cell in line:
                copy[cell.coordinate].value = cell.value
    for name, text in behind.names.items():
        if text.rpartition("!")[0].strip("'") in kept:
            book.defined_names[name] = DefinedName(name, attr_text=text)
    for number, inputs in enumerate(rows, 1):
        given = {behind.named(name)[0]: value for name, value in inputs.items()}
        for place, cell in enumerate(order, 1):
            bills.cell(number, place).value = given[cell] if cell in given else behind.content(cell, letters, number)
    book.save(out)
    return [order.index(cell) + 1 for cell in behind.named(answers)]
