"""alamogordo-rates.xlsx: the adopted rates for people to read, with the source beside each figure."""

from __future__ import annotations

from alamo_xl.books.kit import Book, add_cover
from alamo_xl.books.rates import audit, bills, fees, notes, tables
from alamo_xl.schedule import Schedule


def build(schedule: Schedule) -> Book:
    """The reference book of a schedule, for publication."""
    first, last = schedule.fiscal_years[0], schedule.fiscal_years[-1]
    title = "City of Alamogordo: water, sewer and reclaimed-water rates"
    book = Book(title, f"Rates adopted by {schedule.name}, FY{first} to FY{last}", dated=schedule.adopted)
    purpose = f"Rates and fees adopted by {schedule.name} for fiscal years {first} to {last}, in dollars."
    not_included = f"Not in this book: {', '.join(schedule.not_included)}. No tax is computed anywhere."
    years = "A fiscal year runs from 1 July of the year before to 30 June of the year it is named for."
    cover = add_cover(book, schedule, title, purpose, [years, not_included])
    notes.add(book, schedule)
    tables.add(book, schedule)
    fees.add(book, schedule)
    bills.add(book, schedule)
    audit.add(book, schedule)
    cover.contents()
    return book
