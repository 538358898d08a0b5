"""What a service, or the utility, must pay for and earns in a year: the texts of its statement's formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Self

from alamo_xl.books.kit import Line, Ref, YearSheet
from alamo_xl.books.model.costs import ServiceCosts
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.vocabulary import CAPITAL_PLAN, PLANS

Flow = dict[str, Line]
"""The rows of a service's statement, or the utility's, by their names in vocabulary.OUTCOME."""


@dataclass(frozen=True)
class Moved:
    """What a scenario moves, by service: rate revenue in dollars; growth of accounts and flow over the base year's."""

    revenue: Mapping[str, Line]
    growth: Line
    flow: Mapping[str, Line]


@dataclass(frozen=True)
class Needs:
    """By year in dollars; opening balances are the base year's. Interest hangs on the cash of the year before."""

    opening_cash: str
    restricted_cash: str
    rate_revenue: str
    service_fees: str
    connection_charges: str
    other_revenue: str
    grants: str
    loan_proceeds: str
    operations: str
    senior_debt: str
    subordinate_debt: str
    capital_spending: str
    transfers: str
    cost_of_issue: str
    financed_reserve: str

    @classmethod
    def of(cls, service: str, costs: ServiceCosts, plan: Ref, moved: Moved) -> Self:
        """A service's, under the plan whose place a cell says."""

        def chosen(part: str) -> str:
            lines = ",".join(costs.plans[each][part].year for each in PLANS)
            return f"CHOOSE({plan},{lines})"

        return cls(
            opening_cash=f"SUM({costs.reserves['cash']})",
            restricted_cash=f"SUM({costs.reserves['restricted']})",
            rate_revenue=moved.revenue[service].year,
            service_fees=f"{costs.fees}*{moved.growth.year}",
            connection_charges=costs.connections.year,
            other_revenue=costs.other.year,
            grants=chosen("grants"),
            loan_proceeds=chosen("borrowed"),
            operations=f"{costs.operations.year}+{costs.variable.year}*({moved.flow[service].year}-1)",
            senior_debt=chosen("senior"),
            subordinate_debt=chosen("subordinate"),
            capital_spending=chosen("spending"),
            transfers=costs.transfers.year,
            cost_of_issue=f"{chosen('par')}*SUM({costs.terms['issue']})",
            financed_reserve=f"{chosen('par')}*SUM({costs.terms['reserve']})",
        )

    @classmethod
    def together(cls, flows: Sequence[Flow]) -> Self:
        """The utility's: the sums of its services' rows."""
        sums = {each.name: "+".join(flow[each.name].year for flow in flows) for each in fields(cls)[2:]}
        return cls("SUM(Reserve_cash)", "SUM(Reserve_restricted)", **sums)


def add_plan(sheet: YearSheet, levers: LeverBlock) -> Ref:
    """The cell of the place of the scenario's capital plan, right of its letter; the first where its lever is empty."""
    words = sheet.take()
    letter, place = words.cell(0, 1), words.cell(0, sheet.margin_column - 1)
    sheet.put(words, CAPITAL_PLAN.capitalize(), "text")
    sheet.put(place, f"=MAX(1,IFERROR(MATCH({levers.scalar(CAPITAL_PLAN)},Plans,0),0))", "count")
    sheet.put(letter, f"=INDEX(Plans,{place},1)", "text")
    return place
