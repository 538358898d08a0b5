"""Rates scenario: a rate table that the functions' rates argument takes, and how it comes about."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Book
from alamo_xl.books.model.banners import SHOWN
from alamo_xl.books.model.rows import increases, rates, standing
from alamo_xl.books.model.rows.base import Base
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.books.model.rows.standing import Standing
from alamo_xl.books.vocabulary import ADOPTED, NOT_ADOPTED
from alamo_xl.rate_table import headings
from alamo_xl.schedule import Schedule


@dataclass(frozen=True)
class Chosen:
    """The scenario shown: its levers, what stands by year, its rates."""

    levers: LeverBlock
    standing: Standing
    rates: Rates


def add(book: Book, schedule: Schedule, years: tuple[int, ...], base: Base, levers: LeverBlock) -> Chosen:
    """The rates under the years; below them the steps, then what the levers mean."""
    after = f'=IF(MAX(Scenario_years)>Last_adopted_year,"Years after FY"&Last_adopted_year&" are {NOT_ADOPTED}","")'
    says = "Rates of the scenario shown, rounded as the law rounds; below them, how they come about."
    sheet = book.wide_sheet("Rates scenario", "Rates scenario", says)
    sheet.text(SHOWN, "banner")
    sheet.text(after, "banner")
    sheet.gap()
    head = sheet.year_row(years, keys=headings(schedule))
    place = sheet.take(len(schedule.rates))
    sheet.gap()
    sheet.text("Whether a year is adopted, and its increases", "heading")
    told = f'=IF({{year}}>Last_adopted_year,"{NOT_ADOPTED}","{ADOPTED}")'
    sheet.line(["rates of the year"], "word", told, "general")
    moved = increases.add(sheet, schedule, levers)
    sheet.text("Levers that stand from a year on", "heading")
    stands = standing.add(sheet, schedule, levers)
    found = rates.add(sheet, schedule, base, moved, stands, place)
    sheet.text("What the rounding of a shift leaves over", "heading")
    rates.add_left_over(sheet, schedule, found, stands)
    book.name("Rates_scenario", head.keys.to(found.block.years))
    book.name("Scenario_values", found.block.years)
    book.name("Scenario_years", head.years)
    book.name("Scenario_return", found.sewer_return.years)
    return Chosen(levers, stands, found)
