"""The scenario that Control chooses: its levers, its rates, its demand, row by row."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Line, TimeSheet
from alamo_xl.books.kit.refs import Ref
from alamo_xl.books.model import chain
from alamo_xl.books.model.chain import Base, Demand, Increases, Rates
from alamo_xl.books.model.scenarios import Levers, Scenarios
from alamo_xl.books.model.status import banner
from alamo_xl.rate_table import HEADINGS
from alamo_xl.schedule import Schedule

SHOWN = '="Scenario: "&Scenario'


def add_levers(
    book: Book, schedule: Schedule, years: tuple[int, ...], scenarios: Scenarios
) -> tuple[Levers, Increases]:
    """The chosen block, cell by cell, and what it means by year."""
    sheet = book.time_sheet("Levers", "Levers", "The levers of the scenario shown, and what they mean year by year.")
    sheet.text(SHOWN, "banner")
    first, second = (Ref("Scenarios", block.first, 1) for block in scenarios.blocks[:2])
    before = f"=ROW({first})-1+MAX(0,Scenario_number-1)*(ROW({second})-ROW({first}))"
    sheet.value("Rows before the block", before, "integer", name="Chosen_before", units="on Scenarios")
    sheet.gap()
    sheet.year_row(years, keys=("Lever", "Class", "Charge"), opening="All years")
    sheet.put(sheet.here(-1, sheet.first_year_column + book.years), "Row on Scenarios", "header right")
    top = sheet.row
    for lever in scenarios.blocks[0].rows:
        number = Ref(sheet.name_text, sheet.row, sheet.first_year_column + book.years)
        sheet.put(number, f"=Chosen_before+ROWS($A${top}:$A{sheet.row})", "count")
        cell = f"INDEX('Scenarios'!{{col}}$1:{{col}}${scenarios.last},{number.in_row})"
        shown = f'=IF({cell}="","",{cell})'
        by_year, all_years = ('=""', shown) if lever.all_years else (shown, '=""')
        sheet.line(lever.words, lever.units, by_year, f"link {lever.role}", opening=all_years)
    levers = Levers(sheet.name_text, top, scenarios.blocks[0].rows, sheet.opening_column)
    sheet.heading("What they mean")
    return levers, chain.add_increases(sheet, schedule, levers)


def wide_sheet(book: Book, name: str, says: str, years: tuple[int, ...], *banners: str) -> TimeSheet:
    """A time sheet with the words of a printed row in its first columns."""
    sheet = book.time_sheet(name, name, says, wide=True)
    for text in banners:
        sheet.text(text, "banner")
    sheet.gap()
    sheet.year_row(years, keys=HEADINGS)
    return sheet


def add_rates(
    book: Book, schedule: Schedule, years: tuple[int, ...], base: Base, levers: Levers, increases: Increases
) -> Rates:
    """Rates scenario: a rate table that the functions' rates argument takes, and how it comes about."""
    after = '=IF(MAX(Scenario_years)>Last_adopted_year,"Years after FY"&Last_adopted_year&" are not adopted","")'
    says = "Rates of the scenario shown, rounded as the law rounds; below them, how they come about."
    sheet = wide_sheet(book, "Rates scenario", says, years, SHOWN, after)
    head = sheet.row - 1
    rates = chain.add_rates(sheet, schedule, base, levers, increases)
    count, words, first = len(schedule.rates), len(HEADINGS), sheet.first_year_column
    book.name("Rates_scenario", Ref(sheet.name_text, head, 1, count + 1, words + len(years)))
    book.name("Scenario_values", Ref(sheet.name_text, head + 1, first, count, len(years)))
    book.name("Scenario_years", Ref(sheet.name_text, head, first, 1, len(years)))
    book.name("Scenario_return", rates.sewer_return.years)
    return rates


def add_demand(
    book: Book,
    schedule: Schedule,
    years: tuple[int, ...],
    base: Base,
    levers: Levers,
    increases: Increases,
    rates: Rates,
) -> Demand:
    """Demand: volumes by printed row and year, and how they come about."""
    says = "Bills and volumes of the scenario shown, by printed rate; below them, how they come about."
    sheet = wide_sheet(book, "Demand", says, years, SHOWN, banner("Determinants_status"))
    return chain.add_demand(sheet, schedule, base, levers, increases, rates)


def add_current_use(sheet: TimeSheet, levers: Levers, increases: Increases) -> Line:
    """What multiplies the base year's volumes while rates stand still: real prices fall with inflation."""
    price = "(1+General_inflation)^({year}-Base_year)"
    elasticity = f"N({levers.scalar('elasticity of use')})"
    formula = f'={increases.use.year}/IF(Real_prices="yes",{price},1)^{elasticity}'
    return sheet.line(["Use at current rates"], "x", formula, "factor")
