"""Increases found at cent rates and real demand, where rounding and elasticity forbid a formula."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from alamo_xl.errors import BadSchedule
from alamo_xl.levers import Level, Levers
from alamo_xl.projection import UTILITY, Case, Outcome, commitments, project, total
from alamo_xl.projection.sufficiency import first_failures
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN

STEP = Decimal("0.0001")
LOWEST, HIGHEST = -5_000, 100_000  # steps: -50 % to +1,000 %
LEVEL_STEP, LEVEL_STEPS = Decimal("0.001"), 1_000  # to 100 %


@dataclass(frozen=True)
class Solution:
    """The least increase, in steps of 0.01 %, whose revenue reaches the target; and that revenue, in dollars."""

    increase: Decimal
    revenue: Decimal


@dataclass(frozen=True)
class LevelSolution:
    """The least increase, a multiple of 0.1 %, for each year of some with which the tests are met.

    level: it, or the last one tried where none is enough; outcome: what it does.
    """

    enough: bool
    level: Level
    outcome: Outcome

    @property
    def share(self) -> Decimal | None:
        """The increase; None where none up to 100 % is enough."""
        return self.level.share if self.enough else None


def solve(case: Case, levers: Levers, service: str, fiscal_year: int, target: Decimal) -> Solution:
    """The increase over the year before of all of a service's rates in a fiscal year that brings in the target.

    Raises BadSchedule for an unknown service or a closed year, for a year that a delay or a level increase governs, or
    for a target that no increase from -50 % to 1,000 % reaches.
    """
    _known(case, service)
    moved = {escalated(key) for key in case.adopted.rates if key.service == service and key != RETURN}
    _open(case, fiscal_year)
    if levers.delay_from is not None and fiscal_year >= levers.delay_from:
        raise BadSchedule(
            f"{levers.name} delays increases from FY{levers.delay_from}; solve a scenario without a delay"
        )
    level = levers.level_of(service)
    if level is not None and fiscal_year >= level.first:
        raise BadSchedule(f"{levers.name} has a level increase from FY{level.first}; solve a scenario without one")
    committed = commitments(case, levers)

    def revenue(steps: int) -> Decimal:
        increases = {each: {**levers.escalators.get(each, {}), fiscal_year: steps * STEP} for each in moved}
        changed = replace(levers, escalators={**levers.escalators, **increases})
        return total(project(case, changed, committed).revenue[fiscal_year], service=service)

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


def solve_level(case: Case, levers: Levers, whose: str, first: int, last: int) -> LevelSolution:
    """The level increase of a service's rates, or of all, found by trying each multiple of 0.1 % from 0 upward.

    Rounding is not monotone: a greater increase may fail where a smaller passes. whose: a service, whose own tests
    count, or the utility. Before the first year the scenario's own increases stay. Raises BadSchedule for an unknown
    service and for years that are closed or out of order.
    """
    if whose != UTILITY:
        _known(case, whose)
    _open(case, first)
    if not first <= last <= case.horizon:
        raise BadSchedule(f"the last year is FY{last}; give one from FY{first} to FY{case.horizon}")
    committed, moved = commitments(case, levers), case.services if whose == UTILITY else (whose,)
    for steps in range(LEVEL_STEPS + 1):
        level = Level(steps * LEVEL_STEP, first, last)
        raised = replace(levers, sought=dict.fromkeys(moved, level))
        outcome = project(case, raised, committed)
        failing = first_failures(outcome.cash[whose], case.assumptions.targets, first, case.horizon)
        if not any(failing.values()):
            return LevelSolution(True, level, outcome)
    return LevelSolution(False, level, outcome)


def _known(case: Case, service: str) -> None:
    if service not in case.services:
        raise BadSchedule(f"no service is called {service!r}; there are: {', '.join(case.services)}")


def _open(case: Case, year: int) -> None:
    first, last = case.base_year + 1, case.fiscal_years[-1]
    if not first <= year <= last:
        raise BadSchedule(f"FY{year} cannot be solved for; give a year from {first} to {last}")
