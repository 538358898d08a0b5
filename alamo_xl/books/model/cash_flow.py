"""Cash flow of the scenario shown: sources and uses, a page each for every service and for the utility."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Line, TimeSheet
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.costs import Costs
from alamo_xl.books.model.rows import cash, needs
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.model.rows.needs import Flow, Moved, Needs
from alamo_xl.books.vocabulary import UTILITY

EMPTY = 1.4


def add(book: Book, years: tuple[int, ...], costs: Costs, levers: LeverBlock, moved: Moved) -> dict[str, Flow]:
    """Opening cash + sources - uses = closing cash."""
    says = "Opening cash + sources - uses = closing cash, by service and for the utility, in the scenario shown."
    sheet = book.time_sheet("Cash flow", "Cash flow", says)
    of_the_scenario(sheet, "Requirement_status", "Determinants_status")
    sheet.note(
        "Interest = its rate x what the year opens with, restricted cash too, where that is above 0. The utility's "
        "page sums its services, but for interest, which it earns on their cash together."
    )
    sheet.year_row(years, keys=("Line", "Service"), opening="")
    sheet.printed_to(sheet.last_year_column)
    narrow(sheet)
    plan = needs.add_plan(sheet, levers)
    flows: dict[str, Flow] = {}
    for service, of_service in costs.services.items():
        flows[service] = _page(sheet, service, Needs.of(service, of_service, plan, moved))
        sheet.page_break()
    flows[UTILITY] = _page(sheet, UTILITY, Needs.together(list(flows.values())))
    _pooling(sheet, flows)
    _negative(sheet, flows)
    return flows


def narrow(sheet: TimeSheet) -> None:
    """The columns of a third key and of openings, which a statement has none of, take no room."""
    for column in (sheet.key_columns, sheet.opening_column):
        sheet.width(column, EMPTY)


def _page(sheet: TimeSheet, whose: str, wanted: Needs) -> Flow:
    sheet.heading(whose.capitalize())
    return cash.add(sheet, whose, wanted, said=True)


def _negative(sheet: TimeSheet, flows: dict[str, Flow]) -> None:
    """In how many services cash is negative, by year; and for all years."""
    below = "+".join(f"(SUM({flow['closing_cash'].year})<0)" for whose, flow in flows.items() if whose != UTILITY)
    line = sheet.line(["Services whose cash is negative"], "count", f"={below}", "count", opening_role="text")
    sheet.name("Negative_years", line.years)


def _pooling(sheet: TimeSheet, flows: dict[str, Flow]) -> None:
    """The utility's cash is its services', but for the interest that they earn together."""

    def apart(words: str, name: str, before: str = "") -> Line:
        services = "-".join(f"SUM({flow[name].year})" for whose, flow in flows.items() if whose != UTILITY)
        formula = f"=ROUND({before}SUM({flows[UTILITY][name].year})-{services},3)"
        return sheet.line([words, UTILITY], "$", formula, "money0", opening_role="text")

    sheet.subheading("Against its services")
    earned = apart("Interest that pooling adds, since the base year", "interest", "SUM({this_prev})+")
    more = apart("Cash more than its services'", "closing_cash")
    difference = f"=(1-{{before}})*ROUND({more.year}-{earned.year},2)"
    sheet.line(["Not explained"], "$", difference, "money0", name="Cash_difference", opening_role="text")
