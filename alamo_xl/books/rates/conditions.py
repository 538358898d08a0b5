"""Conditions: every one that a charge or fee stands under, in plain words and in the resolution's own."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.rates.extract import Extract
from alamo_xl.schedule import Schedule

CONCERNED = {
    "rates": "All rates",
    "fees": "All fees",
    "late-fee": "Late fee",
    "transfer-fee": "Transfer fee",
}


def add(book: Book, extract: Extract) -> None:
    """A row a condition, in the resolution's order."""
    said = "What the charges and fees stand under, in plain words and as printed."
    sheet = book.sheet("Conditions", "Conditions of charges and fees", said)
    columns = [
        Column("It concerns", "wrapped", 17),
        Column("In plain words", "wrapped", 43),
        Column("As printed", "wrapped", 43),
        Column("Where it is printed", "source", 27),
    ]
    rows = [
        [
            ", ".join(_label(extract.schedule, name) for name in condition.of),
            condition.words,
            f"“{condition.quote}”",
            f"{condition.source.section}, {condition.source.row}",
        ]
        for condition in extract.schedule.conditions
    ]
    sheet.table("Conditions", columns, rows)


def _label(schedule: Schedule, name: str) -> str:
    """What a condition is of, as a reader calls it: a fee by its label without a size."""
    labels = {fee.fee: fee.label.removesuffix(f', {fee.size}"') for fee in schedule.fees}
    return (CONCERNED | labels).get(name) or f"{name.capitalize()} service"
