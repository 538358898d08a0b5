"""make bench: one lever changed in the rate model, beside as many plain SUMPRODUCT cells that hang on one cell."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from support.built import MODEL
from support.places import WORKBOOKS
from support.what_if import WhatIf

from alamo_xl.books.finish import ironcalc_model, read_parts

BOOK = WORKBOOKS / MODEL
ROWS = 58
COLUMNS = 100


def sumproducts(count: int, path: Path) -> None:
    """A book of so many SUMPRODUCT cells over two columns of 58, whose first cell is A1."""
    book = Workbook()
    sheet = book.active
    for row in range(1, ROWS + 1):
        sheet.cell(row, 1, row)
        sheet.cell(row, 2, row / 7)
    for number in range(count):
        cell = sheet.cell(1 + number // COLUMNS, 4 + number % COLUMNS)
        cell.value = f"=SUMPRODUCT($A$1:$A${ROWS},$B$1:$B${ROWS})"
    book.save(path)


def change(write: Callable[[float], None], calculate: Callable[[], None]) -> float:
    """Seconds to change one cell and calculate, the least of five."""
    times = []
    for value in (0.01, 0.02, 0.03, 0.04, 0.05):
        start = time.perf_counter()
        write(value)
        calculate()
        times.append(time.perf_counter() - start)
    return min(times)


def in_ironcalc(path: Path, sheet: int, row: int, column: int) -> float:
    model = ironcalc_model(read_parts(path))
    return change(lambda value: model.update_cell_with_number(sheet, row, column, value), model.evaluate)


def main() -> None:
    what_if = WhatIf(BOOK)
    count = sum(cell.data_type == "f" for sheet in load_workbook(BOOK) for row in sheet.iter_rows() for cell in row)
    sheet, row, column = what_if.cells("Levers_1")[0][8]
    print(f"one lever changed in the rate model ({count:,} formulas), beside as many plain SUMPRODUCT cells:")
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.xlsx"
        sumproducts(count, plain)
        ours = in_ironcalc(BOOK, what_if.sheets.index(sheet), row, column)
        print(f"  IronCalc: {ours:.2f} s, SUMPRODUCT cells {in_ironcalc(plain, 0, 1, 1):.2f} s")
        if shutil.which("soffice") is None:
            print("  LibreOffice is not there")
            return
        from support.libreoffice import LibreOffice

        office = LibreOffice(Path(folder) / "profile")
        times = []
        for path, name, at in ((BOOK, sheet, (row, column)), (plain, "Sheet", (1, 1))):
            with office.book(Path(shutil.copy(path, folder)) if path is BOOK else path) as book:
                cell = book.sheets.getByName(name).getCellByPosition(at[1] - 1, at[0] - 1)
                times.append(change(cell.setValue, lambda book=book: book.document.calculate()))
        office.close()
        print(f"  LibreOffice, open: {times[0]:.2f} s, SUMPRODUCT cells {times[1]:.2f} s")


if __name__ == "__main__":
    main()
