"""What a page looks like on paper and screen: widths, print setup, protection."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter

from alamo_xl.books.kit import letters
from alamo_xl.books.kit.grid import Grid
from alamo_xl.books.style import ROLES, Role

WIDEST = 60.0
PADDING = 1.5
CHARACTERS_A_CM = 5.4
LINE_POINTS = 15.0
BODY_SIZE = 11
CELL_MARGIN = 0.7  # five pixels of a column are beside its text
PAPERS = ((1, 8.5, 11.0), (5, 8.5, 14.0), (3, 11.0, 17.0))
"""Letter, Legal and Tabloid as Excel numbers them, with the inches of their sides."""
BOTH_MARGINS, TOP_AND_BOTTOM, SCREEN_INCH, POINTS_INCH, LEAST_POINTS = 1.0, 1.2, 96, 72, 9.0
DIGIT_PIXELS, MARGIN_PIXELS, DEFAULT_WIDTH = 7, 5, 8.43
SPARE = 1.07  # Excel on a screen draws columns in whole pixels a digit, and letters up to so much wider


def _shown(value: Any, number_format: str) -> float:
    """About how many characters a value takes on the screen."""
    if isinstance(value, bool):
        return 5
    if isinstance(value, int | float | Decimal):
        if number_format in ("General", "0_)"):
            return len(f"{value:g}")
        places = len(number_format.split(";")[0].partition(".")[2].split("%")[0].rstrip("_)"))
        scale = 100 if "%" in number_format else 1
        return len(f"{abs(float(value)) * scale:,.{places}f}") + 3
    if isinstance(value, dt.date):
        return 18
    return max((len(line) for line in str(value).split("\n")), default=0)


def set_widths(sheet: Grid) -> None:
    """Columns as wide as their content, within limits; text beyond them wraps. Free text and headings do not count."""
    widths: dict[int, float] = {}
    for row in sheet.worksheet.iter_rows():
        for cell in row:
            role = _role(sheet, cell)
            if role is None or cell.coordinate in sheet.page.free_text:
                continue
            need = role.width
            if cell.value is not None and cell.data_type != "f":
                length = _shown(cell.value, role.number_format)
                if role.wrap:
                    words = [_shown(word, "") for word in str(cell.value).split()]
                    length = max([*words, math.sqrt(length * 6) if length > 12 else length])
                need = max(need, length * (1.08 if role.bold else 1.0) * role.size / 11)
            widths[cell.column] = max(widths.get(cell.column, 0), need)
    for column, need in widths.items():
        given = sheet.page.widths.get(column)
        width = round(given or min(need + PADDING, WIDEST), 1)
        sheet.worksheet.column_dimensions[get_column_letter(column)].width = width


def set_heights(sheet: Grid) -> None:
    """Rows as high as their wrapped text, because not every application fits them on opening."""
    for row in sheet.worksheet.iter_rows():
        points = max((_points(sheet, cell) for cell in row if cell.value is not None), default=LINE_POINTS)
        if points > LINE_POINTS:
            sheet.worksheet.row_dimensions[row[0].row].height = round(points, 1)


def _points(sheet: Grid, cell: Any) -> float:
    role = _role(sheet, cell)
    if role is None or not role.wrap or cell.data_type == "f":
        return LINE_POINTS
    room = sheet.worksheet.column_dimensions[get_column_letter(cell.column)].width - CELL_MARGIN - role.indent
    room *= BODY_SIZE / role.size / SPARE
    lines = sum(letters.lines(paragraph, room, role.bold) for paragraph in str(cell.value).split("\n"))
    return lines * LINE_POINTS * role.size / BODY_SIZE


def _text_columns(sheet: Grid) -> int:
    """The last column that free text runs over, so that the printed page holds it; what formulas say is short."""
    cells = [sheet.worksheet[at] for at in sorted(sheet.page.free_text)]
    cells = [each for each in cells if each.data_type != "f"]
    reach = (_columns_across(sheet, each.column, len(str(each.value)) * _size(sheet, each) / 11) for each in cells)
    return max(reach, default=1)


def _columns_across(sheet: Grid, column: int, characters: float) -> int:
    """The last column of a stretch so many characters wide."""
    reach, column = 0.0, column - 1
    while reach < characters:
        column += 1
        dimension = sheet.worksheet.column_dimensions.get(get_column_letter(column))
        reach += dimension.width + 0.7 if dimension is not None else 9.1
    return column


def _role(sheet: Grid, cell: Any) -> Role | None:
    word = sheet.roles.get((cell.row, cell.column))
    return None if word is None else ROLES[word]


def _size(sheet: Grid, cell: Any) -> float:
    return ROLES[sheet.roles[cell.row, cell.column]].size


def set_printing(sheet: Grid, last_row: int) -> None:
    """Fits the page width, repeats the headings, numbers the pages; last_row: the last that is taken."""
    worksheet = sheet.worksheet
    worksheet.page_setup.orientation = "portrait" if sheet.page.portrait else "landscape"
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.page_margins.left = worksheet.page_margins.right = 0.5
    worksheet.page_margins.top = worksheet.page_margins.bottom = 0.6
    worksheet.page_margins.header = worksheet.page_margins.footer = 0.3
    worksheet.oddFooter.left.text = "&A"
    worksheet.oddFooter.right.text = "Page &P of &N"
    for part in (worksheet.oddFooter.left, worksheet.oddFooter.right):
        part.font, part.size = "Calibri,Regular", 10
    charts = (_columns_across(sheet, column, width_cm * CHARACTERS_A_CM) for column, width_cm in sheet.page.charts)
    last = max(sheet.page.last_printed or worksheet.max_column, _text_columns(sheet), *charts)
    worksheet.page_setup.paperSize, sheet.page.room = _paper(sheet, last)
    bottom = max(worksheet.max_row, last_row)
    parts = _printed_rows(sheet, bottom)
    if not sheet.page.printed and sheet.page.blank:
        worksheet.print_area = sheet.page.blank.plain
        return
    if sheet.book.profile != "lambda" and len(parts) == 1 and not sheet.page.charts:
        sheet.page.divided_to = parts[0][1]
    worksheet.print_area = ",".join(f"A{first}:{get_column_letter(last)}{end}" for first, end in parts)
    if sheet.page.title_row:
        worksheet.print_title_rows = f"{sheet.page.title_row}:{sheet.page.title_row}"


def _paper(sheet: Grid, last: int) -> tuple[int, float]:
    """The smallest paper on which a model's sheet, fitted to its width, is read, and how many points of rows a page of
    it holds; Letter for what is published.
    """
    papers = PAPERS if sheet.book.profile == "model" else PAPERS[:1]
    widths = (sheet.worksheet.column_dimensions.get(get_column_letter(column)) for column in range(1, last + 1))
    pixels = sum(int(DIGIT_PIXELS * (each.width if each else DEFAULT_WIDTH)) + MARGIN_PIXELS for each in widths)
    smallest = min((ROLES[role].size for (_, column), role in sheet.roles.items() if column <= last), default=BODY_SIZE)
    for paper, *sides in papers:
        across, down = sides if sheet.page.portrait else sides[::-1]
        scale = min(1.0, (across - BOTH_MARGINS) * SCREEN_INCH / pixels)
        chosen = paper, (down - TOP_AND_BOTTOM) * POINTS_INCH / scale
        if smallest * scale >= LEAST_POINTS:
            break
    return chosen


def _printed_rows(sheet: Grid, bottom: int) -> list[tuple[int, int]]:
    """First and last of the rows on paper; each stretch is printed from the top of a page."""
    start, parts = 1, []
    for left_out in sorted(sheet.page.unprinted, key=lambda ref: ref.row):
        parts.append((start, left_out.row - 1))
        start = left_out.row + left_out.rows
    written = {row for row, _ in sheet.roles}
    return [part for part in [*parts, (start, bottom)] if not written.isdisjoint(range(part[0], part[1] + 1))]


def protect(sheet: Grid) -> None:
    """Locked without a password; filtering, sorting and sizing stay allowed (in these flags False means allowed)."""
    protection = sheet.worksheet.protection
    protection.sheet = True
    protection.autoFilter = protection.formatColumns = protection.formatRows = protection.sort = False
    protection.objects = protection.scenarios = False
