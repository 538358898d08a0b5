"""alamogordo-functions.xlsx: every function live, with inputs to change, the expected answer and a mark a row."""

from __future__ import annotations

from alamo_xl.books.calls import values_of
from alamo_xl.books.functions import cell_pages, change_log, column, errors, table_pages, verdict, what_if
from alamo_xl.books.functions.examples import single_calls, table_calls
from alamo_xl.books.kit import Book, add_contents, add_cover, add_legend
from alamo_xl.functions import FUNCTIONS
from alamo_xl.office import NOBODY, Office
from alamo_xl.schedule import Schedule

NOTES = (
    "Open this book first: the line Checks, above and on every sheet, says whether the add-in works.",
    "Where every answer is #NAME?, the add-in is absent: put it in place as the README says.",
    "Where every answer is #VALUE!, Python does not answer: run alamo-xl doctor, then press Reconnect on the ribbon.",
    "Each row holds one call of a function, its inputs in yellow cells. Change one, and the answer changes with it.",
    "The expected answer is that of the example, so the mark of a row whose inputs you changed says changed.",
)


def build(schedule: Schedule, office: Office = NOBODY) -> Book:
    """The functions book of a schedule."""
    title = "Alamogordo rate functions"
    book = Book(title, f"The ALAMO_ functions on {schedule.name}, live", profile="model")
    book.values = values_of(book.workbook)
    purpose = "Every ALAMO_ function at work: examples to change, the answer expected, and a mark that compares them."
    cover = add_cover(book, schedule, title, purpose, NOTES, office)
    add_legend(cover)
    checks = verdict.sheet(book)
    single, spilled = single_calls(schedule), table_calls(schedule)
    sheets = [
        cell_pages.add(book, function, single[function.name])
        if function.name in single
        else table_pages.add(book, function, spilled[function.name])
        for function in FUNCTIONS
    ]
    sheets.append(column.add(book, schedule))
    sheets.append(what_if.add(book, schedule))
    verdict.add(book, checks, sheets)
    errors.add(book)
    change_log.add(book, schedule)
    add_contents(book, cover)
    return book
