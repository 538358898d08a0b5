"""Bills by account: every class, location and meter at the volume and in the years of Bill comparison."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.model.bill_comparison import YEARS, bill_columns, change_columns
from alamo_xl.books.model.bill_formulas import Account, Rates, place_columns, rate_columns
from alamo_xl.books.model.chosen_account import FOUND, LookUps
from alamo_xl.schedule import Schedule

ACCOUNT = Account("{Class}", "{Location}", "{Size}")


def add(book: Book, schedule: Schedule, chosen: LookUps) -> None:
    """A row an account: the bills and their change; right of them the rates."""
    sheet = book.sheet(
        "Bills by account",
        "Bills by account",
        "Monthly bills of every class, location and meter, at the volume chosen.",
    )
    sheet.note("Years and volume are chosen on the sheet Bill comparison; a multi-family row is one unit.")
    columns = [Column("Class", width=18), Column("Location", width=12), Column("Size", width=16)]
    look_ups = place_columns(ACCOUNT)
    for place, year in enumerate(YEARS):
        table, at = (str(chosen.table.cell(place, heading)) for heading in ("Table", "Place"))
        rates = Rates(FOUND.values.replace("{Table}", table), FOUND.returns.replace("{Table}", table), at, year.words)
        columns += bill_columns(year, rates, "Cmp_volume")
        look_ups += rate_columns(rates)
    columns += change_columns()
    rows = [
        [key.customer_class, key.location, key.meter_size]
        for key in schedule.rates
        if (key.service, key.charge) == ("water", "base")
    ]
    sheet.table("Bills_by_account", [*columns, *look_ups], rows)
    sheet.printed_to(len(columns))
