"""Revenue scenario: at the rates and the demand of the scenario shown."""

from __future__ import annotations

from alamo_xl.books.kit import Book, TableRef
from alamo_xl.books.model import revenue_lines
from alamo_xl.books.model.determinants import Kind
from alamo_xl.books.model.revenue_lines import Revenue
from alamo_xl.books.model.rows.base import charged
from alamo_xl.books.model.rows.demand import Demand
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.schedule import Schedule


def add(
    book: Book, schedule: Schedule, years: tuple[int, ...], accounts: TableRef, rates: Rates, demand: Demand
) -> Revenue:
    """Volume x rate, a line for every kind of account and charge."""
    says = "Rate revenue of the scenario shown: volume x rate, a line for every kind of account and charge."
    sheet = revenue_lines.new_sheet(book, "Revenue scenario", says, years)

    at = rates.block.part(0, len(charged(schedule))).year

    def formula(kind: Kind) -> str:
        share = f"*{rates.sewer_return.year}" if kind.takes_return else ""
        return f"={{margin1}}*{revenue_lines.of_charge(schedule, demand.factors.year, at)}{share}"

    return revenue_lines.add(sheet, schedule, accounts, revenue_lines.reserve(sheet, schedule), formula)
