"""Rates scenario: a rate table that the functions' rates argument takes, and how it comes about."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Book, Line
from alamo_xl.books.model.banners import SHOWN
from alamo_xl.books.model.rows import increases, rates, standing
from alamo_xl.books.model.rows.base import Base
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.books.model.rows.standing import Standing
from alamo_xl.books.vocabulary import ADOPTED, NOT_ADOPTED, table_headings
from alamo_xl.schedule import Schedule


@dataclass(frozen=True)
class Chosen:
    """The scenario shown: its levers, what stands by year, its rates, and whether those of a year are the adopted."""

    levers: LeverBlock
    standing: Standing
    rates: Rates
    told: Line


def add(book: Book, schedule: Schedule, years: tuple[int, ...], base: Base, levers: LeverBlock) -> Chosen:
    """The rates under the years; below them the steps, then what the levers mean."""
    after = f'=IF(MAX(Scenario_years)>Last_adopted_year,"Years after FY"&Last_adopted_year&" are {NOT_ADOPTED}","")'
    says = "Rates of the scenario shown, rounded as the law rounds; below them, on screen alone, how they come about."
    sheet = book.wide_sheet("Rates scenario", "Rates scenario", says)
    sheet.text(SHOWN, "heading")
    sheet.text(after, "banner")
    left = '"The rates shown are not the adopted ones from FY"&First_not_adopted&" on"'
    sheet.text(f'=IF(First_not_adopted>Last_adopted_year,"",{left})', "banner")
    sheet.gap()
    head = sheet.year_row(years, keys=table_headings(schedule))
    ahead, place = sheet.block_ahead(len(schedule.rates)), sheet.take(len(schedule.rates))
    sheet.gap()
    steps = sheet.text("Whether a year is adopted, and its increases", "heading")
    apart = f"({ahead.year}-{base.printed.year})"
    squares = f"=ROUND(100*100*SUMPRODUCT({apart}*{apart}),3)"
    changed = sheet.line(["distance from the printed rates"], "cents, squared", squares, "volume")
    word = f'=IF(({{year}}>Last_adopted_year)+{changed.year}>0,"{NOT_ADOPTED}","{ADOPTED}")'
    told = sheet.line(["rates of the year"], "word", word, "verdict")
    number = sheet.value("Its place", f'=IFERROR(MATCH("{NOT_ADOPTED}",{told.years.local},0),0)', "integer").local
    first = f"=IF({number}=0,MAX(Scenario_years)+1,First_year-1+{number})"
    sheet.value("First year that is not adopted", first, "year", name="First_not_adopted")
    moved = increases.add(sheet, schedule, levers)
    sheet.text("Levers that stand from a year on", "heading")
    stands = standing.add(sheet, schedule, levers)
    found = rates.add(sheet, schedule, base, moved, stands, place)
    sheet.text("What the rounding of a shift leaves over", "heading")
    rates.add_left_over(sheet, schedule, found, stands)
    sheet.unprinted_from(steps)
    book.name("Rates_scenario", head.keys.to(found.block.years))
    book.name("Scenario_values", found.block.years)
    book.name("Scenario_years", head.years)
    book.name("Scenario_return", found.sewer_return.years)
    return Chosen(levers, stands, found, told)
