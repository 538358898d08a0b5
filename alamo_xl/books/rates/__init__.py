"""alamogordo-rates.xlsx: the adopted rates for people to read, with the source beside each figure."""

from __future__ import annotations

from alamo_xl.audit import audit as audit_rates
from alamo_xl.books.kit import Book, add_contents, add_cover
from alamo_xl.books.rates import audit, audit_exceptions, conditions, fees, notes, rate_sheets, typical_bills
from alamo_xl.books.rates.extract import Extract
from alamo_xl.office import NOBODY, Office
from alamo_xl.schedule import Schedule


def build(schedule: Schedule, office: Office = NOBODY) -> Book:
    """The reference book of a schedule, for publication."""
    return build_extract(Extract.of(schedule), office)


def build_extract(extract: Extract, office: Office = NOBODY) -> Book:
    """The book of what an extract covers; the audit is of the whole and stays in the whole."""
    schedule = extract.schedule
    first, last = extract.fiscal_years[0], extract.fiscal_years[-1]
    years = f"fiscal year {first}" if first == last else f"fiscal years {first} to {last}"
    title = "City of Alamogordo: water, sewer and reclaimed water rates"
    named = title if extract.whole else f"{title} ({extract.words})"
    book = Book(named, f"Rates adopted by {schedule.name}, {extract.words}")
    whose = "" if extract.customer_class is None else f" for {extract.customer_class} customers"
    purpose = f"Rates and fees{whose} adopted by {schedule.name} for {years}, in dollars."
    said = ["A fiscal year runs from July 1 of the year before to June 30 of the year it is named for."]
    said += [f"Not in this book: {', '.join(schedule.not_included)}. No tax is added anywhere."]
    if not extract.whole:
        said += [f"An extract: {extract.words}."]
        said += ["The whole is in alamogordo-rates.xlsx, with the audit of every rate."]
    cover = add_cover(book, schedule, title, purpose, said, office, extract.fiscal_years)
    notes.add(book, schedule)
    typical_bills.add(book, extract)
    rate_sheets.add(book, extract)
    fees.add(book, extract)
    conditions.add(book, extract)
    typical_bills.add_details(book, extract)
    if extract.whole:
        report = audit_rates(schedule)
        audit.add(book, report)
        audit_exceptions.add(book, schedule, report)
    add_contents(book, cover)
    return book
