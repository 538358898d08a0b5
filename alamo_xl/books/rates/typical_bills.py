"""Typical monthly bills of water and sewer, together and apart, and how they change from year to year."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.rates.columns import year_columns
from alamo_xl.books.rates.extract import Extract
from alamo_xl.typical import ACCOUNTS, VOLUMES, TypicalBill, typical_bills
from alamo_xl.volume import gallons

Amounts = Callable[[TypicalBill], Sequence[Decimal]]


def add(book: Book, extract: Extract) -> None:
    """What is paid in a month: the answer that most readers look for."""
    _sheet(
        book, extract, "Typical bills", "Monthly bills of water and sewer together, in dollars.", lambda b: b.amounts
    )


def add_details(book: Book, extract: Extract) -> None:
    """The same bills apart by service; and where there is a year before, their changes in dollars and in percent."""
    _sheet(
        book, extract, "Typical water charges", "The water part of the typical bills, in dollars.", lambda b: b.water
    )
    _sheet(
        book, extract, "Typical sewer charges", "The sewer part of the typical bills, in dollars.", lambda b: b.sewer
    )
    if extract.changed_years:
        over = "Change of the monthly bill over the year before, in {}."
        _sheet(book, extract, "Bill changes in dollars", over.format("dollars"), _dollars, changes=True)
        _sheet(book, extract, "Bill changes in percent", over.format("percent"), _percent, "percent", changes=True)


def _sheet(
    book: Book,
    extract: Extract,
    name: str,
    subtitle: str,
    amounts: Amounts,
    role: str = "money",
    changes: bool = False,
) -> None:
    """Every account inside and outside the city at every volume, a page an account."""
    sheet = book.sheet(name, name, subtitle, portrait=True)
    sheet.text(f"Inside and outside the city, from {VOLUMES[0]} to {VOLUMES[-1]} CCF a month; gallons are rounded.")
    for customer_class, size, who in ACCOUNTS:
        if extract.customer_class in (None, customer_class):
            sheet.text(f'{customer_class.capitalize()}, {size}" meter: {who}.')
    sheet.text("Before tax, garbage and fees.")
    columns = [Column("Customer", width=13.3), Column("Location", width=8.5), Column("Meter", width=7)]
    columns += [Column("CCF", "count", 5.6), Column("Gallons", "count", 8.5)]
    years = extract.changed_years if changes else extract.fiscal_years
    of = extract.of_changes if changes else extract.of_years
    bills = [each for each in typical_bills(extract.schedule) if extract.customer_class in (None, each.customer_class)]
    rows = [
        [
            each.customer_class.capitalize(),
            "Outside" if each.outside else "Inside",
            f'{each.meter_size}"',
            each.ccf,
            gallons(each.ccf),
            *of(amounts(each)),
        ]
        for each in bills
    ]
    table = sheet.table(name.replace(" ", "_"), [*columns, *year_columns(years, role)], rows)
    accounts = [(each.customer_class, each.meter_size) for each in bills]
    for place, (before, now) in enumerate(itertools.pairwise(accounts)):
        if before != now:
            sheet.new_page_after(table.cell(place, "Customer"))


def _dollars(bill: TypicalBill) -> list[Decimal]:
    return [now - before for before, now in itertools.pairwise(bill.amounts)]


def _percent(bill: TypicalBill) -> list[Decimal]:
    return [now / before - 1 for before, now in itertools.pairwise(bill.amounts)]
