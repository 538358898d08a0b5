"""Sufficiency of the scenario shown, by service and for the utility."""

from __future__ import annotations

from alamo_xl.books.kit import Book
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.rows import sufficiency
from alamo_xl.books.model.rows.cash import Flow
from alamo_xl.books.model.rows.sufficiency import Sufficiency
from alamo_xl.books.vocabulary import UTILITY


def add(book: Book, years: tuple[int, ...], flows: dict[str, Flow]) -> dict[str, Sufficiency]:
    """Gap, coverage, days of cash, and the uniform increase that would do."""
    says = "Whether rates are enough in the scenario shown, and the uniform increase of all rates that would be."
    sheet = book.time_sheet("Sufficiency", "Sufficiency", says)
    of_the_scenario(sheet, "Requirement_status", "Determinants_status")
    sheet.year_row(years, keys=("Line", "Service"), opening="")
    found = {}
    for whose, flow in flows.items():
        sheet.heading(whose.capitalize())
        found[whose] = sufficiency.add(sheet, whose, flow)
    utility = found[UTILITY]
    cents = f"=ROUND({utility.gap.year},2)"
    sheet.line(["Gap to the cent", UTILITY], "$ a year", cents, "money", name="Gap_shown", opening_role="text")
    book.name("Coverage_shown", utility.coverage.years)
    book.name("Days_shown", utility.days.years)
    return found
