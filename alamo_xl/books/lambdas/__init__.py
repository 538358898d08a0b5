"""alamogordo-lambda.xlsx: the law as named LAMBDA functions over the rates in the book; nothing to install."""

from __future__ import annotations

from alamo_xl.books.functions import errors
from alamo_xl.books.functions.examples import single_calls
from alamo_xl.books.kit import Book, add_contents, add_cover, add_legend
from alamo_xl.books.lambdas import definitions, law, notes, pages, rates, spellings, verdict, what_if
from alamo_xl.office import NOBODY, Office
from alamo_xl.schedule import Schedule

COVER = """\
Excel 365 alone calculates this book: on Windows, Mac and the web, with no Python, no macro and nothing to install. \
The line Checks, on every sheet, says in words where a program knows no LAMBDA.
The functions are names of this workbook and travel with it. To have them in a workbook of your own, save this one \
under another name; the sheet Notes tells of other ways.
"""
NO_LAMBDA = "This program knows no LAMBDA, so it does not know the function: open the book in Excel 365."
PENDING = {
    "mark": pages.PENDING,
    "check": f"{pages.PENDING}: Excel 365 calculates this book when it is opened for editing",
}


def build(schedule: Schedule, office: Office = NOBODY) -> Book:
    """The LAMBDA book of a schedule."""
    title = "Alamogordo rate functions, nothing to install"
    book = Book(title, f"The law of {schedule.name} as LAMBDA functions", profile="lambda")
    purpose = "The adopted rates and their law as named functions: ALAMO.BILL, ALAMO.WATER and others."
    cover = add_cover(book, schedule, title, purpose, COVER.splitlines(), office)
    add_legend(cover)
    checks = verdict.sheet(book)
    functions = law.lambdas(schedule)
    examples = single_calls(schedule)
    lots = [pages.add(book, function, examples[function.name]) for function in law.public()]
    lots.append(what_if.add(book, schedule))
    verdict.add(checks, lots)
    rates.add_rates(book, schedule)
    rates.add_fees(book, schedule)
    spellings.add(book)
    definitions.add_words(book, schedule)
    definitions.add(book, functions)
    errors.add(book, [(error, NO_LAMBDA if error == "#NAME?" else law.named(says)) for error, says in errors.ERRORS])
    notes.add(book, schedule)
    notes.add_change_log(book, schedule)
    definitions.define(book, functions)
    add_contents(book, cover)
    book.wait_by_role(PENDING)
    return book
