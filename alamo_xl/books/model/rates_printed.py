"""Rates printed: the adopted rates under the model's years, for the chains of increases; after the last, the last."""

from __future__ import annotations

from alamo_xl.books.kit import Block, Book, Ref
from alamo_xl.books.model.rows.base import role, unit
from alamo_xl.rate_table import headings, row_words
from alamo_xl.schedule import Schedule

SHEET = "Printed"


def add(book: Book, schedule: Schedule, years: tuple[int, ...], printed: Ref) -> Block:
    """A row for each printed row."""
    says = "The adopted rates under the model's years; after the last adopted year, those of that year."
    sheet = book.wide_sheet(SHEET, "Rates as printed", says)
    sheet.year_row(years, keys=headings(schedule))
    place = "MIN({year}-First_year+1,COLUMNS(Rates_years))"
    lines = [
        sheet.line(row_words(key, schedule), unit(key), f"=INDEX({printed.row_at(number)},1,{place})", role(key))
        for number, key in enumerate(schedule.rates)
    ]
    return Block.of(lines)
