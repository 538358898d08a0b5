"""One sheet a table of rates, inside and outside the city together, and one of their yearly increases."""

from __future__ import annotations

import itertools
import re

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.rates.columns import year_columns
from alamo_xl.books.rates.extract import Extract
from alamo_xl.labels import charge_label, unit_label
from alamo_xl.schedule import RETURN, RateKey, Schedule


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
    for condition in schedule.conditions_of(service):
        sheet.text(condition.words)
    under, rows_printed = _printed(schedule, keys)
    sheet.text(f"Printed under {under}; the last column names each row.")
    columns = [Column("Location", width=9), Column("Charge", width=34), Column("Unit", width=8)]
    columns += year_columns(extract.fiscal_years, "money")
    columns += [Column("Where it is printed", "source", 26.8)]
    rows = [
        [
            key.location.title(),
            charge_label(key, returns),
            unit_label(key),
            *extract.of_years(schedule.rates[key]),
            printed,
        ]
        for key, printed in zip(keys, rows_printed, strict=True)
    ]
    sheet.table(name.replace(" ", "_").replace("-", "_"), columns, rows)


def _printed(schedule: Schedule, keys: list[RateKey]) -> tuple[str, list[str]]:
    """The heading that all rows of a sheet stand under, and what is left of each row's place."""
    places = [re.split("(?<=, )|(?<= - )", f"{schedule.sources[k].section}, {schedule.sources[k].row}") for k in keys]
    shared = list(itertools.takewhile(lambda parts: len(set(parts)) == 1, zip(*places, strict=False)))
    heading = "".join(parts[0] for parts in shared)
    return heading.rstrip(" ,-"), ["".join(parts[len(shared) :]) for parts in places]


def _increases(book: Book, extract: Extract) -> None:
    said = "Each rate's increase over the year before, in percent."
    sheet = book.sheet("Yearly increases", "Yearly increases", said)
    columns = [Column("Service", width=11), Column("Class", width=15), Column("Location", width=9)]
    columns += [Column("Charge", width=38), *year_columns(extract.changed_years, "percent")]
    returns = extract.of_years(extract.schedule.rates[RETURN])
    rows = []
    for key in extract.keys:
        increases = [now / before - 1 for before, now in itertools.pairwise(extract.schedule.rates[key])]
        words = [word.capitalize() for word in key[:3]]
        rows.append([*words, charge_label(key, returns), *extract.of_changes(increases)])
    sheet.table("Yearly_increases", columns, rows)
