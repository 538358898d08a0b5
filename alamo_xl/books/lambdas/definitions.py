"""The sheets that say what is defined: each LAMBDA as one types it, and the words that ALAMO.CHECK answers with."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.workbook.defined_name import DefinedName

from alamo_xl.books.excel_365 import LONGEST_COMMENT, LONGEST_NAME
from alamo_xl.books.kit import Book, Column
from alamo_xl.books.lambdas import words
from alamo_xl.books.lambdas.names import Lambda
from alamo_xl.schedule import Schedule


def define(book: Book, functions: Sequence[Lambda]) -> None:
    """Every LAMBDA as a name of the workbook. Raises ValueError for one that is too long to read."""
    for function in functions:
        if len(function.stored) > LONGEST_NAME or len(function.says) > LONGEST_COMMENT:
            raise ValueError(f"{function.name}: {len(function.stored)} characters of {LONGEST_NAME}")
        name = DefinedName(function.name, attr_text=function.stored, comment=function.says)
        book.workbook.defined_names[function.name] = name


def add(book: Book, functions: Sequence[Lambda]) -> None:
    """A row a LAMBDA: what to type into the Name Manager of another workbook."""
    says = "Each function as one types it into the Name Manager: its name, then its formula."
    sheet = book.sheet("Definitions", "Definitions", says)
    columns = [Column("Name", width=28), Column("What it gives", "wrapped", 44), Column("Refers to", "wrapped", 110)]
    table = sheet.table("Named_functions", columns, [[each.name, each.says, None] for each in functions])
    for place, each in enumerate(functions):
        sheet.put(table.cell(place, "Refers to"), each.typed, "wrapped", literal=True)
    sheet.freeze(table.header.cell(1))


def add_words(book: Book, schedule: Schedule) -> None:
    """The answers of ALAMO.CHECK."""
    says = "What ALAMO.CHECK answers, by the part of a row that is wrong and its error."
    sheet = book.sheet("Words", "Words", says)
    columns = [Column("Case", width=32), Column("Words", "wrapped", 110)]
    table = sheet.table("Cases_in_words", columns, [list(row) for row in words.rows(schedule)])
    book.name("ALAMO.CASES", table.column("Case"))
    book.name("ALAMO.WORDS", table.column("Words"))
