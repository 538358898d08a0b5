"""Audit exceptions: the printed rates that differ from a rule, with printed and derived rate."""

from __future__ import annotations

from alamo_xl.audit import AuditReport
from alamo_xl.books.kit import Book, Column
from alamo_xl.labels import charge_label
from alamo_xl.schedule import RETURN, Schedule


def add(book: Book, schedule: Schedule, report: AuditReport) -> None:
    """A row a deviation."""
    sheet = book.sheet(
        "Audit exceptions",
        "Printed rates that differ from a rule",
        "The printed rate governs; each is shown beside what the rule would give, in dollars.",
    )
    titles = {rule.rule: rule.title for rule in report.rules}
    columns = [
        Column("Rate", width=56),
        Column("Fiscal year", "year", 11),
        Column("Printed ($)", "money", 12),
        Column("Derived ($)", "money", 12),
        Column("Rule", "source", 37),
    ]
    rows = [
        [
            f"{' '.join(e.key[:3]).capitalize()}: {charge_label(e.key, schedule.rates[RETURN]).lower()}",
            e.fiscal_year,
            e.printed,
            e.derived,
            titles[e.rule],
        ]
        for e in report.deviations
    ]
    sheet.table("Audit_exceptions", columns, rows)
