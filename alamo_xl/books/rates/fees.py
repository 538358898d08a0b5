"""Fees for nonroutine services, with their conditions."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.labels import FEE_BASES
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule) -> None:
    """The printed fees and the late fee's rule in one table."""
    sheet = book.sheet(
        "Fees", "Fees for nonroutine services", "Fees and their conditions; all include tax where applicable."
    )
    late = schedule.late_fee
    columns = [
        Column("Fee", width=36),
        Column("Amount ($)", "money", 12),
        Column("How it is charged", "source", 28),
        Column("Condition", "wrapped", 38),
        Column("Where it is printed", "source", 38),
    ]
    rule = [f"{late.percent}%", "of the bill amount"]
    rows: list[list[object]] = [["Late fee", *rule, late.condition, late.source.row]]
    for fee in schedule.fees:
        rows.append([fee.label, fee.amount, FEE_BASES[fee.basis], fee.condition or "none printed", fee.source.row])
    sheet.table("Fees", columns, rows)
