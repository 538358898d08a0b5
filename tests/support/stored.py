"""What a saved workbook holds, cell by cell, whoever saved it."""

from dataclasses import dataclass
from pathlib import Path

from alamo_xl.books.finish import read_parts
from alamo_xl.books.lint.package import Cell, Package
from alamo_xl.books.vocabulary import NOT_YET

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


def waits(value: object) -> bool:
    """Whether a cell says that nothing has calculated it, as what judges ALAMO_ cells does in the file."""
    return isinstance(value, str) and value.removeprefix("Checks: ").startswith(NOT_YET)


def _value(cell: Cell) -> Value:
    if cell.kind == "n" and cell.value:
        return float(cell.value)
    return cell.value == "1" if cell.kind == "b" else cell.value or ""
