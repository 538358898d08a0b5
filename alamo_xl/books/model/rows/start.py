"""Where a solver starts: the scenario without increases from a year on, and how rates x m would move each year of it.

With q the response to m times the price, a year's net revenue is base x m + usage x m x q - running x q + still, before
interest. base, usage: rate revenue less bad debt; running: O&M that answers to prices.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from alamo_xl.books.kit import Block, Line, YearSheet
from alamo_xl.books.model.costs import ServiceCosts
from alamo_xl.books.model.coverages import COVERAGES, SHORT
from alamo_xl.books.model.rows import demand, own_part
from alamo_xl.books.model.rows.base import Base, rows_of
from alamo_xl.books.model.rows.demand import Response
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.books.model.rows.standing import Standing
from alamo_xl.books.model.rows.sufficiency import RESERVE_TARGETS, Sufficiency
from alamo_xl.schedule import Schedule, Words

KEPT = "(1-Bad_debt)"
NO_TEST = "0-100^12"
MOVED = (
    "base revenue, less bad debt",
    "O&M that answers to prices",
    "O&M that does not",
    "operating reserve of what answers",
    "operating reserve of what does not",
)


@dataclass(frozen=True)
class Shown:
    """What no increase moves, of the scenario shown: its costs by service, its statement and its tests."""

    costs: dict[str, ServiceCosts]
    flow: Flow
    enough: Sufficiency


@dataclass(frozen=True)
class Start:
    """By year: own is the part of the price that moves, held the operating reserve that running asks for; still and
    target are net revenue and the cash target without what moves; out is what cash pays after it; hurdle is the net
    revenue that coverage asks for.
    """

    base: Line
    usage: Line
    running: Line
    held: Line
    own: Line
    prices: Block
    use: Block
    still: Line
    target: Line
    out: Line
    hurdle: Line


def add(
    sheet: YearSheet,
    schedule: Schedule,
    base: Base,
    standing: Standing,
    rates: Rates,
    own: dict[Words, str],
    response: Response,
    whose: str,
    shown: Shown,
) -> Start:
    """The rows of a scope: one service, or the utility, whose services' costs are given. own: each charge's rate."""

    def line(words: str, formula: str, whose: str = whose) -> Line:
        return sheet.line([words, whose], "$ a year", f"={formula}", "money0")

    growth, pooled = standing.growth.year, len(shown.costs) > 1
    if not pooled:
        base = replace(base, uses=base.uses.that_move(whose))
    prices = demand.add_prices(sheet, base, rates.sewer_return, own)
    use = demand.add_use(sheet, base, standing, prices, response)
    parts = ""
    if pooled:
        mean = sheet.line(["own part of the price", whose], "of the price", "=1", "factor")
    else:
        block, mean = own_part.add(sheet, base, own, prices, use, whose)
        parts = f",{block.year}"
    billed = f"SUMPRODUCT({base.uses.volume},{use.year},{prices.year}{parts})"
    usage = line("usage revenue, less bad debt", f"{growth}*{billed}*{KEPT}")
    moved: dict[str, list[Line]] = {words: [] for words in MOVED}
    for service, costs in shown.costs.items():
        answers, flow = demand.add_flow(sheet, base, standing, use, service)
        rows = rows_of(rates.block, schedule, service)
        fixed = f"SUMPRODUCT(Fixed_{service},{rows})"
        days = f"SUM({costs.reserves['days']})/Days_a_year"
        running_ahead, stays_ahead = sheet.line_ahead(1), sheet.line_ahead(2)
        formulas = (
            f"{growth}*{fixed}*{KEPT}",
            f"{costs.variable.year}*{answers.year}",
            f"{costs.operations.year}+{costs.variable.year}*({flow.year}-{answers.year}-1)",
            f"{running_ahead.year}*{days}",
            f"{stays_ahead.year}*{days}",
        )
        for words, formula in zip(MOVED, formulas, strict=True):
            moved[words].append(line(words, formula, service))
    if pooled:
        moved = {words: [line(words, "+".join(each.year for each in of))] for words, of in moved.items()}
    earned, running, stays, held, wanted = (of[0] for of in moved.values())
    return Start(
        earned,
        usage,
        running,
        held,
        mean,
        prices,
        use,
        still=line("net revenue besides", f"{_sum(shown.flow, 'service_fees', 'other_revenue')}-{stays.year}"),
        target=line("cash target besides", f"{wanted.year}+{_sum(shown.enough.rows, *RESERVE_TARGETS[1:])}"),
        out=line(
            "paid after net revenue",
            f"{_sum(shown.flow, 'senior_debt', 'transfers')}-{_sum(shown.flow, 'grants', 'loan_proceeds')}",
        ),
        hurdle=_hurdle(sheet, whose, shown),
    )


def _sum(flow: Flow, first: str, last: str) -> str:
    return f"SUM({Block.of([flow[first], flow[last]]).year})"


def _hurdle(sheet: YearSheet, whose: str, shown: Shown) -> Line:
    """The net revenue that the tests of coverage ask for; far below any where none is made."""
    asked: dict[bool, list[Line]] = {False: [], True: []}
    for name, (_, of_senior, without) in COVERAGES.items():
        debt = shown.flow["senior_debt"] if of_senior else shown.enough.debt
        target = f"{{{name}}}"
        formula = f"=IF(COUNT({shown.enough.rows[name].year},{target})>1,{target}*{debt.year},{NO_TEST})"
        words = [f"asked by {SHORT[name]}", whose]
        asked[without].append(sheet.line(words, "$ a year", formula, "money0"))
    whole, less = (",".join(line.year for line in asked[without]) for without in (False, True))
    formula = f"=MAX({whole},MAX({less})+SUM({shown.flow['connection_charges'].year}))"
    return sheet.line(["asked by coverage", whose], "$ a year", formula, "money0")
