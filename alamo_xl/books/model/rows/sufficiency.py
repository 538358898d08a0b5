"""Whether it is enough: the needs of a year, and the uniform increase of rates that meets the greatest."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Line, YearSheet
from alamo_xl.books.model.rows.cash import Flow

NO_DEBT = "no debt"


@dataclass(frozen=True)
class Sufficiency:
    """The gap, coverage, days of cash, and the uniform increase that would do."""

    gap: Line
    coverage: Line
    days: Line
    single: Line
    cumulative: Line


def add(sheet: YearSheet, whose: str, flow: Flow) -> Sufficiency:
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
    reserve = f"{operations}*Cash_days/Days_a_year"
    for_cash = line("Short of the cash target", "$ a year", f"={reserve}-{flow.closing.year}", "money0")
    earlier_ahead, cumulative_ahead = sheet.line_ahead(), sheet.line_ahead(2)
    collected = f"{earlier_ahead.previous}+{cumulative_ahead.previous}*{flow.revenue.previous}*(1-Bad_debt)"
    earlier = line("Raised by the increases before", "$", f"=IF({{year}}=First_year,0,{collected})", "money0")
    greatest = f"=MAX(0,{gap.year},{for_coverage.year},{for_cash.year}-{earlier.year})"
    need = line("Greatest need", "$ a year", greatest, "money0", total=True)
    before = f"IF({{year}}=First_year,0,{cumulative_ahead.previous})"
    share = f"IF({flow.revenue.year}=0,0,{need.year}/({flow.revenue.year}*(1-Bad_debt)))"
    cumulative = line("Uniform increase, cumulative", "of rates", f"=MAX({before},{share})", "percent2")
    single = line("Uniform increase, single", "of rates", f"=(1+{cumulative.year})/(1+{before})-1", "percent2")
    return Sufficiency(gap, covered, days, single, cumulative)
