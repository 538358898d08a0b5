"""Council summary: the scenario shown on two printed pages, with its name and a date, for who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alamo_xl.books.kit import Block, Book, Column, Line, TimeSheet
from alamo_xl.books.model import council_sentences as sentences
from alamo_xl.books.model.banners import ANY_BANNER
from alamo_xl.books.model.rates_scenario import Chosen
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.sufficiency import MISSED, Sufficiency
from alamo_xl.books.model.scenario_results import Comparison
from alamo_xl.books.vocabulary import ADOPTED, NO, NO_ANSWER, UTILITY, YES

NAME = "Council summary"
LABEL, NARROW, YEAR = 21.0, 10.3, 9.5
"""Widths of the label's column, of those before the years, and of the years, for Letter."""
MOST_ALERTS = 5


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
    services = [each for each in shown.flows if each != UTILITY]
    sheet.heading("The answer")
    sentences.answer(sheet, shown.bills[0])
    sheet.heading("What is assumed")
    sentences.assumed(sheet, shown.chosen.levers, services)
    sheet.gap()
    sheet.year_row(years, keys=("By fiscal year",), opening="")
    _customers(sheet, shown)
    _money(sheet, shown)
    sheet.page_break()
    _coverage(sheet, shown)
    _needed(sheet, services)
    _services(sheet, shown)
    _scenarios(sheet, compared)
    _alerts(sheet)
    for column, width in ((1, LABEL), *((place, NARROW) for place in range(2, sheet.first_year_column))):
        sheet.page.widths[column] = width
    for place in range(book.years):
        sheet.page.widths[sheet.first_year_column + place] = YEAR


def _line(sheet: TimeSheet, words: str, units: str, formula: str, role: str) -> Line:
    return sheet.line([words], units, f"={formula}", role, opening_role="text")


def _customers(sheet: TimeSheet, shown: Shown) -> None:
    sheet.subheading("What customers pay, before tax, garbage and fees")
    told = shown.chosen.told.year
    _line(sheet, "These rates are adopted", "", f'IF({told}="{ADOPTED}","{YES}","{NO}")', "verdict")
    household, business = shown.bills
    bill = _line(sheet, "Typical household bill, water and sewer", "$ a month", household.year, "money")
    more = f'IF({{year}}=First_year,"",{bill.year}-{bill.previous})'
    _line(sheet, "more than the year before", "$ a month", more, "money")
    share = f'IF(SUM({bill.previous})=0,"",{bill.year}/{bill.previous}-1)'
    _line(sheet, "more than the year before", "percent", share, "percent")
    _line(sheet, "Typical business bill, water and sewer", "$ a month", business.year, "money")
    share = "INDEX(Bill_share_of_income,1,{year}-First_year+1)"
    _line(sheet, "Household bills, of median income", "percent", share, "percent")


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
    sheet.subheading("Net revenue over debt service, the utility's, and whether every test is met")
    rows = shown.enough[UTILITY].rows
    for words, name, target in (
        ("Coverage of senior debt", "senior_coverage", "Target_senior"),
        ("Coverage of all debt", "all_coverage", "Target_all"),
    ):
        line = _line(sheet, words, "times", rows[name].year, "ratio")
        sheet.warn(line.years, below(line, target))
    tests = _line(sheet, "Tests of the utility", "", shown.enough[UTILITY].verdict.year, "verdict")
    sheet.flag(tests.years, MISSED)


def below(line: Line, target: str) -> str:
    """Whether a line's year has a number below a target that is named."""
    return f"AND(ISNUMBER({line.at(0).in_column}),SUM({line.at(0).in_column})<SUM({target}))"


def _needed(sheet: TimeSheet, services: Sequence[str]) -> None:
    """By how much rates would have to rise: one increase for all years, and the least of each year."""
    sheet.heading("The increase with which every test would be met, in place of the scenario's own")
    sentences.needed(sheet, services)
    place = "INDEX(As_needed_utility,1,{year}-First_year+1)"
    least = f'IF({place}="{NO_ANSWER}","{sentences.BEYOND}",{place})'
    _line(sheet, "Every rate, the least a year", "percent", least, "percent")


def _services(sheet: TimeSheet, shown: Shown) -> None:
    """Each service by itself: its sentence, its cash."""
    sheet.heading("Each service by itself: unrestricted cash at the year's end, and its target")
    services = [each for each in shown.flows if each != UTILITY]
    for service in services:
        sentences.enough(sheet, service)
    for service in services:
        _cash(sheet, shown, service)


def _scenarios(sheet: TimeSheet, compared: Comparison) -> None:
    """A row a scenario: its first missed test, its lowest cash and coverage, revenue and bill of the year compared."""
    said = "Scenarios side by side: the lowest coverage and cash of all years; revenue and household bill of FY"
    sheet.part()
    sheet.text(f'="{said}"&Compare_year', "heading")
    heads = {
        "First missed (FY)": "year",
        "Coverage (times)": "ratio",
        "Cash ($000)": "thousands",
        "Revenue ($000)": "thousands",
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
    table = sheet.table("Council_scenarios", columns, rows)
    missed, covered, lowest = (table.column(each) for each in ("First missed (FY)", "Coverage (times)", "Cash ($000)"))
    sheet.warn(covered, f"SUM({covered.cell().in_row})<SUM(Target_all)")
    sheet.warn(missed, f"ISNUMBER({missed.cell().in_row})")
    sheet.warn(lowest, f"{lowest.cell().in_row}<0")


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
