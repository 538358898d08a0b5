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


@dataclass(frozen=True)
class TypicalBill:
    """A typical account's bill of a month, by service and in all."""

    by_service: dict[str, Line]
    total: Line


def add(sheet: YearSheet, schedule: Schedule, rates: Rates, account: Typical) -> Line:
    """A month's water and sewer bill inside the city, each line rounded to the cent (R8)."""
    billed = _charges(sheet, schedule, rates, account)
    return _sum(sheet, "Typical bill", account, list(billed.values()), total=True)


def add_by_service(sheet: YearSheet, schedule: Schedule, rates: Rates, account: Typical) -> TypicalBill:
    """The same, with what each service comes to."""
    billed = _charges(sheet, schedule, rates, account)
    by_service = {}
    for service in dict.fromkeys(each.service for each in billed):
        own = [line for each, line in billed.items() if each.service == service]
        by_service[service] = _sum(sheet, service.capitalize(), account, own)
    return TypicalBill(by_service, _sum(sheet, "Typical bill", account, list(by_service.values()), total=True))


def _sum(sheet: YearSheet, words: str, account: Typical, of: list[Line], total: bool = False) -> Line:
    return _line(sheet, words, account, "=" + "+".join(each.year for each in of), total)


def _line(
    sheet: YearSheet, words: str, account: Typical, formula: str, total: bool = False, units: str = "$ a month"
) -> Line:
    return sheet.line([words, account.customer_class], units, formula, "money", total=total, opening_role="text")


def _charges(sheet: YearSheet, schedule: Schedule, rates: Rates, account: Typical) -> dict[BillLine, Line]:
    """The lines of the bill, under the rates that they take; a rate that is not printed is 0."""
    rate_of = {}
    for each in lines_of(schedule):
        place = account.cell(law.place_heading(each))
        found = f"=IF({place}=0,0,INDEX({rates.block.year},{place}))"
        units = "$ a CCF" if each.charge == USAGE else "$ a month"
        rate_of[each] = _line(sheet, f"{each.words} rate", account, found, units=units)

    def cells(heading: str) -> str:
        return rates.sewer_return.year if heading == law.return_heading(HERE) else account.cell(heading)

    billed = {}
    for each, rate in rate_of.items():
        quantity = law.quantity(each, "", account.volume, cells, HERE)
        if each.in_parts:
            words = [f"{each.words} part", account.customer_class]
            quantity = sheet.line(words, "CCF", f"={quantity}", "volume3", opening_role="text").year
        billed[each] = _line(sheet, each.words, account, f"={law.amount(quantity, rate.year)}")
    return billed
