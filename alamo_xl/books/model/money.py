"""Cash flow and sufficiency: the rows that the detail sheets and each scenario's workings share."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Line, TimeSheet
from alamo_xl.books.model.requirement import Needs

NO_DEBT = "no debt"


@dataclass(frozen=True)
class Flow:
    """A year's cash."""

    revenue: Line
    net: Line
    needs: Needs
    closing: Line


@dataclass(frozen=True)
class Sufficiency:
    """Whether it is enough: the gap, coverage, days of cash, and the uniform increase that would do."""

    gap: Line
    coverage: Line
    days: Line
    single: Line
    cumulative: Line


def add_flow(sheet: TimeSheet, whose: str, revenue: Line, needs: Needs) -> Flow:
    """Opening cash + sources - uses = closing cash."""

    def line(words: str, formula: str, role: str = "money0", total: bool = False) -> Line:
        return sheet.line([words, whose], "$ a year", formula, role, total=total, opening_role="text")

    earned = line("Rate revenue", f"={revenue.year}", "link money0")
    unpaid = line("Bad debt", f"=-{earned.year}*Bad_debt")
    other = line("Revenue other than rates", f"={needs.other_revenue.year}", "link money0")
    operations = line("Operations", f"=-{needs.operations.year}", "link money0")
    net = line("Net revenue", f"={earned.year}+{unpaid.year}+{other.year}+{operations.year}", total=True)
    debt = line("Debt service", f"=-{needs.debt.year}", "link money0")
    capital = line("Capital paid in cash", f"=-{needs.capital.year}", "link money0")
    transfers = line("Transfers out", f"=-{needs.transfers.year}", "link money0")
    closing_row = sheet.row + 1
    opening = line("Opening cash", f"=IF({{year}}=First_year,{needs.opening_cash},{{prev}}{closing_row})")
    sums = "+".join(each.year for each in (opening, net, debt, capital, transfers))
    closing = line("Closing cash", f"={sums}", total=True)
    return Flow(earned, net, needs, closing)


def add_sufficiency(sheet: TimeSheet, whose: str, flow: Flow) -> Sufficiency:
    """The three needs, the greatest of them, and the uniform increase of rates that meets it.

    The increase is over the scenario's rates and stays once it is there; what it brings in counts as cash after.
    """
    needs, net = flow.needs, flow.net.year
    debt, operations = needs.debt.year, needs.operations.year

    def line(words: str, units: str, formula: str, role: str, total: bool = False) -> Line:
        return sheet.line([words, whose], units, formula, role, total=total, opening_role="text")

    spent = f"{debt}+{needs.capital.year}+{needs.transfers.year}"
    gap = line("Gap: uses less net revenue", "$ a year", f"={spent}-{net}", "money0")
    covered = line("Debt service coverage", "times", f'=IF({debt}=0,"{NO_DEBT}",{net}/{debt})', "ratio")
    days = line("Cash held", "days", f"=IF({operations}=0,0,{flow.closing.year}/({operations}/Days_a_year))", "integer")
    for_coverage = line("Short of the coverage target", "$ a year", f"={debt}*Coverage_target-{net}", "money0")
    reserve = f"{operations}*Reserve_days/Days_a_year"
    for_cash = line("Short of the cash target", "$ a year", f"={reserve}-{flow.closing.year}", "money0")
    paid = f"{flow.revenue.year}*(1-Bad_debt)"
    cumulative_row = sheet.row + 2
    collected = f"{{prev}}{sheet.row}+{{prev}}{cumulative_row}*{flow.revenue.previous}*(1-Bad_debt)"
    earlier = line("Raised by the increases before", "$", f"=IF({{year}}=First_year,0,{collected})", "money0")
    greatest = f"=MAX(0,{gap.year},{for_coverage.year},{for_cash.year}-{earlier.year})"
    need = line("Greatest need", "$ a year", greatest, "money0", total=True)
    before = "IF({year}=First_year,0,{this_prev})"
    share = f"IF({flow.revenue.year}=0,0,{need.year}/({paid}))"
    cumulative = line("Uniform increase, cumulative", "of rates", f"=MAX({before},{share})", "percent2")
    before = before.replace("{this_prev}", cumulative.previous)
    single = line("Uniform increase, single", "of rates", f"=(1+{cumulative.year})/(1+{before})-1", "percent2")
    return Sufficiency(gap, covered, days, single, cumulative)
