"""Affordability: the typical bills of the scenario shown against income and wages."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import Book, Line
from alamo_xl.books.model.banners import SHOWN, add_status
from alamo_xl.books.model.rows import typical_bill
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.schedule import Schedule


def add(
    book: Book, schedule: Schedule, years: tuple[int, ...], given: dict[str, Any], status: str, rates: Rates
) -> tuple[Line, Line]:
    """Typical household and business bills, then the household's share of income. Gives the two bills."""
    sheet = book.time_sheet(
        "Affordability", "Affordability", "Typical bills of the scenario shown against income.", kind="input"
    )
    sheet.text(SHOWN, "banner")
    add_status(sheet, "Income", status)
    money = (0, 10_000_000)
    for label, key, name, role, units, between in (
        ("Median household income", "median_income", "Median_income", "money0", "$ a year", money),
        ("Growth of income and wages", "income_growth", "Income_growth", "percent", "a year", (-0.5, 1)),
        ("Minimum wage", "minimum_wage", "Minimum_wage", "money", "$ an hour", money),
        ("Threshold", "threshold", "Affordability_threshold", "percent", "of income", (0, 1)),
    ):
        sheet.value(label, given[key], f"input {role}", name=name, units=units, between=between)
    sheet.gap()
    sheet.year_row(years, keys=("Line", "Account"), opening="")
    household = typical_bill.add(sheet, schedule, rates, typical_bill.HOUSEHOLD)
    business = typical_bill.add(sheet, schedule, rates, typical_bill.BUSINESS)

    def line(words: str, units: str, formula: str, role: str, name: str = "") -> Line:
        return sheet.line([words], units, formula, role, opening_role="text", name=name)

    growth = line("Income and wages", "index", "=(1+Income_growth)^({year}-Base_year)", "factor")
    income = line("Median household income", "$ a year", f"=Median_income*{growth.year}", "money0")
    share = f"=IF({income.year}=0,0,12*{household.year}/{income.year})"
    line("Household bills of a year", "of income", share, "percent2", "Bill_share_of_income")
    wage = f"=IF(Minimum_wage=0,0,{household.year}/(Minimum_wage*{growth.year}))"
    line("Work at minimum wage for a month's bill", "hours", wage, "ratio")
    return household, business
