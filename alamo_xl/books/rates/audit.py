"""Audit: each rule that the printed rates should obey, and how often print differs from it."""

from __future__ import annotations

from alamo_xl.audit import AuditReport
from alamo_xl.books.kit import Book, Column


def add(book: Book, report: AuditReport) -> None:
    """The rules with their counts."""
    said = (
        "The deviations are exactly the known exceptions." if report.ok else "There are deviations that are not known."
    )
    sheet = book.sheet("Audit", "Audit of the printed rates", f"Each rule over every rate it applies to. {said}")
    columns = [
        Column("Rule", "wrapped", 70),
        Column("Rates checked", "integer", 16),
        Column("Exceptions", "integer", 12),
    ]
    sheet.table("Audit", columns, [[rule.title, rule.checked, len(rule.deviations)] for rule in report.rules])
