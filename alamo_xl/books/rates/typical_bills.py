"""Typical monthly bills for water and sewer, and how they change from year to year."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.rates.extract import Extract
from alamo_xl.typical import examples, typical_bills

WHAT = "Water and sewer, before tax, garbage and fees. For any other account use ALAMO_BILL or the rate model."
WORDS = (Column("Class", width=15), Column("Location", width=10), Column("Meter", width=9))


def add(book: Book, extract: Extract) -> None:
    """Sheets with the same rows: bills, and where there is a year before, changes in dollars and in per cent."""
    bills = [each for each in typical_bills(extract.schedule) if extract.customer_class in (None, each.customer_class)]
    years, changed = ([f"FY{year}" for year in of] for of in (extract.fiscal_years, extract.changed_years))
    pages: list[tuple[str, str, str, list[str], list[list[Decimal]]]] = [
        (
            "Typical bills",
            "Monthly bills of water and sewer, in dollars.",
            "money",
            [f"{y} ($)" for y in years],
            [extract.of_years(b.amounts) for b in bills],
        ),
        (
            "Bill changes in dollars",
            "Change of the monthly bill over the year before, in dollars.",
            "money",
            [f"{y} ($)" for y in changed],
            [extract.of_changes([now - before for before, now in _pairs(b.amounts)]) for b in bills],
        ),
        (
            "Bill changes in per cent",
            "Change of the monthly bill over the year before, in per cent.",
            "percent",
            [f"{y} (%)" for y in changed],
            [extract.of_changes([now / before - 1 for before, now in _pairs(b.amounts)]) for b in bills],
        ),
    ]
    for name, subtitle, role, headings, figures in pages if changed else pages[:1]:
        sheet = book.sheet(name, name, subtitle, portrait=True)
        sheet.note(f"Examples: {examples(extract.customer_class)}. {WHAT}")
        columns = [*WORDS, Column("Volume (CCF)", "count", 15), *(Column(heading, role, 14) for heading in headings)]
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
