"""Cash flow and Sufficiency of the scenario shown, by service and for the utility."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Line, TimeSheet
from alamo_xl.books.model import chosen, money
from alamo_xl.books.model.chain import Demand, Rates, rows_of
from alamo_xl.books.model.money import Flow, Sufficiency
from alamo_xl.books.model.rates_adopted import UNITS
from alamo_xl.books.model.requirement import UTILITY, Needs
from alamo_xl.books.model.revenue import Revenue
from alamo_xl.books.model.status import banner
from alamo_xl.schedule import RETURN, Schedule


def add_cash_flow(book: Book, years: tuple[int, ...], revenue: Revenue, needs: dict[str, Needs]) -> dict[str, Flow]:
    """Opening cash + sources - uses = closing cash, by service and for the utility."""
    sheet = _sheet(book, "Cash flow", "Opening cash, sources, uses and closing cash of the scenario shown.", years)
    flows = {}
    for whose, wanted in needs.items():
        sheet.heading(whose.capitalize())
        earned = revenue.total if whose == UTILITY else revenue.by_service[whose]
        flows[whose] = money.add_flow(sheet, whose, earned, wanted)
    sheet.gap()
    services = "-".join(flow.closing.year for whose, flow in flows.items() if whose != UTILITY)
    difference = f"=ROUND({flows[UTILITY].closing.year}-{services},2)"
    words = ["The utility's cash less its services'"]
    sheet.line(words, "$", difference, "money0", name="Cash_difference", opening_role="text")
    return flows


def add_sufficiency(book: Book, years: tuple[int, ...], flows: dict[str, Flow]) -> dict[str, Sufficiency]:
    """Gap, coverage, days of cash, and the uniform increase that would do, by service and for the utility."""
    says = "Whether rates are enough in the scenario shown, and the uniform increase of all rates that would be."
    sheet = _sheet(book, "Sufficiency", says, years)
    found = {}
    for whose, flow in flows.items():
        sheet.heading(whose.capitalize())
        found[whose] = money.add_sufficiency(sheet, whose, flow)
    for name, line in (
        ("Gap_shown", found[UTILITY].gap),
        ("Coverage_shown", found[UTILITY].coverage),
        ("Days_shown", found[UTILITY].days),
    ):
        book.name(name, line.years)
    return found


def add_raised(
    book: Book,
    schedule: Schedule,
    years: tuple[int, ...],
    flow: Flow,
    increase: Line,
    rates: Rates,
    demand: Demand,
) -> None:
    """Rates raised by the utility's uniform increase, rounded, and what rounding leaves of it."""
    says = "Each year's rates of the scenario shown, raised by the uniform increase that meets the utility's need."
    sheet = chosen.wide_sheet(book, "Rates raised", says, years, chosen.SHOWN)
    keys = [key for key in schedule.rates if key != RETURN]
    raised = sheet.block(
        keys,
        [UNITS[key.charge] for key in keys],
        lambda number, _: f"=ROUND({rates.block.line(number).year}*(1+{increase.year}),2)",
        "money",
    )
    sheet.part()
    parts = []
    for service in dict.fromkeys(key.service for key in keys):
        volumes, at = rows_of(demand.block, schedule, service), rows_of(raised, schedule, service)
        for charge, condition in (("base", "="), ("usage", "<>")):
            formula = f'=SUMPRODUCT((Charge_{service}{condition}"base")*{volumes}*{at})'
            share = f"*{rates.sewer_return.year}" if (service, charge) == ("sewer", "usage") else ""
            parts.append(sheet.line(["Revenue", service, charge], "$ a year", formula + share, "money0").year)
    together = "=" + "+".join(part.rpartition("!")[2] for part in parts)
    revenue = sheet.line(["Revenue so raised"], "$ a year", together, "money0", total=True)
    residual = f"={revenue.year}-{flow.revenue.year}*(1+{increase.year})"
    sheet.line(["Residual of rounding"], "$ a year", residual, "money0", name="Rounding_residual")


def _sheet(book: Book, name: str, says: str, years: tuple[int, ...]) -> TimeSheet:
    sheet = book.time_sheet(name, name, says)
    sheet.text(chosen.SHOWN, "banner")
    sheet.text(banner("Requirement_status", "Determinants_status"), "banner")
    sheet.gap()
    sheet.year_row(years, keys=("Line", "Service"), opening="")
    return sheet
