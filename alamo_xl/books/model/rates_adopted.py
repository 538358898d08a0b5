"""Rates adopted: the rate table that the functions' rates argument takes, each row beside its source."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Ref
from alamo_xl.rate_table import HEADINGS
from alamo_xl.schedule import RETURN, RateKey, Schedule

UNITS = {"base": "$ a month", "usage": "$ a CCF", "irrigation": "$ a CCF", "return": "share of water"}
SEPARATOR = "|"


def key_text(key: RateKey) -> str:
    """A rate's key as the formulas write it."""
    return SEPARATOR.join(key.words)


def add(book: Book, schedule: Schedule) -> Ref:
    """The table as a plain range under one numeric year row; right of it units, source and key. Gives the rates."""
    sheet = book.sheet(
        "Rates adopted", "Rates adopted", "The rates as printed, in the resolution's order; last the sewer return."
    )
    words, years = len(HEADINGS), schedule.fiscal_years
    sheet.value("Status of the rates", "adopted", "text", name="Rates_status")
    sheet.gap()
    head = sheet.here()
    for column, heading in enumerate((*HEADINGS, *years, "Units", "Where it is printed", "Key", "Times there")):
        role = "header year" if isinstance(heading, int) else "header"
        sheet.put(head.cell(0, column), heading, role)
    sheet.title_row = sheet.row
    sheet.last_printed = words + len(years) + 2
    sheet.worksheet.freeze_panes = head.cell(1, words).plain
    for row, (key, rates) in enumerate(schedule.rates.items(), 1):
        money = "factor" if key == RETURN else "money"
        cells = [*key.words, *rates, UNITS[key.charge], f"{schedule.sources[key].section}, {schedule.sources[key].row}"]
        for column, cell in enumerate(cells):
            is_rate = words <= column < words + len(years)
            words_role = "unit" if column == words + len(years) else "text"
            sheet.put(head.cell(row, column), cell, money if is_rate else words_role)
        parts = [head.cell(row, column).in_row for column in range(words)]
        key_cell = head.cell(row, len(cells))
        sheet.put(key_cell, "=" + f'&"{SEPARATOR}"&'.join(parts), "text")
        sheet.put(key_cell.cell(0, 1), f"=COUNTIF(Rates_key,{key_cell.in_row})", "count")
    count = len(schedule.rates)
    sheet.row += count + 1
    sheet.widths.update(
        {2: 15, 6: 12, words + len(years) + 1: 14, words + len(years) + 2: 100, words + len(years) + 3: 46}
    )

    def block(row: int, column: int, rows: int, columns: int) -> Ref:
        return Ref(head.sheet, head.row + row, head.column + column, rows, columns)

    book.name("Rates_adopted", block(0, 0, count + 1, words + len(years)))
    values = block(1, words, count, len(years))
    book.name("Rates_values", values)
    book.name("Rates_years", block(0, words, 1, len(years)))
    book.name("Rates_key", block(1, words + len(years) + 2, count, 1))
    book.name("Rates_times", block(1, words + len(years) + 3, count, 1))
    book.name("Sewer_return", block(count, words, 1, len(years)))
    return values
