"""The uniform increase that brings a service's revenue to a target, where elasticity and rounding forbid a formula."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from alamo_xl.errors import BadSchedule
from alamo_xl.levers import Levers
from alamo_xl.projection import Case, DemandLevers, project, total
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN

STEP = Decimal("0.0001")
LOWEST, HIGHEST = -5_000, 100_000  # steps: -50 % to +1,000 %


@dataclass(frozen=True)
class Solution:
    """The least increase, in steps of 0.01 %, whose revenue reaches the target; and that revenue, in dollars."""

    increase: Decimal
    revenue: Decimal


def solve(
    case: Case, levers: Levers, demand: DemandLevers, service: str, fiscal_year: int, target: Decimal
) -> Solution:
    """The increase over the year before of all of a service's rates in a fiscal year that brings in the target.

    Raises BadSchedule for an unknown service or year, a delayed year, or a target that no increase from -50 % to
    1,000 % reaches.
    """
    moved = {escalated(key) for key in case.adopted.rates if key.service == service and key != RETURN}
    if not moved:
        services = ", ".join(dict.fromkeys(key.service for key in case.adopted.rates))
        raise BadSchedule(f"no service is called {service!r}; there are: {services}")
    if fiscal_year not in case.fiscal_years[1:]:
        first, last = case.fiscal_years[1], case.fiscal_years[-1]
        raise BadSchedule(f"FY{fiscal_year} cannot be solved for; give a year from {first} to {last}")
    if levers.delay_from is not None and fiscal_year >= levers.delay_from:
        raise BadSchedule(
            f"{levers.name} delays increases from FY{levers.delay_from}; solve a scenario without a delay"
        )

    def revenue(steps: int) -> Decimal:
        increases = {each: {**levers.escalators.get(each, {}), fiscal_year: steps * STEP} for each in moved}
        changed = replace(levers, escalators={**levers.escalators, **increases})
        return total(project(case, changed, demand).revenue[fiscal_year], service=service)

    low, high = LOWEST, HIGHEST
    least, most = revenue(low), revenue(high)
    if not least <= target <= most:
        raise BadSchedule(
            f"no increase from -50 % to 1,000 % brings {service} to {target:,.2f} in FY{fiscal_year}; "
            f"they bring {least:,.2f} to {most:,.2f}"
        )
    while low < high:
        middle = (low + high) // 2
        if revenue(middle) >= target:
            high = middle
        else:
            low = middle + 1
    return Solution(low * STEP, revenue(low))
