"""Needed increase of the scenario shown: by how much rates must rise for every test to be met, as needed and level."""

from __future__ import annotations

from alamo_xl.books.kit import Book, TimeSheet
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.solver import FIRST, Solved
from alamo_xl.books.vocabulary import AS_NEEDED, LEVEL_NEEDED, UTILITY

WAYS = (
    "Both start from the scenario shown with no increase from the first year on. As needed is the least increase in "
    "each year, given those before, with which that year's tests are met. Level is one increase, the same each year "
    "from the first to the last, with which every year's tests are met to the horizon. Use answers to the price."
)
SCOPES = (
    "The utility's moves every rate, and its tests count; a service's moves its own rates, the others stay as the "
    "scenario has them, and that service's tests count: use then answers to the part of its price that is its own, an "
    "approximation. An increase is at least 0%."
)
TAKEN = (
    "To take a level increase, type it into a scenario's rows 'level increase' with its years; its own rates, to the "
    "cent, then say on Sufficiency whether it is enough. Rounding to the cent may need 0.1% more: the command "
    "alamo-xl scenario --solve level finds the least that passes. Another scenario's needs show once Control shows it."
)


def add(book: Book, years: tuple[int, ...], solved: Solved) -> None:
    """The level increases, those as needed, and what rounding leaves over."""
    says = "By how much rates must rise for every test to be met, in the scenario shown."
    sheet = book.time_sheet("Needed increase", "Needed increase", says, measure=150)
    of_the_scenario(sheet, "Requirement_status", "Determinants_status")
    sheet.width(sheet.key_columns, 1.4)
    sheet.heading("Level: one increase each year")
    sheet.value("From", f"={FIRST}", "link year", units="fiscal year")
    sheet.value("To", "=Solve_to", "link year", units="fiscal year")
    for whose, level in solved.level.items():
        words = "Every rate, the utility's tests" if whose == UTILITY else f"{whose.capitalize()} rates alone"
        sheet.value(words, f"={level.answer}", "link percent2", name=f"Level_{whose}", units="a year")
    sheet.text(f'="With the rates as they are: "&Sentence_{UTILITY}', "sentence")
    sheet.heading("As needed, and what follows")
    sheet.note(
        "A dash: no increase is needed. The word none: not even 100% a year is enough, and no year after is tried."
    )
    sheet.year_row(years, keys=("Line", "Service"), opening="")
    _by_year(sheet, solved)
    sheet.gap()
    for note in (WAYS, SCOPES, TAKEN):
        sheet.note(note)


def _by_year(sheet: TimeSheet, solved: Solved) -> None:
    for whose, found in solved.as_needed.items():
        line = sheet.line(
            [AS_NEEDED, whose], "over the year before", f"={found.answer.year}", "link percent2", opening_role="text"
        )
        sheet.name(f"As_needed_{whose}", line.years)
    for whose, level in solved.level.items():
        formula = f"=IF(AND({{year}}>={FIRST},{{year}}<=Solve_to),{level.answer},0)"
        sheet.line([LEVEL_NEEDED, whose], "over the year before", formula, "percent2", opening_role="text")
    for whose, found in solved.as_needed.items():
        words = ["Rates as needed, cumulative", whose]
        sheet.line(words, "x the rates without", f"={found.times.year}", "link factor", opening_role="text")
    for whose, found in solved.as_needed.items():
        words = ["Closing cash, as needed", whose]
        sheet.line(words, "$", f"={found.closing.year}", "link money0", opening_role="text")
    words = ["Left over by rounding the level rates to the cent", UTILITY]
    sheet.line(words, "$ a year", f"={solved.residual.year}", "link money0", opening_role="text")
