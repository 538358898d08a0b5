"""What each plan spends and borrows, by year: shown on the sheets of its inputs, once Costs holds it."""

from __future__ import annotations

from alamo_xl.books.kit import Line
from alamo_xl.books.model.capital_plan import CapitalPlan
from alamo_xl.books.model.costs import Costs
from alamo_xl.books.model.debt import Debt
from alamo_xl.books.vocabulary import PLANS, UTILITY


def show_spending(built: CapitalPlan, costs: Costs) -> None:
    """Spending by plan and service on Capital plan."""
    sheet = built.sheet
    with sheet.inside(built.sums):
        for plan in PLANS:
            lines: list[Line] = []
            for service, of_service in costs.services.items():
                formula = f"={of_service.plans[plan]['spending'].year}"
                lines.append(sheet.line([plan, service], "$ a year", formula, "link money0", opening_role="text"))
            together = "=" + "+".join(line.year for line in lines)
            sheet.line([plan, UTILITY], "$ a year", together, "money0", total=True, opening_role="total text")


def show_debt(debt: Debt, costs: Costs) -> None:
    """Par and payments by plan and service on Debt."""
    sheet = debt.sheet
    with sheet.inside(debt.shown):
        for plan in PLANS:
            for service, of_service in costs.services.items():
                found = of_service.plans[plan]
                for words, units, line in (("par", "$", found["par"]), ("payments", "$ a year", found["payments"])):
                    sheet.line([words, service, plan], units, f"={line.year}", "link money0", opening_role="text")
