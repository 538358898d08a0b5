"""Demand: bills and volumes of the scenario shown, and how they come about."""

from __future__ import annotations

from alamo_xl.books.kit import Book
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.rates_scenario import Chosen
from alamo_xl.books.model.rows import demand
from alamo_xl.books.model.rows.base import Base, charged
from alamo_xl.books.model.rows.demand import Demand
from alamo_xl.books.vocabulary import YES, charge_headings
from alamo_xl.schedule import Schedule

PRICE_INDEX = f'IF(Real_prices="{YES}",INDEX(General_index,1,{{year}}-First_year+1),1)'


def add(book: Book, schedule: Schedule, years: tuple[int, ...], base: Base, chosen: Chosen) -> Demand:
    """Volumes by printed row and year."""
    says = "Bills and volumes of the scenario shown, by printed rate; below them, on screen alone, how they come about."
    sheet = book.wide_sheet("Demand", "Demand", says)
    of_the_scenario(sheet, "Determinants_status")
    sheet.year_row(years, keys=charge_headings(schedule))
    steps = sheet.ahead(len(charged(schedule)))
    found = demand.add(sheet, schedule, base, chosen.levers, chosen.standing, chosen.rates, PRICE_INDEX)
    sheet.unprinted_from(steps)
    return found
