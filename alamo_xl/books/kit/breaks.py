"""Where a sheet that is read breaks into pages: none of them ends up with a few rows alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.pagebreak import Break

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FEW_ROWS = 6
LINE_POINTS = 15.0


def balance(worksheet: Worksheet, last_row: int, title_row: int | None, room: float) -> None:
    """Break the last two pages evenly where the last would hold a few rows; `room`: points of rows on a page."""
    starts = _starts(worksheet, last_row, title_row, room)
    if len(starts) < 3:
        return
    first, last, end = starts[-3:]
    asked = {each.id for each in worksheet.row_breaks.brk}
    if end - last <= FEW_ROWS and last - 1 not in asked:
        worksheet.row_breaks.append(Break(id=(first + end) // 2 - 1))


def _starts(worksheet: Worksheet, last_row: int, title_row: int | None, room: float) -> list[int]:
    """The first row of each page, and the row after the last."""
    breaks = {each.id for each in worksheet.row_breaks.brk}
    starts, used = [1], 0.0
    for row in range(1, last_row + 1):
        height = _height(worksheet, row)
        if row > starts[-1] and (used + height > room or row - 1 in breaks):
            starts.append(row)
            used = _height(worksheet, title_row) if title_row else 0.0
        used += height
    return [*starts, last_row + 1]


def _height(worksheet: Worksheet, row: int) -> float:
    return float(worksheet.row_dimensions[row].height or LINE_POINTS)
