"""One sheet a table of rates, inside and outside the city together, and one of their yearly increases."""

from __future__ import annotations

import itertools

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.rates.extract import Extract
from alamo_xl.labels import charge_label, unit_label
from alamo_xl.schedule import RETURN, RateKey


def add(book: Book, extract: Extract) -> None:
    """The rate sheets in the resolution's order, then the increases."""
    groups: dict[tuple[str, str], list[RateKey]] = {}
    for key in extract.keys:
        groups.setdefault((key.service, key.customer_class), []).append(key)
    for (service, customer_class), keys in groups.items():
        _rates(book, extract, service, customer_class, keys)
    if extract.changed_years:
        _increases(book, extract)


def _rates(book: Book, extract: Extract, service: str, customer_class: str, keys: list[RateKey]) -> None:
    schedule = extract.schedule
    returns = extract.of_years(schedule.rates[RETURN])
    who = "" if customer_class == "all" else f" {customer_class}"
    notes = {note for key in keys for note in schedule.sources[key].footnotes}
    marks = "".join(f" [note {note}]" for note in sorted(notes))
    name = f"{service.title()}{who}"
    customers = f"{customer_class} customers" if who else "all customers"
    sheet = book.sheet(name, f"{name} rates", f"Monthly {service} rates of {customers}, in dollars.{marks}")
    columns = [Column("Location", width=10), Column("Charge", width=35), Column("Unit", width=9)]
    columns += [Column(f"FY{year} ($)", "money", 12) for year in extract.fiscal_years]
    columns += [Column("Where it is printed", "source", 48)]
    rows = [
        [
            key.location.title(),
            charge_label(key, returns),
            unit_label(key),
            *extract.of_years(schedule.rates[key]),
            f"{schedule.sources[key].section}, {schedule.sources[key].row}",
        ]
        for key in keys
    ]
    sheet.table(name.replace(" ", "_").replace("-", "_"), columns, rows)


def _increases(book: Book, extract: Extract) -> None:
    said = "Each rate's increase over the year before, in per cent."
    sheet = book.sheet("Yearly increases", "Yearly increases", said)
    columns = [Column("Service"), Column("Class", width=15), Column("Location", width=10), Column("Charge", width=38)]
    columns += [Column(f"FY{year}", "percent", 10) for year in extract.changed_years]
    returns = extract.of_years(extract.schedule.rates[RETURN])
    rows = []
    for key in extract.keys:
        increases = [now / before - 1 for before, now in itertools.pairwise(extract.schedule.rates[key])]
        words = [word.capitalize() for word in key[:3]]
        rows.append([*words, charge_label(key, returns), *extract.of_changes(increases)])
    sheet.table("Yearly_increases", columns, rows)
