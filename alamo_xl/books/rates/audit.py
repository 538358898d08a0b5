"""Audit: each rule that the printed rates should obey, and the printed exceptions."""

from __future__ import annotations

from alamo_xl.audit import audit
from alamo_xl.books.kit import Book, Column
from alamo_xl.labels import charge_label
from alamo_xl.schedule import RETURN, Schedule


def add(book: Book, schedule: Schedule) -> None:
    """Two sheets: the rules with their counts, the exceptions with printed and derived rate."""
    report = audit(schedule)
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
    exceptions = book.sheet(
        "Audit exceptions",
        "Printed rates that differ from a rule",
        "The printed rate governs; each is shown beside what the rule would give, in dollars.",
    )
    titles = {rule.rule: rule.title for rule in report.rules}
    columns = [
        Column("Rate", width=62),
        Column("Fiscal year", "year", 12),
        Column("Printed ($)", "money", 12),
        Column("Derived ($)", "money", 12),
        Column("Rule", "source", 50),
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
    exceptions.table("Audit_exceptions", columns, rows)
