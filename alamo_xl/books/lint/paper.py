"""What comes out of the printer: the scale that fits a sheet to the paper's width, and the rows on each page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import range_boundaries

from alamo_xl.books.lint.package import NS, Cell, Package, SheetPart

LETTER, LEGAL, TABLOID = (8.5, 11.0), (8.5, 14.0), (11.0, 17.0)
PAPERS = {"1": LETTER, "3": TABLOID, "5": LEGAL}
SCREEN_INCH, POINTS_INCH = 96, 72
DIGIT_PIXELS, MARGIN_PIXELS = 7, 5
DEFAULT_WIDTH, DEFAULT_HEIGHT = 8.43, 15.0
LEAST_POINTS = {"publish": 10.0, "model": 9.0}
LOST_ROWS = 6


@dataclass(frozen=True)
class Paper:
    """A sheet on paper: its printed cells, its scale (1 as on the screen) and how many rows each page holds."""

    cells: tuple[Cell, ...]
    scale: float
    pages: tuple[int, ...]


def printed(package: Package, index: int) -> Paper:
    """The sheet at an index as it is printed on its paper: US Letter, Legal or Tabloid."""
    sheet = package.sheets[index]
    columns, rows = area(package, index, sheet)
    setup, margins = sheet.root.find(f"{NS}pageSetup"), sheet.root.find(f"{NS}pageMargins")
    size = PAPERS[setup.get("paperSize", "1")] if setup is not None else LETTER
    width, height = size if setup is None or setup.get("orientation") == "portrait" else size[::-1]
    beside, above = (
        sum(float(margins.get(name, "0.7")) for name in names) if margins is not None else 1.4
        for names in (("left", "right"), ("top", "bottom"))
    )
    widths = _widths(sheet)
    pixels = sum(int(DIGIT_PIXELS * widths.get(each, DEFAULT_WIDTH)) + MARGIN_PIXELS for each in range(1, columns + 1))
    scale = min(1.0, (width - beside) * SCREEN_INCH / pixels)
    on_paper = {row for stretch in rows for row in stretch}
    cells = (cell for cell in sheet.cells if cell.column <= columns and cell.row in on_paper)
    room = (height - above) * POINTS_INCH / scale
    pages = [rows_on_it for stretch in rows for rows_on_it in _pages(package, index, sheet, stretch, room)]
    return Paper(tuple(cell for cell in cells if cell.value not in (None, "")), scale, tuple(pages))


def small_type(package: Package) -> Iterator[str]:
    """Text that is smaller on paper than its profile allows."""
    least = LEAST_POINTS[package.profile]
    for index, sheet in enumerate(package.sheets):
        paper = printed(package, index)
        points = min((package.style(cell).size for cell in paper.cells), default=least) * paper.scale
        if points < least:
            yield f"{sheet.name} is printed at {points:.1f} pt, {paper.scale:.0%} of its size"


def lost_rows(package: Package) -> Iterator[str]:
    """Sheets whose last page holds a few rows alone."""
    for index, sheet in enumerate(package.sheets):
        pages = printed(package, index).pages
        if len(pages) > 1 and pages[-1] <= LOST_ROWS:
            yield f"{sheet.name}: the last of {len(pages)} pages holds {pages[-1]} rows"


def spare_rows(package: Package) -> Iterator[str]:
    """Lists whose blank rows, kept for their users, are printed."""
    for index, sheet in enumerate(package.sheets):
        stretches = area(package, index, sheet)[1]
        for table in package.tables:
            if table.sheet != sheet.name:
                continue
            left, top, right, bottom = table.bounds
            for row in range(bottom, top, -1):
                cells = [sheet.at.get((row, column)) for column in range(left, right + 1)]
                inputs = [cell for cell in cells if cell and package.role(cell).startswith("input ")]
                if not inputs or any(cell.value not in (None, "") for cell in inputs):
                    break
                if any(row in stretch for stretch in stretches):
                    yield f"{sheet.name}: the spare rows of the table {table.name} are printed"
                    break


def area(package: Package, index: int, sheet: SheetPart) -> tuple[int, list[range]]:
    """The last column on paper, and the stretches of rows."""
    for item in package.workbook.iter(f"{NS}definedName"):
        if item.get("name") == "_xlnm.Print_Area" and item.get("localSheetId") == str(index):
            parts = re.findall(r"\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?", item.text or "")
            bounds: list[Any] = [range_boundaries(part.replace("$", "")) for part in parts]
            return max(b[2] for b in bounds), [range(b[1], b[3] + 1) for b in bounds]
    last = max((c.row for c in sheet.cells), default=1)
    return max((c.column for c in sheet.cells), default=1), [range(1, last + 1)]


def _widths(sheet: SheetPart) -> dict[int, float]:
    return {
        column: float(item.get("width", DEFAULT_WIDTH))
        for item in sheet.root.iter(f"{NS}col")
        for column in range(int(item.get("min", "1")), min(int(item.get("max", "1")), 200) + 1)
    }


def _pages(package: Package, index: int, sheet: SheetPart, rows: range, room: float) -> Iterator[int]:
    """How many rows each page holds, beside the repeated heading."""
    heights = {int(r.get("r", "0")): float(r.get("ht", DEFAULT_HEIGHT)) for r in sheet.root.iter(f"{NS}row")}
    breaks = {int(item.get("id", "0")) for item in sheet.root.iterfind(f"{NS}rowBreaks/{NS}brk")}
    repeated = heights.get(title_row(package, index), 0.0)
    used, count = 0.0, 0
    for row in rows:
        height = heights.get(row, DEFAULT_HEIGHT)
        if count and (used + height > room or row - 1 in breaks):
            yield count
            used, count = repeated, 0
        used, count = used + height, count + 1
    yield count


def title_row(package: Package, index: int) -> int:
    """The row that a sheet repeats on every page; 0 where there is none."""
    for item in package.workbook.iter(f"{NS}definedName"):
        if item.get("name") == "_xlnm.Print_Titles" and item.get("localSheetId") == str(index):
            return int(re.findall(r"\d+", (item.text or "").rpartition("!")[2])[0])
    return 0
