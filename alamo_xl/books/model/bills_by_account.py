"""Bills by account: every class, location and meter at the volume and in the years of Bill comparison."""

from __future__ import annotations

from dataclasses import replace

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.model.bill_comparison import CHOSEN, bill_columns, change_columns, compared_lines
from alamo_xl.books.model.bill_formulas import Rates, amount_columns, look_up_columns, rate_columns
from alamo_xl.books.model.rate_lines import account_kinds
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule) -> None:
    """A row an account: the bills and their change; right of them the rates and the lines."""
    sheet = book.sheet(
        "Bills by account",
        "Bills by account",
        "Monthly bills of every class, location and meter, at the volume chosen.",
    )
    sheet.note("Years and volume are chosen on the sheet Bill comparison; a multi-family row is one unit.")
    lines, kinds = compared_lines(schedule), account_kinds(schedule)
    account = replace(CHOSEN.account(schedule), kind="{Kind}", size="{Size}")
    columns = [Column("Class", width=18), Column("Location", width=12), Column("Size", width=16)]
    workings = [Column("Kind", "count", 8), *look_up_columns(account, lines, len(kinds))]
    for year in CHOSEN.years:
        table, place = year.cell("Table"), year.cell("Place")
        values, returns = (
            f"CHOOSE({table},{adopted},{scenario})"
            for adopted, scenario in (("Rates_values", "Scenario_values"), ("Sewer_return", "Scenario_return"))
        )
        rates = Rates(values, returns, place, year.words)
        columns += bill_columns(year, lines)
        workings += [*rate_columns(rates, lines), *amount_columns(rates, lines, "", "Cmp_volume", words=year.words)]
    columns += change_columns()
    accounts = dict.fromkeys(key.words for key in schedule.rates if (key.service, key.charge) == ("water", "base"))
    rows = [
        [customer_class, location, size, kinds.index((customer_class, location)) + 1]
        for _, customer_class, location, _, size in accounts
    ]
    sheet.table("Bills_by_account", [*columns, *workings], rows, filters=True)
    sheet.printed_to(len(columns))
