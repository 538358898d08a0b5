"""A typical bill by year, line by line; where its rates are printed stands on Bill look-ups."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Line, YearSheet
from alamo_xl.books.model import bill_formulas as law
from alamo_xl.books.model.chosen_account import cell_name
from alamo_xl.books.model.rate_lines import BASE, USAGE, BillLine, bill_lines
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.schedule import Schedule


@dataclass(frozen=True)
class Typical:
    """An account inside the city on no stage: its class, its size as a formula, the names of its cells."""

    customer_class: str
    volume: str
    prefix: str

    def cell(self, heading: str) -> str:
        """The name of what Bill look-ups has for it under a heading."""
        return cell_name(self.prefix, heading)


HOUSEHOLD = Typical("household", "Household_volume", "Household")
SIZE = 'IF({Typical account}="household","3/4",Business_size)'
"""Its size: a household's is the smallest, a business's is on Control."""
HERE = law.Rates("", "", "")
BUSINESS = Typical("non-household", "Business_volume", "Business")


def lines_of(schedule: Schedule) -> list[BillLine]:
    """The lines of its bill for water and sewer."""
    return [line for line in bill_lines(schedule) if line.service != law.RECLAIMED and line.charge in (BASE, USAGE)]


def add(sheet: YearSheet, schedule: Schedule, rates: Rates, account: Typical) -> Line:
    """A month's water and sewer bill inside the city, each line rounded to the cent (R8)."""

    def line(words: str, formula: str, total: bool = False) -> Line:
        whose = account.customer_class
        return sheet.line([words, whose], "$ a month", formula, "money", total=total, opening_role="text")

    lines = lines_of(schedule)
    rate_of = {
        each: line(f"{each.words} rate", f"=INDEX({rates.block.year},{account.cell(law.place_heading(each))})")
        for each in lines
    }

    def cells(heading: str) -> str:
        return rates.sewer_return.year if heading == law.return_heading(HERE) else account.cell(heading)

    billed = []
    for each in lines:
        quantity = law.quantity(each, "", account.volume, cells, HERE)
        if each.in_parts:
            words = [f"{each.words} part", account.customer_class]
            quantity = sheet.line(words, "CCF", f"={quantity}", "volume3", opening_role="text").year
        billed.append(line(each.words, f"={law.amount(quantity, rate_of[each].year)}"))
    return line("Typical bill", "=" + "+".join(each.year for each in billed), total=True)
