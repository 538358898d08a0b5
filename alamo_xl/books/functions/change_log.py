"""Change log: which version wrote the book, and the status of what is in it."""

from __future__ import annotations

from alamo_xl import __version__
from alamo_xl.books.kit import Book, Column
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule) -> None:
    """The status of the examples, and the versions."""
    sheet = book.sheet("Change log", "Change log", "Which version of the functions this book expects.")
    sheet.value("Status of the rates", f"adopted, {schedule.name}", "text", name="Rates_status")
    sheet.value("Status of the examples", "illustrative: accounts made up to show the functions", "text")
    columns = [Column("Version", width=28), Column("What changed", width=66)]
    sheet.table("Changes", columns, [[__version__, "First version: every function, a column of bills, what-if rates."]])
