"""Where each sheet ends, against where it was built to end: a row or a column that was inserted or deleted shows."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Ref, Sheet
from alamo_xl.books.model.check import Check

HEADINGS = (
    "Sheet",
    "What has moved",
    "Last row, built",
    "Last column, built",
    "Last row",
    "Last column",
    "1 where moved",
)
SHEET, SAID, BUILT_ROW, BUILT_COLUMN, ROW, COLUMN, MOVED = range(len(HEADINGS))
STILL_WRITTEN = ("Cover", "Input checks")
"""Sheets that are written to after this."""

CHECK = Check(
    "No row or column was inserted or deleted",
    "SUM(Sheet_moved)=0",
    "Undo it, or start from a copy: alamo-xl check names the row",
    "INDEX(Sheet_said,MATCH(1,Sheet_moved,0),1)",
)


def add(book: Book, sheet: Sheet) -> None:
    """A row each of the book's sheets so far."""
    sheet.heading("Where each sheet ends")
    ended = [each for each in book.sheets if each.name_text not in STILL_WRITTEN]
    table = sheet.take(1 + len(ended), len(HEADINGS))
    for place, heading in enumerate(HEADINGS):
        sheet.put(table.cell(0, place), heading, "heading")
    for number, each in enumerate(ended, 1):
        _line(sheet, table.row_at(number), Ref(each.name_text, each.last_row, each.worksheet.max_column))
    rows = table.rows_at(1, len(ended))
    sheet.name("Sheet_moved", rows.column_at(MOVED))
    sheet.name("Sheet_said", rows.column_at(SAID))


def _line(sheet: Sheet, row: Ref, last: Ref) -> None:
    at = [row.cell(0, place).in_row for place in range(len(HEADINGS))]
    where = f'" ends in row "&{at[ROW]}&", column "&{at[COLUMN]}&", not "&{at[BUILT_ROW]}&", "&{at[BUILT_COLUMN]}'
    same = f"({at[ROW]}={at[BUILT_ROW]})*({at[COLUMN]}={at[BUILT_COLUMN]})"
    written: dict[int, tuple[object, str]] = {
        SHEET: (last.sheet, "text"),
        SAID: (f'={at[SHEET]}&CHOOSE(1+ISERROR({at[ROW]}+{at[COLUMN]}),{where}," lost its end")', "text"),
        BUILT_ROW: (last.row, "count"),
        BUILT_COLUMN: (last.column, "count"),
        ROW: (f"=ROW({last})", "count"),
        COLUMN: (f"=COLUMN({last})", "count"),
        MOVED: (f"=CHOOSE(1+ISERROR({at[ROW]}+{at[COLUMN]}),1-{same},1)", "count"),
    }
    for place, (value, role) in written.items():
        sheet.put(row.cell(0, place), value, role)
