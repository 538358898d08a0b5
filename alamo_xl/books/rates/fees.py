"""Fees for nonroutine services: those in dollars, and what has no amount in dollars."""

from __future__ import annotations

from collections.abc import Iterable

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.rates.extract import Extract
from alamo_xl.labels import FEE_BASES
from alamo_xl.schedule import Condition

LATE_FEE, TRANSFER_FEE = "late-fee", "transfer-fee"
NONE = "none printed"


def add(book: Book, extract: Extract) -> None:
    """The fees that can concern the customers of an extract, then the rules without an amount."""
    schedule = extract.schedule
    sheet = book.sheet("Fees", "Fees for nonroutine services", "Fees in dollars, with their conditions.")
    for condition in schedule.conditions_of("fees"):
        sheet.text(condition.words)
    if len(extract.fees) < len(schedule.fees):
        sheet.text(f"Without the sizes that {extract.customer_class} meters do not have.")
    columns = [
        Column("Fee", width=36),
        Column("Amount ($)", "money", 12),
        Column("Charged", "unit", 12),
        Column("Condition", "wrapped", 47),
        Column("Where it is printed", "source", 25),
    ]
    rows = [
        [
            fee.label,
            fee.amount,
            FEE_BASES[fee.basis].partition(":")[0],
            words(schedule.conditions_of(fee.fee)),
            fee.source.row,
        ]
        for fee in extract.fees
    ]
    sheet.table("Fees", columns, rows)
    _without_amount(book, extract)


def _without_amount(book: Book, extract: Extract) -> None:
    schedule, late = extract.schedule, extract.schedule.late_fee
    sheet = book.sheet(
        "Late and transfer fees",
        "Late fee and transfer fee",
        "Fees that are not an amount in dollars; their conditions.",
    )
    columns = [
        Column("Fee", width=14),
        Column("Condition", "wrapped", 52),
        Column("Percent of the bill", "percent", 13),
        Column("When past due by more than (calendar days)", "count", 20),
        Column("Where it is printed", "source", 31),
    ]
    rows: list[list[object]] = [
        ["Late fee", words(schedule.conditions_of(LATE_FEE)), late.percent / 100, late.grace_days, str(late.source)]
    ]
    for waiver in schedule.conditions_of(TRANSFER_FEE):
        rows.append(["Transfer fee", waiver.words, NONE, NONE, str(waiver.source)])
    sheet.table("Late_and_transfer_fees", columns, rows)


def words(conditions: Iterable[Condition]) -> str:
    """Some conditions in plain words, or that there is none."""
    return " ".join(condition.words for condition in conditions) or NONE
