"""Fees: the printed fees with their conditions."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column, TableRef
from alamo_xl.labels import FEE_BASES
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule) -> TableRef:
    """The fees, and the late fee's rule as two named values."""
    sheet = book.sheet("Fees", "Fees", "Fees for nonroutine services as printed, in dollars.")
    late = schedule.late_fee
    share = late.percent / 100
    sheet.value("Late fee", share, "percent", name="Late_fee_share", units="of bill", note=late.condition)
    columns = [
        Column("Fee", width=44),
        Column("Size", width=10),
        Column("Amount ($)", "money", 13, name="Fee_amounts"),
        Column("Charged", "unit", 13),
        Column("Condition", "wrapped", 52),
        Column("Where it is printed", "source", 84),
    ]
    rows = [
        [f.label, f.size, f.amount, FEE_BASES[f.basis].partition(":")[0], f.condition or "none printed", str(f.source)]
        for f in schedule.fees
    ]
    return sheet.table("Fees", columns, rows)
