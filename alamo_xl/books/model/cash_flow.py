"""Cash flow of the scenario shown, by service and for the utility."""

from __future__ import annotations

from alamo_xl.books.kit import Book
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.rows import cash
from alamo_xl.books.model.rows.cash import Flow
from alamo_xl.books.model.rows.needs import Needs
from alamo_xl.books.model.rows.revenue import Revenue
from alamo_xl.books.vocabulary import UTILITY


def add(book: Book, years: tuple[int, ...], revenue: Revenue, needs: dict[str, Needs]) -> dict[str, Flow]:
    """Opening cash + sources - uses = closing cash."""
    says = "Opening cash, sources, uses and closing cash of the scenario shown."
    sheet = book.time_sheet("Cash flow", "Cash flow", says)
    of_the_scenario(sheet, "Requirement_status", "Determinants_status")
    sheet.year_row(years, keys=("Line", "Service"), opening="")
    flows = {}
    for whose, wanted in needs.items():
        sheet.heading(whose.capitalize())
        flows[whose] = cash.add(sheet, whose, revenue.total[whose], wanted)
    sheet.gap()
    services = "-".join(flow.closing.year for whose, flow in flows.items() if whose != UTILITY)
    difference = f"=ROUND({flows[UTILITY].closing.year}-{services},2)"
    words = ["The utility's cash less its services'"]
    sheet.line(words, "$", difference, "money0", name="Cash_difference", opening_role="text")
    return flows
