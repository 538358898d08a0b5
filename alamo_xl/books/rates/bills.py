"""Typical monthly bills for water and sewer, and how they change from year to year."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.rates.extract import Extract
from alamo_xl.typical import typical_bills

WHY = (
    "Household and small non-household accounts have a 3/4 inch meter, larger businesses a 2 inch one; volumes cover a "
    "month's use from none to 50 CCF (37,400 gallons). ALAMO_BILL and the rate model give any other account."
)
WORDS = (Column("Class", width=15), Column("Location", width=10), Column("Meter", width=9))


def add(book: Book, extract: Extract) -> None:
    """Sheets with the same rows: bills, and where there is a year before, changes in dollars and in per cent."""
    bills = [each for each in typical_bills(extract.schedule) if extract.customer_class in (None, each.customer_class)]
    years, changed = ([f"FY{year}" for year in of] for of in (extract.fiscal_years, extract.changed_years))
    what = "water and sewer of common accounts, before tax, garbage and fees"
    pages: list[tuple[str, str, str, list[str], list[list[Decimal]]]] = [
        (
            "Typical bills",
            f"Monthly bills in dollars: {what}.",
            "money",
            [f"{y} ($)" for y in years],
            [extract.of_years(b.amounts) for b in bills],
        ),
        (
            "Bill changes in dollars",
            f"Change of the monthly bill over the year before, in dollars: {what}.",
            "money",
            [f"{y} ($)" for y in changed],
            [extract.of_changes([now - before for before, now in _pairs(b.amounts)]) for b in bills],
        ),
        (
            "Bill changes in per cent",
            f"Change of the monthly bill over the year before, in per cent: {what}.",
            "percent",
            [f"{y} (%)" for y in changed],
            [extract.of_changes([now / before - 1 for before, now in _pairs(b.amounts)]) for b in bills],
        ),
    ]
    for name, subtitle, role, headings, figures in pages if changed else pages[:1]:
        sheet = book.sheet(name, name, subtitle, portrait=True)
        sheet.note(WHY)
        columns = [*WORDS, Column("Volume (CCF)", "count", 15), *(Column(heading, role, 12) for heading in headings)]
        rows = [
            [
                each.customer_class.capitalize(),
                "Outside" if each.outside else "Inside",
                f'{each.meter_size}"',
                each.ccf,
                *row,
            ]
            for each, row in zip(bills, figures, strict=True)
        ]
        sheet.table(name.replace(" ", "_"), columns, rows)


def _pairs(amounts: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    return list(itertools.pairwise(amounts))
