"""Bills by account: every class, location and meter at the volume and in the years of Bill comparison."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.model.bill_comparison import CHOSEN, bill_columns, change_columns
from alamo_xl.books.model.bill_formulas import Account, Rates, place_columns, rate_columns
from alamo_xl.schedule import Schedule

ACCOUNT = Account("{Class}", "{Location}", "{Size}")


def add(book: Book, schedule: Schedule) -> None:
    """A row an account: the bills and their change; right of them the rates."""
    sheet = book.sheet(
        "Bills by account",
        "Bills by account",
        "Monthly bills of every class, location and meter, at the volume chosen.",
    )
    sheet.note("Years and volume are chosen on the sheet Bill comparison; a multi-family row is one unit.")
    columns = [Column("Class", width=18), Column("Location", width=12), Column("Size", width=16)]
    look_ups = place_columns(ACCOUNT)
    for year in CHOSEN.years:
        table, place = year.cell("Table"), year.cell("Place")
        values, returns = (
            f"CHOOSE({table},{adopted},{scenario})"
            for adopted, scenario in (("Rates_values", "Scenario_values"), ("Sewer_return", "Scenario_return"))
        )
        rates = Rates(values, returns, place, year.words)
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
