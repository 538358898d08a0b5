"""alamogordo-rate-model.xlsx: bills and what-ifs in Excel's own formulas; one file a sheet."""

from __future__ import annotations

from alamo_xl.books.kit import Book, add_cover, add_legend
from alamo_xl.books.model import calculator, checks, comparison, fees, functions, lists, log, notes, rates_adopted
from alamo_xl.schedule import Schedule


def build(schedule: Schedule) -> Book:
    """The rate model of a schedule."""
    title = "Alamogordo rate model"
    book = Book(title, f"Bills in live formulas on {schedule.name}", profile="model", dated=schedule.adopted)
    purpose = "Water, sewer and reclaimed-water bills in Excel's own formulas, on the rates as adopted."
    cover = add_cover(book, schedule, title, purpose)
    add_legend(cover)
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
