"""Costs: what the input sheets of money come to, by service and year; the same in every scenario but for its plan."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Block, Book, Column, Line, Ref, TableRef, TimeSheet
from alamo_xl.books.kit.years import Margin
from alamo_xl.books.model import by_year, plan_costs
from alamo_xl.books.model.capital_plan import CapitalPlan
from alamo_xl.books.model.debt import Debt
from alamo_xl.books.model.operations import Operations
from alamo_xl.books.model.plan_costs import PlanCosts
from alamo_xl.books.model.reserves import Reserves
from alamo_xl.books.vocabulary import COST_INDEX, INDICES, LIENS, NO_INDEX, OTHER, PLANS, TRANSFERS_OUT, UTILITY

MARGIN = ("Dollars of a year", "Place of the index", *(f"Last year in {plan}" for plan in PLANS))
ROWS_A_SERVICE = 7 + len(LIENS) + len(PLANS) * plan_costs.ROWS


@dataclass(frozen=True)
class Costs:
    """Of each service; and for each and the utility, the most that the existing schedule of debt asks for in a year
    from the year on, to the horizon.
    """

    services: dict[str, ServiceCosts]
    greatest: dict[str, Line]


@dataclass(frozen=True)
class ServiceCosts:
    """What a service must pay for, and what it earns besides rates, by year in dollars.

    operations: O&M at base-year flow; variable: what of it moves with flow; fees: the cell of the base year's service
    fees; owed: existing debt service by lien; terms, reserves: its cells on Debt and Reserves.
    """

    operations: Line
    variable: Line
    connections: Line
    fees: Ref
    transfers: Line
    other: Line
    owed: dict[str, Line]
    plans: dict[str, PlanCosts]
    terms: dict[str, Ref]
    reserves: dict[str, Ref]


def add(
    book: Book,
    years: tuple[int, ...],
    services: tuple[str, ...],
    run: Operations,
    built: CapitalPlan,
    debt: Debt,
    taps: Block,
    kept: Reserves,
) -> Costs:
    """Cost indices, then each service's costs by year, then the projects one by one."""
    sheet = book.time_sheet("Costs", "Costs", "What the input sheets of money come to, by service and year.")
    by_index = _by_index(sheet, services)
    sheet.gap()
    head = sheet.year_row(years, keys=("Line", "Service", "Plan"), opening="Base year", margin=MARGIN, pinned=False)
    by_year.add(sheet)
    indices = _indices(sheet, run)
    place = sheet.take(len(services) * ROWS_A_SERVICE + len(services) + 3)
    sheet.heading("Projects: a year's part of the cost, at that year's index")
    projects = plan_costs.add_projects(sheet, built, indices)
    costs: dict[str, ServiceCosts] = {}
    with sheet.inside(place):
        for number, service in enumerate(services):
            sheet.subheading(service.capitalize())
            at_base_flow = _indexed(sheet, service, "O&M at base-year flow", by_index, service, indices)
            with_flow = _indexed(sheet, service, "O&M that moves with flow", by_index, moving(service), indices)
            connections = f"=SUMPRODUCT((Tap_service={{key2}})*Tap_amounts,{taps.year})"
            owed, terms = _owed(sheet, service, debt), debt.of(number)
            costs[service] = ServiceCosts(
                operations=at_base_flow,
                variable=with_flow,
                connections=_line(sheet, "connection charges", service, connections),
                fees=_fees(sheet, service),
                transfers=_line(sheet, TRANSFERS_OUT, service, f"=SUM({run.money[TRANSFERS_OUT, service].year})"),
                other=_line(sheet, OTHER, service, f"=SUM({run.money[OTHER, service].year})"),
                owed=owed,
                plans={plan: plan_costs.add(sheet, service, plan, head, projects, terms, owed) for plan in PLANS},
                terms=terms,
                reserves=kept.of(number),
            )
        _lost(sheet, debt, costs)
        return Costs(costs, _greatest(sheet, costs))


def moving(service: str) -> str:
    """The heading over a service's dollars that move with flow."""
    return f"{service}, with flow"


def _line(sheet: TimeSheet, words: str, service: str, formula: str, margin: Margin = ()) -> Line:
    return sheet.line([words, service], "$ a year", formula, "money0", opening_role="text", margin=margin)


def _by_index(sheet: TimeSheet, services: tuple[str, ...]) -> TableRef:
    """Base-year dollars of O&M by cost index: in all, and what moves with flow."""
    columns = [Column("Cost index")]
    for service in services:
        for heading, dollars in ((service, "Op_dollars"), (moving(service), "Op_moving")):
            of_index = f'=SUMIFS({dollars},Op_service,"{service}",Op_index,{{Cost index}})'
            columns.append(Column(heading, "money0", formula=of_index))
    return sheet.table("Operations_by_index", columns, [[index] for index in INDICES])


def _indices(sheet: TimeSheet, run: Operations) -> Block:
    """An index that stays 1, for what names none; then each cost index."""
    lines = [sheet.line([NO_INDEX, COST_INDEX], "index", "=1", "factor", opening_role="text")]
    for changes in run.indices.lines:
        compounded = f"=IF({{year}}<=Base_year,1,{{this_prev}}*(1+SUM({changes.year})))"
        lines.append(sheet.line([f"={changes.label}", COST_INDEX], "index", compounded, "factor", opening_role="text"))
    sheet.name("General_index", lines[-1].years)
    return Block.of(lines)


def _indexed(sheet: TimeSheet, service: str, words: str, by_index: TableRef, heading: str, indices: Block) -> Line:
    """Dollars at the year's indices; those that name no index as they are. The margin: all of the base year's."""
    dollars, named = by_index.column(heading).local, indices.part(1, len(INDICES)).year
    in_all = f'SUMIFS({"Op_moving" if heading == moving(service) else "Op_dollars"},Op_service,"{service}")'
    formula = f"=SUMPRODUCT({named},{dollars})+{{margin1}}-SUM({dollars})"
    return _line(sheet, words, service, formula, margin=[(f"={in_all}", "money0")])


def _fees(sheet: TimeSheet, service: str) -> Ref:
    formula = f'=SUMIFS(Fee_dollars,Fee_service,"{service}")'
    nothing = [None] * sheet.book.years
    return sheet.line(
        ["service fees", service], "$ a year", nothing, "text", opening=formula, opening_role="money0"
    ).opening


def _lost(sheet: TimeSheet, debt: Debt, costs: dict[str, ServiceCosts]) -> None:
    """Existing debt whose service or lien is unknown: a check."""
    reached = "+".join(line.year for each in costs.values() for line in each.owed.values())
    lost = f"=ROUND(SUM({debt.existing.year})-({reached}),2)"
    sheet.line(["existing debt that no service has"], "$ a year", lost, "money", name="Debt_difference")


def _greatest(sheet: TimeSheet, costs: dict[str, ServiceCosts]) -> dict[str, Line]:
    """For additional bonds."""
    owed = {service: [line.year for line in of_service.owed.values()] for service, of_service in costs.items()}
    owed[UTILITY] = [each for of_service in owed.values() for each in of_service]
    sheet.subheading("Existing debt, the most that is asked for in a year from here on")
    return {
        whose: _line(
            sheet, "existing debt, greatest", whose, f"=IF({{year}}>Horizon,0,MAX({'+'.join(each)},{{next}}{{row}}))"
        )
        for whose, each in owed.items()
    }


def _owed(sheet: TimeSheet, service: str, debt: Debt) -> dict[str, Line]:
    return {
        lien: _line(
            sheet,
            f"existing {lien} debt",
            service,
            f'=SUMIFS({debt.existing.year},Debt_service,{{key2}},Debt_lien,"{lien}")',
        )
        for lien in LIENS
    }
