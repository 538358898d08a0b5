"""alamogordo-rate-model.xlsx: bills and what-ifs in Excel's own formulas; one file a sheet."""

from __future__ import annotations

from alamo_xl.books.kit import Book, add_cover
from alamo_xl.books.model import calculator, checks, comparison, fees, functions, lists, log, notes, rates_adopted
from alamo_xl.schedule import Schedule


def build(schedule: Schedule) -> Book:
    """The rate model of a schedule."""
    title = "Alamogordo rate model"
    book = Book(title, f"Bills in live formulas on {schedule.name}", profile="model", dated=schedule.adopted)
    purpose = "Water, sewer and reclaimed-water bills in Excel's own formulas, on the rates as adopted."
    cover = add_cover(book, schedule, title, purpose)
    cover.heading("Legend")
    for role, meaning in (
        ("input text", "Yours to change: blue on pale yellow"),
        ("text", "A formula or a fact: locked; unprotect the sheet without a password"),
        ("link text", "Read from another sheet: green"),
    ):
        cover.put(cover.here(), "Cell", role)
        cover.put(cover.here(column=2), meaning, "wrapped")
        cover.row += 1
    rates_adopted.add(book, schedule)
    lists.add(book, schedule)
    fees.add(book, schedule)
    calculator.add(book, schedule)
    comparison.add(book, schedule)
    functions.add(book, schedule)
    checks.add(book)
    notes.add(book, schedule)
    log.add(book)
    cover.contents()
    return book
