"""Where a sheet that is read breaks into pages: no heading stands at a page's foot, no last page holds a few rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from openpyxl.worksheet.pagebreak import Break

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FEW_ROWS = 6
LINE_POINTS = 15.0


def settle(worksheet: Worksheet, last_row: int, title_row: int | None, room: float, headings: Sequence[int]) -> None:
    """Break before a heading that would stand among the last few rows of a page, then, where the last page would hold
    a few rows, break the last two evenly, at a heading if there is one and no row is repeated above it; `room`: points
    of rows on a page.
    """
    asked = [each.id for each in worksheet.row_breaks.brk]
    starts = _starts(worksheet, last_row, title_row, room)
    while (low := _low_heading(worksheet, starts, headings)) is not None:
        worksheet.row_breaks.append(Break(id=low - 1))
        starts = _starts(worksheet, last_row, title_row, room)
    if len(starts) < 3:
        return
    first, last, end = starts[-3:]
    if end - last <= FEW_ROWS and last - 1 not in asked:
        worksheet.row_breaks.brk = [each for each in worksheet.row_breaks.brk if each.id != last - 1]
        middle = (first + end) // 2
        parts = [row for row in headings if first + FEW_ROWS < row < end - FEW_ROWS and not title_row]
        worksheet.row_breaks.append(Break(id=min(parts, key=lambda row: abs(row - middle), default=middle) - 1))


def _low_heading(worksheet: Worksheet, starts: Sequence[int], headings: Sequence[int]) -> int | None:
    """The first heading that has few rows below it on its page and goes on on the next, or begins the next only because
    the page is full: a program that fits more rows would leave it at the foot.
    """
    for first, following in pairwise(starts[:-1]):
        for row in headings:
            if first + FEW_ROWS < row <= following <= row + FEW_ROWS and not _is_asked(worksheet, following):
                return row
    return None


def _is_asked(worksheet: Worksheet, row: int) -> bool:
    """Whether a break before the row was asked for."""
    return any(each.id == row - 1 for each in worksheet.row_breaks.brk)


def _starts(worksheet: Worksheet, last_row: int, title_row: int | None, room: float) -> list[int]:
    """The first row of each page, and the row after the last."""
    starts, used = [1], 0.0
    for row in range(1, last_row + 1):
        height = _height(worksheet, row)
        if row > starts[-1] and (used + height > room or _is_asked(worksheet, row)):
            starts.append(row)
            used = _height(worksheet, title_row) if title_row else 0.0
        used += height
    return [*starts, last_row + 1]


def _height(worksheet: Worksheet, row: int) -> float:
    return float(worksheet.row_dimensions[row].height or LINE_POINTS)
