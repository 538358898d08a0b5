"""Affordability: the typical bills of the scenario shown against incomes and wages."""

from __future__ import annotations

from typing import Any, NamedTuple

from alamo_xl.books.kit import Book, Chart, Line, TimeSheet
from alamo_xl.books.model.banners import SHOWN, add_status
from alamo_xl.books.model.rows import typical_bill
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.books.model.rows.typical_bill import TypicalBill
from alamo_xl.schedule import Schedule

MONEY = (0, 10_000_000)
OVER, WITHIN = "OVER", "within"
TOGETHER = "Water and sewer"
GROWTH = "=(1+IF(ISNUMBER(Income_growth),Income_growth,0))^({year}-Base_year)"
CHART_CM, CHART_HEIGHT, CHART_COLUMNS, CHART_ROWS = 16.5, 7.5, (1, 7), 16
NOTE = (
    "The typical household's water and sewer bills, before tax, garbage and fees, as a share of two incomes that grow "
    "by the same percentage a year. No one threshold is law: each is the user's."
)


class Income(NamedTuple):
    """An income: its words, the names of its input, of its threshold and of the shares that bills take of it."""

    words: str
    key: str
    name: str
    threshold: str
    shares: str


INCOMES = (
    Income("median income", "median_income", "Median_income", "Affordability_threshold", "Bill_share_of_income"),
    Income(
        "lowest-quintile income", "lowest_income", "Lowest_income", "Threshold_lowest_income", "Bill_share_of_lowest"
    ),
)


def add(
    book: Book, schedule: Schedule, years: tuple[int, ...], given: dict[str, Any], status: str, rates: Rates
) -> tuple[Line, Line]:
    """The answer by year with its charts; then typical household and business bills. Gives the two bills."""
    says = "What typical bills of the scenario shown take of an income."
    sheet = book.time_sheet("Affordability", "Affordability", says, kind="input")
    sheet.text(SHOWN, "heading")
    _sentences(sheet)
    sheet.gap()
    add_status(sheet, "Income", status)
    _inputs(sheet, given)
    head = sheet.year_row(years, keys=("Line", "Of"), opening="")
    answer, charts = sheet.take(3 + 5 * len(INCOMES) + 1), sheet.take(1 + CHART_ROWS)
    sheet.page_break()
    sheet.subheading("Where the bills come from")
    household = typical_bill.add_by_service(sheet, schedule, rates, typical_bill.HOUSEHOLD)
    business = typical_bill.add(sheet, schedule, rates, typical_bill.BUSINESS)
    growth = _line(sheet, "Incomes and wages", "base year is 1", "index", GROWTH, "factor")
    incomes = []
    for income in INCOMES:
        entered = f"IF(ISNUMBER({income.name}),{income.name},0)"
        words = income.words.capitalize()
        incomes.append(_line(sheet, words, "household", "$ a year", f"={entered}*{growth.year}", "money0"))
    for income in INCOMES:
        then = f"=INDEX({income.shares},1,Last_adopted_year-First_year+1)"
        label = f"Then, {income.words}"
        sheet.value(label, then, "percent2", name=f"{income.shares}_then", units="share a year")
    with sheet.inside(answer):
        bills = _bills(sheet, household)
        shares = [_shares(sheet, bills, income, dollars) for income, dollars in zip(INCOMES, incomes, strict=True)]
        hours = _hours(sheet, bills[TOGETHER], growth)
    with sheet.inside(charts):
        sheet.gap()
        _charts(sheet, head, shares, hours)
    return household.total, business


def _inputs(sheet: TimeSheet, given: dict[str, Any]) -> None:
    for label, key, role, units, between, name in (
        *((each.words.capitalize(), each.key, "money0", "$ a year", MONEY, each.name) for each in INCOMES),
        ("Growth of incomes and wages", "income_growth", "percent", "a year", (-0.5, 1), "Income_growth"),
        ("Minimum wage", "minimum_wage", "money", "$ an hour", MONEY, "Minimum_wage"),
        ("Threshold, median", "threshold", "percent", "of income", (0, 1), INCOMES[0].threshold),
        ("Threshold, lowest quintile", "threshold_lowest", "percent", "of income", (0, 1), INCOMES[1].threshold),
    ):
        sheet.value(label, given[key], f"input {role}", name=name, units=units, between=between)
    sheet.gap()
    sheet.note(NOTE)
    sheet.gap()


def _sentences(sheet: TimeSheet) -> None:
    """What the last adopted year's bills take of each income."""
    for income in INCOMES:
        said = f'TEXT({income.shares}_then,"0.0%")&" of {income.words}"'
        sheet.text(f'="Typical bills of FY"&Last_adopted_year&" take "&{said}', "heading")


def _line(sheet: TimeSheet, words: str, of: str, units: str, formula: str, role: str, name: str = "") -> Line:
    total = words == TOGETHER
    return sheet.line([words, of], units, formula, role, opening_role="text", name=name, total=total)


def _bills(sheet: TimeSheet, household: TypicalBill) -> dict[str, Line]:
    """Its monthly bill, by service and together."""
    bills = {service.capitalize(): bill for service, bill in household.by_service.items()} | {TOGETHER: household.total}
    return {
        words: _line(sheet, words, "monthly bill", "$ a month", f"={bill.year}", "money")
        for words, bill in bills.items()
    }


def _shares(sheet: TimeSheet, bills: dict[str, Line], income: Income, dollars: Line) -> tuple[Line, Line]:
    """What each bill takes of an income in a year, the threshold, whether bills together are over it; two of them."""
    for words, bill in bills.items():
        share = f"=IF({dollars.year}=0,0,12*{bill.year}/{dollars.year})"
        name = income.shares if words == TOGETHER else ""
        together = _line(sheet, words, f"of {income.words}", "share a year", share, "percent2", name)
    threshold = _line(sheet, "Threshold", f"of {income.words}", "share a year", f"={income.threshold}", "percent2")
    verdict = f'=IF({together.year}>{threshold.year},"{OVER}","{WITHIN}")'
    against = _line(sheet, "Together against it", f"of {income.words}", "", verdict, "verdict")
    sheet.flag(against.years, OVER)
    return together, threshold


def _hours(sheet: TimeSheet, bill: Line, growth: Line) -> Line:
    hours = f"=IF(AND(ISNUMBER(Minimum_wage),Minimum_wage<>0),{bill.year}/(Minimum_wage*{growth.year}),0)"
    return _line(sheet, "Work at minimum wage", "for a month's bill", "hours", hours, "ratio")


def _charts(sheet: TimeSheet, years: Line, shares: list[tuple[Line, Line]], hours: Line) -> None:
    series = [
        named
        for (together, threshold), income in zip(shares, INCOMES, strict=True)
        for named in ((income.words.capitalize(), together.years), (f"Its threshold, {income.words}", threshold.years))
    ]
    share = Chart(
        "Typical household bills, water and sewer together (share of income)",
        years.years,
        series,
        "Fiscal year",
        "Share of income",
        "Lines by fiscal year: what the typical household's bills take of two incomes, and the thresholds.",
        number_format="0%",
        width_cm=CHART_CM,
        height_cm=CHART_HEIGHT,
        y_range=(0, None),
    )
    wage = Chart(
        "Work at minimum wage for a month's bill (hours)",
        years.years,
        [("Hours", hours.years)],
        "Fiscal year",
        "Hours a month",
        "Bars by fiscal year: the hours of work at minimum wage that a month's water and sewer bill takes.",
        kind="bar",
        number_format="0",
        width_cm=CHART_CM,
        height_cm=CHART_HEIGHT,
        column=CHART_COLUMNS[1],
        y_range=(0, None),
    )
    sheet.charts_side_by_side([share, wage])
