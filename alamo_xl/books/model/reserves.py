"""Reserves: what each service starts with, and what it is to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alamo_xl.books.kit import Book, Column, Ref, TableRef
from alamo_xl.books.model.banners import add_status

DOLLARS = (-1_000_000_000, 1_000_000_000)
TARGET = (0, 1_000_000_000)


RESERVES = {
    "cash": "Unrestricted cash ($)",
    "restricted": "Restricted cash ($)",
    "days": "Operating (days of O&M)",
    "capital_dollars": "Capital ($)",
    "capital_share": "Capital (of the year's spending)",
    "stabilisation": "Rate stabilization ($)",
}


@dataclass(frozen=True)
class Reserves:
    """Where balances and targets stand."""

    table: TableRef

    def of(self, number: int) -> dict[str, Ref]:
        """Those of a service, counted from 0, by what they are."""
        return {word: self.table.cell(number, heading) for word, heading in RESERVES.items()}


def add(book: Book, services: tuple[str, ...], given: dict[str, list[Any]], status: str) -> Reserves:
    """A row a service: opening balances of the base year, then the targets."""
    sheet = book.sheet("Reserves", "Reserves", "What each service starts with, and what it is to hold.", kind="input")
    add_status(sheet, "Reserve", status)
    sheet.gap()
    sheet.note(
        "Balances are those at the start of the base year. Restricted cash is the reserve of debt service. "
        "Unrestricted cash is to hold the operating, capital and rate stabilization reserves together: days of that "
        "year's O&M; dollars, and a share of all of the year's capital spending; dollars."
    )
    styles: dict[str, dict[str, Any]] = {
        "cash": {"between": DOLLARS},
        "restricted": {"between": TARGET},
        "days": {"role": "input integer", "between": (0, 1000)},
        "capital_dollars": {"between": TARGET},
        "capital_share": {"role": "input percent", "between": (0, 1)},
        "stabilisation": {"between": TARGET},
    }
    columns = [Column("Service", width=20, name="Reserve_service")]
    for word, heading in RESERVES.items():
        style: dict[str, Any] = {"role": "input money0", "width": 16, "name": f"Reserve_{word}"} | styles[word]
        columns.append(Column(heading, **style))
    return Reserves(sheet.table("Reserve_targets", columns, [[service, *given[service]] for service in services]))
