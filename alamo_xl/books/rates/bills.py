"""Typical monthly bills for water and sewer, and how they change from year to year."""

from __future__ import annotations

import itertools
from decimal import Decimal

from alamo_xl.bill import bill
from alamo_xl.books.kit import Book, Column
from alamo_xl.schedule import Schedule

ACCOUNTS = (("household", "3/4"), ("non-household", "3/4"), ("non-household", "2"))
VOLUMES = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)
WORDS = (Column("Class", width=15), Column("Location", width=10), Column("Meter", width=9))


def typical_bills(schedule: Schedule) -> list[tuple[str, bool, str, int, list[Decimal]]]:
    """(class, outside, meter size, CCF, the bill of each fiscal year) of every typical account."""
    return [
        (
            customer_class,
            outside,
            size,
            ccf,
            [_total(schedule, year, customer_class, size, ccf, outside) for year in schedule.fiscal_years],
        )
        for customer_class, size in ACCOUNTS
        for outside in (False, True)
        for ccf in VOLUMES
    ]


def add(book: Book, schedule: Schedule) -> None:
    """Three sheets with the same rows: bills, changes in dollars, changes in per cent."""
    bills = typical_bills(schedule)
    years = [f"FY{year}" for year in schedule.fiscal_years]
    what = "water and sewer, before tax, garbage and fees"
    pages: list[tuple[str, str, str, list[str], list[list[Decimal]]]] = [
        (
            "Typical bills",
            f"Monthly bills in dollars: {what}.",
            "money",
            [f"{y} ($)" for y in years],
            [b[4] for b in bills],
        ),
        (
            "Bill changes in dollars",
            f"Change of the monthly bill over the year before, in dollars: {what}.",
            "money",
            [f"{y} ($)" for y in years[1:]],
            [[now - before for before, now in _pairs(b[4])] for b in bills],
        ),
        (
            "Bill changes in per cent",
            f"Change of the monthly bill over the year before, in per cent: {what}.",
            "percent",
            [f"{y} (%)" for y in years[1:]],
            [[now / before - 1 for before, now in _pairs(b[4])] for b in bills],
        ),
    ]
    for name, subtitle, role, headings, figures in pages:
        sheet = book.sheet(name, name, subtitle, portrait=True)
        columns = [*WORDS, Column("Volume (CCF)", "count", 15), *(Column(heading, role, 12) for heading in headings)]
        rows = [
            [customer_class.capitalize(), "Outside" if outside else "Inside", f'{size}"', ccf, *figures[place]]
            for place, (customer_class, outside, size, ccf, _) in enumerate(bills)
        ]
        sheet.table(name.replace(" ", "_"), columns, rows)


def _pairs(amounts: list[Decimal]) -> list[tuple[Decimal, Decimal]]:
    return list(itertools.pairwise(amounts))


def _total(schedule: Schedule, year: int, customer_class: str, size: str, ccf: int, outside: bool) -> Decimal:
    return bill(schedule, year, customer_class, size, ccf, outside).total
