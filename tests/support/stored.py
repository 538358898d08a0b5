"""What a saved workbook holds, cell by cell, whoever saved it."""

from dataclasses import dataclass
from pathlib import Path

from alamo_xl.books.finish import read_parts
from alamo_xl.books.lint.package import Cell, Package

Value = float | str | bool


@dataclass(frozen=True)
class Stored:
    """A cell's value, empty text where there is none, and its formula without =."""

    value: Value
    formula: str | None


def stored(path: Path) -> dict[str, Stored]:
    """Every cell of a workbook by sheet and address, as in `Control!B9`."""
    package = Package(read_parts(path))
    placed = ((sheet.name, cell) for sheet in package.sheets for cell in sheet.cells)
    return {f"{sheet}!{cell.ref}": Stored(_value(cell), cell.formula) for sheet, cell in placed}


def _value(cell: Cell) -> Value:
    if cell.kind == "n" and cell.value:
        return float(cell.value)
    return cell.value == "1" if cell.kind == "b" else cell.value or ""
