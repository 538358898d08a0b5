"""Dashboard: the scenario shown on one page, in numbers and in charts of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from alamo_xl.books.kit import Book, Chart, Line, TimeSheet
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.council_summary import Shown, below
from alamo_xl.books.model.rows.revenue import Revenue
from alamo_xl.books.model.rows.sufficiency import MISSED
from alamo_xl.books.model.scenario_results import MILLIONS, Comparison
from alamo_xl.books.vocabulary import UTILITY

PLACES = ((1, 14.2), (6, 16.7), (11, 16.7))  # column and width in cm of the charts side by side
HEIGHT = 6.3
LABEL, BEFORE, YEAR = 34.0, 10.0, 17.5
"""Widths of the labels, of the columns before the years, and of the years: three charts beside one another."""
TIMES, A_MONTH = "0.0", "$#,##0"
COLOURS = {UTILITY: 6, "water": 0, "sewer": 1, "reclaimed": 2}


@dataclass(frozen=True)
class Numbers:
    """What the charts draw, by year: cash and its target by whose."""

    years: Line
    cash: dict[str, Line]
    above: dict[str, Line]
    target: Line
    covered: Line
    wanted: Line
    fixed: Line
    moving: Line
    household: Line


def add(book: Book, years: tuple[int, ...], revenue: Revenue, shown: Shown, compared: Comparison) -> None:
    """The numbers, then six charts of them."""
    sheet = book.time_sheet("Dashboard", "Dashboard", "What the scenario shown means, on one page.")
    of_the_scenario(sheet, "Requirement_status", "Determinants_status")
    sheet.warn(
        sheet.text(f"=Sentence_{UTILITY}", "state"), f"MIN(First_coverage_{UTILITY},First_cash_{UTILITY})<=Horizon"
    )
    sheet.gap()
    numbers = _numbers(sheet, years, revenue, shown)
    sheet.text('="The last chart compares scenarios in FY"&Compare_year&", chosen on Scenario results."', "sentence")
    charts = (
        _cash(numbers),
        _services(numbers),
        _coverage(numbers),
        _shares(numbers),
        _bill(numbers),
        _compared(compared),
    )
    for column in range(1, sheet.last_year_column + 1):
        sheet.width(column, LABEL if column == 1 else BEFORE if column < sheet.first_year_column else YEAR)
    for first in range(0, len(charts), len(PLACES)):
        placed = zip(charts[first : first + len(PLACES)], PLACES, strict=True)
        sheet.charts_side_by_side(
            [replace(chart, column=column, width_cm=width, height_cm=HEIGHT) for chart, (column, width) in placed]
        )


def _numbers(sheet: TimeSheet, years: tuple[int, ...], revenue: Revenue, shown: Shown) -> Numbers:
    year_row = sheet.year_row(years, keys=("Measure",), opening="")

    def line(words: str, units: str, formula: str, role: str) -> Line:
        return sheet.line([words], units, f"={formula}", f"link {role}", opening_role="text")

    total = revenue.total[UTILITY].year
    line("Rate revenue", "$ a year", total, "money0")
    cash, above = {}, {}
    for whose in (UTILITY, *(each for each in shown.flows if each != UTILITY)):
        cash[whose] = line(f"Unrestricted cash, {whose}", "$", shown.flows[whose]["closing_cash"].year, "money0")
        target = shown.enough[whose].rows["cash_target"].year
        if whose == UTILITY:
            wished = line("Target of unrestricted cash, utility", "$", target, "money0")
            sheet.warn(cash[whose].years, f"SUM({cash[whose].at(0).in_column})<SUM({wished.at(0).in_column})")
        else:
            apart = f'IF({{year}}<Base_year,"",SUM({cash[whose].year})-SUM({target}))'
            above[whose] = line(f"Above (below) its target, {whose}", "$", apart, "money0")
            sheet.warn(above[whose].years, f"SUM({above[whose].at(0).in_column})<0")
    covered = line("Coverage of all debt, utility", "times", shown.enough[UTILITY].rows["all_coverage"].year, "ratio")
    sheet.warn(covered.years, below(covered, "Target_all"))
    wanted = line("Target of coverage", "times", "SUM(Target_all)", "ratio")
    verdict = f"={shown.enough[UTILITY].verdict.year}"
    tests = sheet.line(["Tests of the utility"], "", verdict, "verdict", opening_role="text")
    sheet.flag(tests.years, MISSED)
    fixed = line("Fixed charges", "of revenue", f"IF({total}=0,0,{revenue.base[UTILITY].year}/{total})", "percent")
    moving = line("Usage charges", "of revenue", f"IF({total}=0,0,{revenue.usage[UTILITY].year}/{total})", "percent")
    household = line("Typical household bill", "$ a month", shown.bills[0].year, "money")
    more = f"IF({{year}}=First_year,0,{household.year}-{household.previous})"
    line("Household bill, more than the year before", "$ a month", more, "money")
    line("Typical business bill", "$ a month", shown.bills[1].year, "money")
    return Numbers(year_row, cash, above, wished, covered, wanted, fixed, moving, household)


def _cash(numbers: Numbers) -> Chart:
    return Chart(
        "The utility's unrestricted cash and its target ($ millions)",
        numbers.years.years,
        [("Unrestricted cash", numbers.cash[UTILITY].years), ("Target", numbers.target.years, 4)],
        "Fiscal year",
        "$ millions",
        "Two lines by fiscal year: the utility's unrestricted cash at the year's end, and its target.",
        number_format=MILLIONS,
    )


def _services(numbers: Numbers) -> Chart:
    return Chart(
        "Cash above or below its target, by service ($ millions)",
        numbers.years.years,
        [(whose.capitalize(), line.years, COLOURS.get(whose, 3)) for whose, line in numbers.above.items()],
        "Fiscal year",
        "$ millions",
        "A line a service, by fiscal year: unrestricted cash less its target; below zero the target is missed.",
        number_format=MILLIONS,
    )


def _coverage(numbers: Numbers) -> Chart:
    return Chart(
        "Coverage of all debt and its target (times)",
        numbers.years.years,
        [("Coverage", numbers.covered.years), ("Target", numbers.wanted.years, 4)],
        "Fiscal year",
        "Times",
        "Two lines by fiscal year: net revenue over debt service of the utility, and its target.",
        number_format=TIMES,
    )


def _shares(numbers: Numbers) -> Chart:
    return Chart(
        "Fixed and usage charges (share of rate revenue)",
        numbers.years.years,
        [("Fixed charges", numbers.fixed.years), ("Usage charges", numbers.moving.years)],
        "Fiscal year",
        "Share of rate revenue",
        "Stacked bars by fiscal year: shares of fixed and usage charges.",
        kind="stacked",
        number_format="0%",
        y_range=(0, 1),
    )


def _bill(numbers: Numbers) -> Chart:
    return Chart(
        "Typical household bill ($ a month)",
        numbers.years.years,
        [("Bill", numbers.household.years)],
        "Fiscal year",
        "$ a month",
        "Bars: the typical household's monthly water and sewer bill by fiscal year.",
        kind="bar",
        number_format=A_MONTH,
        y_range=(0, None),
    )


def _compared(compared: Comparison) -> Chart:
    bill = "Typical household bill ($ a month)"
    return Chart(
        "Household bill by scenario, year compared ($ a month)",
        compared.table.column("Scenario"),
        [("Bill", compared.table.column(bill))],
        "Scenario",
        "$ a month",
        "Bars, one a scenario: the typical household's monthly bill in the year compared on Scenario results.",
        kind="bar",
        number_format=A_MONTH,
        y_range=(0, None),
    )
