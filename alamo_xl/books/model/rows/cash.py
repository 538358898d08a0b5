"""A year's cash: opening cash + sources - uses = closing cash."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Line, YearSheet
from alamo_xl.books.model.rows.needs import Needs
from alamo_xl.books.vocabulary import CAPITAL, OPENING_CASH, OTHER_REVENUE, TRANSFERS


@dataclass(frozen=True)
class Flow:
    """A year's cash."""

    revenue: Line
    net: Line
    needs: Needs
    closing: Line


def add(sheet: YearSheet, whose: str, revenue: Line, needs: Needs) -> Flow:
    """Rate revenue to net revenue to closing cash."""

    def line(words: str, formula: str, role: str = "money0", total: bool = False) -> Line:
        return sheet.line([words, whose], "$ a year", formula, role, total=total, opening_role="text")

    earned = line("Rate revenue", f"={revenue.year}", "link money0")
    unpaid = line("Bad debt", f"=-{earned.year}*Bad_debt")
    other = line(OTHER_REVENUE, f"={needs.other_revenue.year}", "link money0")
    operations = line("Operations", f"=-{needs.operations.year}", "link money0")
    net = line("Net revenue", f"={earned.year}+{unpaid.year}+{other.year}+{operations.year}", total=True)
    debt = line("Debt service", f"=-{needs.debt.year}", "link money0")
    capital = line(CAPITAL, f"=-{needs.capital.year}", "link money0")
    transfers = line(TRANSFERS, f"=-{needs.transfers.year}", "link money0")
    closing_ahead = sheet.line_ahead(1)
    opening = line(OPENING_CASH, f"=IF({{year}}=First_year,{needs.opening_cash},{closing_ahead.previous})")
    sums = "+".join(each.year for each in (opening, net, debt, capital, transfers))
    closing = line("Closing cash", f"={sums}", total=True)
    return Flow(earned, net, needs, closing)
