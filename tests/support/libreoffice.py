"""A driver of headless LibreOffice: open a book, change inputs, recalculate, read what the formulas give."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from alamo_xl.hosts.libreoffice.office import Office

ERRORS = {
    502: "#VALUE!",
    503: "#NUM!",
    504: "#VALUE!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
FORMULAS, FAILED = 16, 4
Cells = dict[str, dict[str, Any]]


class Book:
    """An open spreadsheet."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.sheets = document.Sheets

    def recalculate(self) -> None:
        """Calculate every formula anew, whatever the file said."""
        self.document.calculateAll()

    def cell(self, sheet: str, address: str) -> Any:
        """The UNO cell at an address, or under a defined name when the sheet is empty text."""
        if not sheet:
            return self.document.NamedRanges.getByName(address).ReferredCells.getCellByPosition(0, 0)
        return self.sheets.getByName(sheet).getCellRangeByName(address)

    def set(self, sheet: str, address: str, value: Any) -> None:
        """Type a number, a text, a formula (`=...`), or None to clear."""
        cell = self.cell(sheet, address)
        if value is None:
            cell.setString("")
            cell.clearContents(1 | 2 | 4 | 16)
        elif isinstance(value, str) and value.startswith("{="):
            cell.setArrayFormula(value.strip("{}"))
        elif isinstance(value, str) and value.startswith("="):
            cell.setFormula(value)
        elif isinstance(value, str):
            cell.setString(value)
        else:
            cell.setValue(float(value))

    def get(self, sheet: str, address: str) -> Any:
        """A number, a text, or an error's text such as `#N/A`."""
        cell = self.cell(sheet, address)
        if code := cell.getError():
            return ERRORS.get(code, f"Err:{code}")
        return cell.getDataArray()[0][0]

    def table(self, sheet: str, addresses: str) -> list[list[Any]]:
        """The values of a range, errors as their text."""
        area = self.sheets.getByName(sheet).getCellRangeByName(addresses)
        rows = [list(row) for row in area.getDataArray()]
        top = area.getRangeAddress()
        for row, column, code in _errors(area):
            rows[row - top.StartRow][column - top.StartColumn] = ERRORS.get(code, f"Err:{code}")
        return rows

    def formulas(self) -> Cells:
        """Every formula cell's value or error text, by sheet and address."""
        found: Cells = {}
        for sheet in (self.sheets.getByIndex(i) for i in range(self.sheets.Count)):
            cells = found[sheet.Name] = {}
            for area in sheet.queryContentCells(FORMULAS).getRangeAddresses():
                block = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
                for down, row in enumerate(block.getDataArray()):
                    for right, value in enumerate(row):
                        cells[_address(area.StartRow + down, area.StartColumn + right)] = value
            for row, column, code in _errors(sheet):
                cells[_address(row, column)] = ERRORS.get(code, f"Err:{code}")
        return found

    def texts(self) -> dict[str, dict[str, str]]:
        """Every formula cell's formula, by sheet and address."""
        found: dict[str, dict[str, str]] = {}
        for sheet in (self.sheets.getByIndex(i) for i in range(self.sheets.Count)):
            cells = found[sheet.Name] = {}
            for area in sheet.queryContentCells(FORMULAS).getRangeAddresses():
                block = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
                for down, row in enumerate(block.getFormulaArray()):
                    for right, formula in enumerate(row):
                        cells[_address(area.StartRow + down, area.StartColumn + right)] = formula
        return found

    def close(self) -> None:
        """Close without saving."""
        self.document.close(True)


class LibreOffice:
    """A LibreOffice process; books stay open until closed."""

    def __init__(self, profile: Path) -> None:
        self.office = Office(profile)

    @contextmanager
    def book(self, path: Path | None = None, recalculate: bool = True) -> Iterator[Book]:
        """A copy of a book (an empty one when no path is given), open and recalculated, closed afterwards."""
        with tempfile.TemporaryDirectory() as folder:
            book = Book(self.office.open(path and Path(shutil.copy(path, folder))))
            try:
                if recalculate:
                    book.recalculate()
                yield book
            finally:
                book.close()

    def save(self, book: Book, path: Path, form: str = "Calc MS Excel 2007 XML") -> Path:
        """A copy of an open book, in a form by LibreOffice's own name for it."""
        book.document.storeToURL(path.as_uri(), (self.office.value("FilterName", form),))
        return path

    def close(self) -> None:
        """End the process."""
        self.office.close()


def plain(formula: str) -> str:
    """A formula with its texts taken out, to look for function names."""
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)


def _errors(area: Any) -> Iterator[tuple[int, int, int]]:
    for place in area.queryFormulaCells(FAILED).getRangeAddresses():
        for row in range(place.StartRow, place.EndRow + 1):
            for column in range(place.StartColumn, place.EndColumn + 1):
                sheet = area.getSpreadsheet() if hasattr(area, "getSpreadsheet") else area
                yield row, column, sheet.getCellByPosition(column, row).getError()


def _address(row: int, column: int) -> str:
    return f"{get_column_letter(column + 1)}{row + 1}"
