"""Reserves: what each service starts with, and what it is to hold."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.model.banners import add_status

DOLLARS = (-1_000_000_000, 1_000_000_000)
TARGET = (0, 1_000_000_000)


def add(book: Book, services: tuple[str, ...], given: dict[str, list[Any]], status: str) -> None:
    """A row a service: opening balances of the base year, then the targets."""
    sheet = book.sheet("Reserves", "Reserves", "What each service starts with, and what it is to hold.", kind="input")
    add_status(sheet, "Reserve", status)
    sheet.note(
        "Balances are those at the start of the base year. Restricted cash is the reserve of debt service. "
        "Unrestricted cash is to hold the operating, capital and rate stabilisation reserves together: days of that "
        "year's O&M; dollars, and a share of all of the year's capital spending; dollars."
    )
    columns = [
        Column("Service", width=20, name="Reserve_service"),
        Column("Unrestricted cash ($)", "input money0", 16, name="Reserve_cash", between=DOLLARS),
        Column("Restricted cash ($)", "input money0", 16, name="Reserve_restricted", between=TARGET),
        Column("Operating (days of O&M)", "input integer", 14, name="Reserve_days", between=(0, 1000)),
        Column("Capital ($)", "input money0", 16, name="Reserve_capital_dollars", between=TARGET),
        Column("Capital (of the year's spending)", "input percent", 16, name="Reserve_capital_share", between=(0, 1)),
        Column("Rate stabilisation ($)", "input money0", 16, name="Reserve_stabilisation", between=TARGET),
    ]
    sheet.table("Reserve_targets", columns, [[service, *given[service]] for service in services])
