"""Rates scenario: a rate table that the functions' rates argument takes, and how it comes about."""

from __future__ import annotations

from alamo_xl.books.kit import Book
from alamo_xl.books.model.banners import SHOWN
from alamo_xl.books.model.rows import rates
from alamo_xl.books.model.rows.base import Base
from alamo_xl.books.model.rows.increases import Increases
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.rate_table import headings
from alamo_xl.schedule import Schedule


def add(
    book: Book, schedule: Schedule, years: tuple[int, ...], base: Base, levers: LeverBlock, increases: Increases
) -> Rates:
    """The rates under the years; below them the steps."""
    after = '=IF(MAX(Scenario_years)>Last_adopted_year,"Years after FY"&Last_adopted_year&" are not adopted","")'
    says = "Rates of the scenario shown, rounded as the law rounds; below them, how they come about."
    sheet = book.wide_sheet("Rates scenario", "Rates scenario", says)
    sheet.text(SHOWN, "banner")
    sheet.text(after, "banner")
    sheet.gap()
    head = sheet.year_row(years, keys=headings(schedule))
    found = rates.add(sheet, schedule, base, levers, increases)
    book.name("Rates_scenario", head.keys.to(found.block.years))
    book.name("Scenario_values", found.block.years)
    book.name("Scenario_years", head.years)
    book.name("Scenario_return", found.sewer_return.years)
    return found
