"""Council summary: the scenario shown on two printed pages, with its name and a date, for who decides."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Block, Book, Column, Line, TimeSheet
from alamo_xl.books.model.banners import ANY_BANNER
from alamo_xl.books.model.rates_scenario import Chosen
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.sufficiency import MISSED, Sufficiency
from alamo_xl.books.model.scenario_results import Comparison
from alamo_xl.books.vocabulary import (
    ALL_SERVICES,
    CAPITAL_PLAN,
    ELASTICITY,
    LEVEL,
    LEVEL_FROM,
    NO,
    UTILITY,
    YES,
)

NAME = "Council summary"
LABEL, NARROW, YEAR = 21.0, 10.3, 9.5
"""Widths of the label's column, of those before the years, and of the years, for Letter."""
MOST_ALERTS = 8


@dataclass(frozen=True)
class Shown:
    """What is told of the scenario shown: rates, cash and tests by whose, the bills of household and business."""

    chosen: Chosen
    flows: dict[str, Flow]
    enough: dict[str, Sufficiency]
    bills: tuple[Line, Line]


def add(book: Book, years: tuple[int, ...], shown: Shown, compared: Comparison) -> None:
    """The answer in a sentence, what is assumed, then years; on the second page services, scenarios and alerts."""
    says = "What the scenario shown asks of customers, and whether it is enough: two pages for the council."
    sheet = book.time_sheet(NAME, NAME, says)
    sheet.text('="Scenario: "&Scenario&", as of "&TEXT(Summary_date,"mmmm d, yyyy")', "heading")
    sheet.text(ANY_BANNER, "banner")
    sheet.heading("The answer")
    _say(sheet, UTILITY)
    _assumptions(sheet, shown.chosen)
    sheet.gap()
    sheet.year_row(years, keys=("By fiscal year",), opening="")
    _customers(sheet, shown)
    _money(sheet, shown)
    _coverage(sheet, shown)
    sheet.page_break()
    _needed(sheet)
    _services(sheet, shown)
    _scenarios(sheet, compared)
    _alerts(sheet)
    for column, width in ((1, LABEL), *((place, NARROW) for place in range(2, sheet.first_year_column))):
        sheet.page.widths[column] = width
    for place in range(book.years):
        sheet.page.widths[sheet.first_year_column + place] = YEAR


def _say(sheet: TimeSheet, whose: str) -> None:
    """Whether rates are enough, in a line: the first years in which cash and coverage are not. Sufficiency has all."""
    line, workings = sheet.take(), sheet.last_year_column
    parts = []
    for place, first in enumerate((f"MIN(First_cash_{whose})", f"MIN(First_coverage_{whose})")):
        part = line.cell(0, workings + place)
        sheet.put(part, f'=IF({first}>Horizon,"met","missed first in FY"&{first})', "general")
        sheet.width(part.column, 24)
        parts.append(part.in_row)
    cash, coverage = parts
    said = f'="{whose.capitalize()}: targets of cash "&{cash}&", of coverage "&{coverage}&", to FY"&Horizon&"."'
    sheet.put_free(line, said, "sentence")
    sheet.warn(line, f'ISNUMBER(SEARCH("missed",{line.in_row}))')


def _assumptions(sheet: TimeSheet, chosen: Chosen) -> None:
    """What the scenario assumes that is no year's: a label and a value, two beside one another."""
    sheet.heading("What is assumed")
    levers = chosen.levers
    level, since = levers.scalar(LEVEL, ALL_SERVICES), levers.scalar(LEVEL_FROM, ALL_SERVICES)
    plan, elasticity = levers.scalar(CAPITAL_PLAN), levers.scalar(ELASTICITY)
    told = (
        ("Level increase, all services", f'=IF({level}="","none",{level})', "percent"),
        ("from fiscal year", f'=IF({since}="","-",{since})', "year"),
        ("Capital plan", f'=IF({plan}="","A",{plan})', "count"),
        ("Elasticity of use", f"=SUM({elasticity})", "factor"),
        ("Cash is pooled", "=Cash_pooled", "count"),
        ("Tests count to fiscal year", "=Horizon", "year"),
    )
    for first in range(0, len(told), 2):
        row = sheet.take()
        for place, (words, formula, role) in zip((0, sheet.first_year_column), told[first : first + 2], strict=True):
            sheet.put_free(row.cell(0, place), words, "sentence")
            sheet.put(row.cell(0, place + sheet.opening_column - 1), formula, role)


def _line(sheet: TimeSheet, words: str, units: str, formula: str, role: str) -> Line:
    return sheet.line([words], units, f"={formula}", role, opening_role="text")


def _customers(sheet: TimeSheet, shown: Shown) -> None:
    sheet.subheading("What customers pay, before tax, garbage and fees")
    _line(sheet, "Rates are adopted", "", f'IF({{year}}>Last_adopted_year,"{NO}","{YES}")', "count")
    household, business = shown.bills
    bill = _line(sheet, "Typical household bill, water and sewer", "$ a month", household.year, "money")
    more = f'IF({{year}}=First_year,"",{bill.year}-{bill.previous})'
    _line(sheet, "more than the year before", "$ a month", more, "money")
    _line(sheet, "Typical business bill, water and sewer", "$ a month", business.year, "money")
    share = "INDEX(Bill_share_of_income,1,{year}-First_year+1)"
    _line(sheet, "Household bills of a year", "of income", share, "percent")


def _money(sheet: TimeSheet, shown: Shown) -> None:
    flow = shown.flows[UTILITY]
    sheet.heading("What rates bring in, and what they pay for")
    for words, formula in (
        ("Rate revenue", flow["rate_revenue"].year),
        ("Fees, other revenue, interest", f"SUM({Block.of([flow['service_fees'], flow['interest']]).year})"),
        ("Operation and maintenance", flow["operations"].year),
        ("Debt service", shown.enough[UTILITY].debt.year),
        ("Capital paid in cash", flow["capital_in_cash"].year),
    ):
        _line(sheet, words, "$ thousands", formula, "thousands")
    sheet.heading("Unrestricted cash at the year's end, and its target")
    _cash(sheet, shown, UTILITY)


def _cash(sheet: TimeSheet, shown: Shown, whose: str) -> None:
    cash, target = (
        _line(sheet, words, "$ thousands", line.year, "thousands")
        for words, line in (
            (whose.capitalize(), shown.flows[whose]["closing_cash"]),
            ("its target", shown.enough[whose].rows["cash_target"]),
        )
    )
    sheet.warn(cash.years, f"SUM({cash.at(0).in_column})<SUM({target.at(0).in_column})")


def _coverage(sheet: TimeSheet, shown: Shown) -> None:
    sheet.heading("Net revenue over debt service, the utility's, and whether every test is met")
    rows = shown.enough[UTILITY].rows
    _line(sheet, "Coverage of senior debt", "times", rows["senior_coverage"].year, "ratio")
    _line(sheet, "Coverage of all debt", "times", rows["all_coverage"].year, "ratio")
    tests = _line(sheet, "Tests of the utility", "", shown.enough[UTILITY].verdict.year, "count")
    sheet.flag(tests.years, MISSED)


def _needed(sheet: TimeSheet) -> None:
    """By how much every rate would have to rise: one increase for all years, and the least of each year."""
    sheet.subheading("By how much every rate would have to rise for the utility to meet its tests")
    words = '"Level: the same each year from FY"&Solve_from&" to FY"&Solve_to&": "'
    sheet.text(f'={words}&TEXT(Level_utility,"0.0%")', "sentence")
    place = "INDEX(As_needed_utility,1,{year}-First_year+1)"
    _line(sheet, "As needed: the least of each year", "a year", place, "percent")
    sheet.gap()


def _services(sheet: TimeSheet, shown: Shown) -> None:
    """Each service by itself: its sentence, its cash."""
    sheet.subheading("Each service by itself: unrestricted cash at the year's end, and its target")
    services = [each for each in shown.flows if each != UTILITY]
    for service in services:
        _say(sheet, service)
    for service in services:
        _cash(sheet, shown, service)


def _scenarios(sheet: TimeSheet, compared: Comparison) -> None:
    """A row a scenario: its first missed test, its lowest cash and coverage, revenue and bill of the year compared."""
    sheet.heading("Scenarios side by side")
    sheet.text('="Rate revenue and the typical household bill are those of FY"&Compare_year&"."', "sentence")
    heads = {
        "First year missed": "year",
        "Coverage, lowest": "ratio",
        "Cash, lowest ($000)": "thousands",
        "Rate revenue ($000)": "thousands",
        "Bill ($ a month)": "money",
    }
    columns = [Column("Scenario", "link text"), *(Column(words, role) for words, role in heads.items())]
    sheet.part()
    rows = []
    for place in range(len(compared.names)):
        number = sheet.ahead(place + 1).cell(0, sheet.last_year_column + 1)
        missed = number.cell(0, 1)
        sheet.put(number, place + 1, "count")
        tests, coverage, cash, revenue, bill = (
            compared.lines[words][place].years.row_wise
            for words in (
                "Tests",
                "Coverage of all debt",
                "Unrestricted cash",
                "Rate revenue",
                "Typical household bill",
            )
        )
        sheet.put(missed, f'=IFERROR(MATCH("{MISSED}",{tests},0),0)', "count")
        rows.append(
            [
                f"=INDEX(Scenario_names,{number.in_row},1)",
                f'=IF({missed.in_row}=0,"none",INDEX(Scenario_years,1,MAX(1,{missed.in_row})))',
                f"=MIN({coverage})",
                f"=MIN({cash})",
                f"=INDEX({revenue},1,Compare_place)",
                f"=INDEX({bill},1,Compare_place)",
            ]
        )
    sheet.table("Council_scenarios", columns, rows)


def _alerts(sheet: TimeSheet) -> None:
    """What the sheet Checks has an alert for, a line each."""
    sheet.heading("Alerts")
    number = sheet.last_year_column
    for place in range(1, MOST_ALERTS + 1):
        row = sheet.take()
        at = row.cell(0, number)
        sheet.put(at, place, "count")
        sheet.put(at.cell(0, 1), f"=IFERROR(MATCH({at.in_row},Alert_ranks,0),0)", "count")
        found = at.cell(0, 1).in_row
        sheet.put_free(row, f'=IF({found}=0,"",INDEX(Alert_said,MAX(1,{found}),1))', "sentence")
    sheet.text(f'=IF(MAX(Alert_ranks)>{sheet.ahead(-1).cell(0, number).local},"More stand on Checks.","")', "sentence")
    sheet.printed_to(sheet.last_year_column)
