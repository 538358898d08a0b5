"""Notes: what these functions do not do, how to have them in another workbook, and how the resolution is read."""

from __future__ import annotations

from alamo_xl import __version__
from alamo_xl.books.kit import Book, Column
from alamo_xl.books.lambdas.rates import STATUS
from alamo_xl.schedule import Schedule

COPYING = """\
The sure way: save this workbook under another name, and add sheets of your own.
Into a workbook that you have: open both, select every sheet of this book (click the first tab, hold Shift, click the \
last), right-click a tab, Move or Copy, choose your workbook, tick Create a copy. The names come along with the sheets \
Rates, Fees, Spellings and Words, which the functions look in; keep these four.
One by one: in your copy of those four sheets, Formulas, Name Manager, New, and paste a name and its formula from the \
sheet Definitions.
"""
LIMITS = """\
Excel 365 only, on Windows, Mac and the web. Excel 2021 and earlier, and LibreOffice 7.4, know no LAMBDA.
Each function takes single cells. For a column fill the formula down, or use MAP: \
MAP(B2:B9,C2:C9,LAMBDA(size,ccf,ALAMO.BILL(2026,"household",size,ccf))). A range in place of a cell is #VALUE!.
The argument rates takes a flat rate table: one with blocks, seasons, surcharges or discounts is #VALUE!, never priced \
in part. Its rates are numbers, its classes and places in full. The adopted rates are flat: a stage other than 0 is \
#N/A, and an assisted account pays the same.
Of several wrong inputs in one row the first decides the error. A number written as text has at most 14 digits.
"""


def add(book: Book, schedule: Schedule) -> None:
    """How to copy, what the functions leave out; then the footnotes and readings."""
    sheet = book.sheet("Notes", "Notes", "Your own workbook, what the functions leave out, and how the law is read.")
    for heading, paragraphs in (("The functions in your own workbook", COPYING), ("What they leave out", LIMITS)):
        sheet.heading(heading)
        for paragraph in paragraphs.splitlines():
            sheet.note(paragraph)
    sheet.heading("How the resolution is read")
    rows = [[f"[{note.id}]", "Footnote", note.text] for note in schedule.footnotes]
    rows += [[reading.id, reading.question, reading.reading] for reading in schedule.readings]
    columns = [Column("Note", width=10), Column("What it is about", "wrapped", 44), Column("Text", "wrapped", 84)]
    sheet.table("Notes", columns, rows)


def add_change_log(book: Book, schedule: Schedule) -> None:
    """The status of what the book holds, and its versions."""
    sheet = book.sheet("Change log", "Change log", "Which version wrote this book.")
    sheet.value("Rates", f"{STATUS}, {schedule.name}", "text")
    sheet.value("Status of the examples", "illustrative: accounts made up to show the functions", "text")
    columns = [Column("Version", width=28), Column("What changed", width=66)]
    sheet.table("Changes", columns, [[__version__, "First version: the law as named LAMBDA functions."]])
