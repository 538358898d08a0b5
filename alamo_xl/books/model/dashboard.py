"""Dashboard: one page for a commission."""

from __future__ import annotations

from dataclasses import dataclass, replace

from alamo_xl.books.kit import Book, Chart, Line, TableRef
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.revenue import Revenue
from alamo_xl.books.model.rows.sufficiency import Sufficiency
from alamo_xl.books.model.scenario_results import MILLIONS, Comparison
from alamo_xl.books.vocabulary import UTILITY

PLACES = ((1, 13.4), (6, 14.8), (11, 14.5))  # column and width in cm of the charts side by side
HEIGHT = 9.5


@dataclass(frozen=True)
class Numbers:
    """What the charts draw, by year."""

    years: Line
    earned: Line
    cash: Line
    wanted: Line
    covered: Line
    target: Line
    fixed: Line
    moving: Line
    household: Line
    change: Line


def add(
    book: Book,
    years: tuple[int, ...],
    revenue: Revenue,
    flow: Flow,
    enough: Sufficiency,
    bills: tuple[Line, Line],
    compared: Comparison,
) -> None:
    """The numbers, then six charts of them."""
    sheet = book.time_sheet("Dashboard", "Dashboard", "What the scenario shown means, on one page.")
    of_the_scenario(sheet, "Requirement_status", "Determinants_status")
    year_row = sheet.year_row(years, keys=("Measure",), opening="")

    def line(words: str, units: str, formula: str, role: str) -> Line:
        return sheet.line([words], units, formula, f"link {role}", opening_role="text")

    earned = line("Rate revenue", "$ a year", f"={revenue.total[UTILITY].year}", "money0")
    cash = line("Unrestricted cash", "$", f"={flow['closing_cash'].year}", "money0")
    wanted = line("Its target", "$", f"={enough.rows['cash_target'].year}", "money0")
    covered = line("Coverage of all debt", "times", f"={enough.rows['all_coverage'].year}", "ratio")
    target = line("Its target", "times", "=Target_all", "ratio")
    total = revenue.total[UTILITY].year
    fixed = line("Fixed charges", "of revenue", f"=IF({total}=0,0,{revenue.base[UTILITY].year}/{total})", "percent")
    moving = line("Usage charges", "of revenue", f"=IF({total}=0,0,{revenue.usage[UTILITY].year}/{total})", "percent")
    household = line("Typical household bill", "$ a month", f"={bills[0].year}", "money")
    line("Typical business bill", "$ a month", f"={bills[1].year}", "money")
    change = line(
        "Change of the household bill",
        "$ a month",
        f"=IF({{year}}=First_year,0,{household.year}-{household.previous})",
        "money",
    )
    numbers = Numbers(year_row, earned, cash, wanted, covered, target, fixed, moving, household, change)
    sheet.gap()
    charts = (*_finance_charts(numbers), *_bill_charts(numbers, compared.table))
    for first in range(0, len(charts), len(PLACES)):
        placed = zip(charts[first : first + len(PLACES)], PLACES, strict=True)
        sheet.charts_side_by_side(
            [replace(chart, column=column, width_cm=width, height_cm=HEIGHT) for chart, (column, width) in placed]
        )


def _finance_charts(numbers: Numbers) -> tuple[Chart, ...]:
    return (
        Chart(
            "Unrestricted cash against its target ($ millions)",
            numbers.years.years,
            [("Unrestricted cash", numbers.cash.years), ("Target", numbers.wanted.years)],
            "Fiscal year",
            "$ millions",
            "Two lines by fiscal year: the utility's unrestricted cash, and its target.",
            number_format=MILLIONS,
        ),
        Chart(
            "Debt service coverage and its target (times)",
            numbers.years.years,
            [("Coverage", numbers.covered.years), ("Target", numbers.target.years, 4)],
            "Fiscal year",
            "Times",
            "Two lines by fiscal year: debt service coverage, and its target.",
            number_format="0.0",
        ),
        Chart(
            "Fixed and usage charges (share of rate revenue)",
            numbers.years.years,
            [("Fixed charges", numbers.fixed.years), ("Usage charges", numbers.moving.years)],
            "Fiscal year",
            "Share of rate revenue",
            "Stacked bars by fiscal year: shares of fixed and usage charges.",
            kind="stacked",
            number_format="0%",
            y_range=(0, 1),
        ),
    )


def _bill_charts(numbers: Numbers, compared: TableRef) -> tuple[Chart, ...]:
    return (
        Chart(
            "Typical household bill ($ a month)",
            numbers.years.years,
            [("Bill", numbers.household.years)],
            "Fiscal year",
            "$ a month",
            "A line: the typical household's monthly water and sewer bill by fiscal year.",
        ),
        Chart(
            "Change of the household bill over the year before ($ a month)",
            numbers.years.years,
            [("Change", numbers.change.years)],
            "Fiscal year",
            "$ a month",
            "Bars: by how many dollars the typical household's monthly bill changes each fiscal year.",
            kind="bar",
        ),
        Chart(
            "Typical household bill by scenario, in the year of Scenario results ($ a month)",
            compared.column("Scenario"),
            [("Bill", compared.column("Typical household bill ($ a month)"))],
            "Scenario",
            "$ a month",
            "Bars, one a scenario: the typical household's monthly bill in the year compared.",
            kind="bar",
            y_range=(0, None),
        ),
    )
