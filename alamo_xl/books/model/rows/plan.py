"""The financial plan of a scenario on one sheet: every statement, then every test, by service and for the utility."""

from __future__ import annotations

from alamo_xl.books.kit import YearSheet
from alamo_xl.books.model.costs import Costs
from alamo_xl.books.model.rows import cash, needs, sufficiency
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.model.rows.needs import Flow, Moved, Needs
from alamo_xl.books.model.rows.sufficiency import Sufficiency
from alamo_xl.books.vocabulary import UTILITY


def add(
    sheet: YearSheet, costs: Costs, levers: LeverBlock, moved: Moved
) -> tuple[dict[str, Flow], dict[str, Sufficiency]]:
    """The rows of Cash flow and Sufficiency."""
    chosen = needs.add_plan(sheet, levers)
    flows, enough = {}, {}
    for service, of_service in costs.services.items():
        flow = flows[service] = cash.add(sheet, service, Needs.of(service, of_service, chosen, moved))
        targets = sufficiency.targets_of(of_service.reserves, flow)
        enough[service] = sufficiency.add(sheet, service, flow, targets, costs.greatest[service])
    flow = flows[UTILITY] = cash.add(sheet, UTILITY, Needs.together(list(flows.values())))
    targets = sufficiency.targets_together(list(enough.values()))
    enough[UTILITY] = sufficiency.add(sheet, UTILITY, flow, targets, costs.greatest[UTILITY])
    return flows, enough
