"""Rates adopted: the rate table that the functions' rates argument takes, each row beside its source."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Ref
from alamo_xl.books.model.rows.base import UNITS
from alamo_xl.books.vocabulary import ADOPTED, key_formula
from alamo_xl.rate_table import HEADINGS
from alamo_xl.schedule import RETURN, Schedule

BESIDE = {"Units": 14.0, "Where it is printed": 100.0, "Key": 46.0, "Times there": None}
"""What stands right of the years, and how wide."""


def add(book: Book, schedule: Schedule) -> Ref:
    """The table as a plain range under one numeric year row; right of it units, source and key. Gives the rates."""
    sheet = book.sheet(
        "Rates adopted", "Rates adopted", "The rates as printed, in the resolution's order; last the sewer return."
    )
    sheet.value("Status of the rates", ADOPTED, "text", name="Rates_status")
    sheet.gap()
    words, years, count = len(HEADINGS), schedule.fiscal_years, len(schedule.rates)
    table = sheet.take(1 + count, words + len(years))
    head, rows = table.row_at(0), table.rows_at(1, count)
    units, source, key_cells, times = (rows.column_at(words + len(years) + place) for place in range(len(BESIDE)))
    for place, heading in enumerate((*HEADINGS, *years, *BESIDE)):
        sheet.put(head.cell(0, place), heading, "header year" if isinstance(heading, int) else "header")
    for number, (key, rates) in enumerate(schedule.rates.items()):
        for place, word in enumerate(key.words):
            sheet.put(rows.cell(number, place), word)
        for place, rate in enumerate(rates, words):
            sheet.put(rows.cell(number, place), rate, "factor" if key == RETURN else "money")
        printed = schedule.sources[key]
        sheet.put(units.cell(number), UNITS[key.charge], "unit")
        sheet.put(source.cell(number), f"{printed.section}, {printed.row}")
        parts = [rows.cell(number, place).in_row for place in range(words)]
        sheet.put(key_cells.cell(number), f"={key_formula(*parts)}")
        sheet.put(times.cell(number), f"=COUNTIF(Rates_key,{key_cells.cell(number).in_row})", "count")
    sheet.repeated(head)
    sheet.freeze(rows.cell(0, words))
    sheet.printed_to(source.column)
    for column, width in {2: 15.0, 6: 12.0, **dict(enumerate(BESIDE.values(), units.column))}.items():
        if width:
            sheet.width(column, width)
    values = rows.cell(0, words).to(rows.last)
    book.name("Rates_adopted", table)
    book.name("Rates_values", values)
    book.name("Rates_years", head.cell(0, words).to(head.last))
    book.name("Rates_key", key_cells)
    book.name("Rates_times", times)
    book.name("Sewer_return", values.row_at(count - 1))
    return values
