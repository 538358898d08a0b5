"""What the add-in's calls cost in LibreOffice against equivalent native formulas: python tests/bench_libreoffice.py"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from support.libreoffice import Book, LibreOffice

from alamo_xl import functions, load_schedule
from alamo_xl.rate_table import HEADINGS

ROWS = 10_000
SINGLE_MAXIMUM = 3.0
SHEET = "Sheet1"
YEAR = load_schedule().fiscal_years[1]


def native(row: int, last: int) -> str:
    """The same charge as ALAMO_WATER's, out of a rate table that begins in column M."""
    year = f"$S$2:$S${last}"
    at = [f"${letter}$2:${letter}${last}" for letter in "MNOPQ"]
    account = f'{at[0]};"water";{at[1]};A{row};{at[2]};"inside"'
    base = f'SUMIFS({year};{account};{at[3]};"base";{at[4]};B{row})'
    return f'={base}+ROUND(C{row}*SUMIFS({year};{account};{at[3]};"usage");2)'


def recalculation(book: Book) -> float:
    """The least of three recalculations, in seconds."""
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        book.recalculate()
        taken.append(time.perf_counter() - start)
    return min(taken)


def measure(book: Book) -> tuple[float, float, float]:
    """Seconds of native formulas, of single-cell calls, of one array call; their results must be the same."""
    sheet = book.sheets.getByName(SHEET)
    table = functions.ALAMO_RATE_TABLE()
    accounts = tuple(("household", "3/4", float(row % 50)) for row in range(ROWS))
    sheet.getCellRangeByName(f"A1:C{ROWS}").setDataArray(accounts)
    columns = len(HEADINGS) + len(load_schedule().fiscal_years)
    sheet.getCellRangeByPosition(12, 0, 11 + columns, len(table) - 1).setDataArray(tuple(map(tuple, table)))
    cells = sheet.getCellRangeByName(f"E1:E{ROWS}")
    taken: list[float] = []
    results: list[Any] = []

    def run() -> None:
        taken.append(recalculation(book))
        results.append([round(row[0], 2) for row in cells.getDataArray()])
        cells.clearContents(31)

    cells.setFormulaArray(tuple((native(row, len(table)),) for row in range(1, ROWS + 1)))
    run()
    cells.setFormulaArray(tuple((f"=ALAMO_WATER({YEAR};A{row};B{row};C{row})",) for row in range(1, ROWS + 1)))
    run()
    cells.setArrayFormula(f"=ALAMO_WATER({YEAR};A1:A{ROWS};B1:B{ROWS};C1:C{ROWS})")
    run()
    assert results[0] == results[1] == results[2]
    return taken[0], taken[1], taken[2]


def whole_column(book: Book) -> tuple[float, float]:
    """Seconds of a sum over the 20 filled rows of a column, and over the whole column; both must give the same."""
    sheet = book.sheets.getByName(SHEET)
    sheet.getCellRangeByName(f"A1:E{ROWS}").clearContents(31)
    sheet.getCellRangeByName("B1:B20").setDataArray(tuple((float(row),) for row in range(20)))
    taken, sums = [], set()
    for cells in ("B1:B20", "B:B"):
        sheet.getCellRangeByName("D1").setFormula(f"=SUM(ALAMO_RECLAIMED({YEAR};{cells}))")
        taken.append(recalculation(book))
        sums.add(sheet.getCellRangeByName("D1").getValue())
    assert len(sums) == 1
    return taken[0], taken[1]


def main() -> int:
    """Print both ratios; 1 when one is over its limit."""
    if shutil.which("soffice") is None:
        print("  the add-in in LibreOffice: LibreOffice is not there")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "alamo_xl", "install-libreoffice", "--profile", folder]
        subprocess.run(command, check=True, capture_output=True)
        office = LibreOffice(Path(folder))
        try:
            with office.book() as book:
                by_native, single, array = measure(book)
            with office.book() as book:
                filled, whole = whole_column(book)
        finally:
            office.close()
    print(f"  {ROWS} ALAMO_ cells in LibreOffice: {single / by_native:.2f} x native (limit {SINGLE_MAXIMUM:.0f})")
    print(f"  one array call of {ROWS} rows: {array / by_native:.2f} x native (limit 1)")
    print(f"  a whole column of 20 filled rows: {whole:.1f} s, {whole / filled:.0f} x the 20 rows alone; LibreOffice")
    print("    hands all its rows over before the add-in is asked")
    return int(single > SINGLE_MAXIMUM * by_native or array > by_native)


if __name__ == "__main__":
    sys.exit(main())
