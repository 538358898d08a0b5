"""The needed increase of a scenario: as needed, and level; for every rate together, or for one service's.

It starts from the scenario with every increase from a first year on at 0 %. Rates are not rounded here: `solve` finds
the level increase at cent rates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from alamo_xl.bill import to_the_cent
from alamo_xl.levers import Level, Levers
from alamo_xl.projection.case import NOTHING, UTILITY, Case
from alamo_xl.projection.cash import Flows, Year, year_of
from alamo_xl.projection.outcome import Outcome, project, total
from alamo_xl.projection.sufficiency import passes

HALVINGS = 20
MOST = Decimal(1)
"""100 %: what no smaller increase does has no answer."""


@dataclass(frozen=True)
class Needed:
    """Shares a year. as_needed: by year, None in the year that no increase up to 100 % helps, which ends it; level:
    one for each year from the first to the last, None where there is none.
    """

    as_needed: Mapping[int, Decimal | None]
    level: Decimal | None


def needed(case: Case, levers: Levers, whose: str, first: int, last: int) -> Needed:
    """What a service's rates, or the utility's, must rise by for its tests to be met from a first year to the horizon.

    A first year that is closed is the first open one. Raises BadSchedule as `project` does.
    """
    start = _Start.of(case, levers, whose, max(first, case.base_year + 1))
    return Needed(start.as_needed(), start.level(last))


def at_no_increase(case: Case, levers: Levers, whose: str, first: int) -> Levers:
    """The scenario with every increase of a service, or of all, from a year on at 0 %; before it, as it has them."""
    none = Level(NOTHING, first, case.horizon)
    return replace(levers, sought=dict.fromkeys(case.services if whose == UTILITY else (whose,), none))


def residual(case: Case, levers: Levers, share: Decimal | None, first: int, last: int) -> dict[int, Decimal]:
    """By year, the dollars that rounding every rate to the cent adds to the level increase of all, less bad debt; on
    the same volumes. No increase has nothing to round.
    """
    first = max(first, case.base_year + 1)
    outcome = project(case, at_no_increase(case, levers, UTILITY, first))
    kept = 1 - case.assumptions.bad_debt
    found: dict[int, Decimal] = {}
    for year in case.years:
        times = (1 + (share or NOTHING)) ** max(0, min(year, last) - first + 1)
        place, response = case.fiscal_years.index(year), times**levers.elasticity
        found[year] = NOTHING
        for key, dollars in outcome.revenue[year].items():
            rate = outcome.schedule.rates[key][place]
            if rate:
                more = (to_the_cent(rate * times) - rate * times) / rate * dollars
                found[year] += kept * more * (1 if key.charge == "base" else response)
    return found


class _Part(NamedTuple):
    """A service's year at the starting rates: what a change of rates moves, and how."""

    flows: Flows
    base: Decimal
    usage: Decimal
    still: Decimal
    moving: Decimal
    days: Decimal
    own_part: Decimal


@dataclass(frozen=True)
class _Start:
    """The starting rates' years, by service, and what moves them."""

    case: Case
    whose: str
    first: int
    elasticity: Decimal
    parts: Mapping[int, tuple[_Part, ...]]

    @classmethod
    def of(cls, case: Case, levers: Levers, whose: str, first: int) -> _Start:
        outcome = project(case, at_no_increase(case, levers, whose, first))
        moved = case.services if whose == UTILITY else (whose,)
        parts = {
            year: tuple(_part(case, outcome, service, place) for service in moved)
            for place, year in enumerate(case.years)
            if year <= case.horizon
        }
        return cls(case, whose, first, levers.elasticity, parts)

    def at(self, year: int, times: Decimal, before: Year | None) -> Year:
        """A year at so many times the starting rates, after the year before."""
        kept, given = self.case.reserve(self.whose), self.case.assumptions
        one, *others = (self._moved(part, times) for part in self.parts[year])
        cash, restricted = (kept.cash, kept.restricted)
        if before is not None:
            cash, restricted = before.closing_cash, before.restricted_cash
        return year_of(sum(others, one), cash, restricted, given.interest)

    def _moved(self, part: _Part, times: Decimal) -> Flows:
        """Base revenue x m, usage revenue x m x response, variable cost x response: m ^ e, or (a m + 1 - a) ^ e."""
        own = Decimal(1) if self.whose == UTILITY else part.own_part
        response = (own * times + 1 - own) ** self.elasticity
        earned = part.base * times + part.usage * times * response
        run = part.still + part.moving * response
        return part.flows.earning(earned, run, self.case.assumptions.bad_debt, part.days)

    def as_needed(self) -> dict[int, Decimal | None]:
        """The least increase in each year, given those before; only that year's tests count."""
        found: dict[int, Decimal | None] = {}
        times, before = Decimal(1), None
        for year in self.parts:
            if year >= self.first:

                def enough(
                    share: Decimal, year: int = year, times: Decimal = times, before: Year | None = before
                ) -> bool:
                    return passes(self.at(year, times * (1 + share), before), self.case.assumptions.targets)

                found[year] = share = least(enough)
                if share is None:
                    return found
                times *= 1 + share
            before = self.at(year, times, before)
        return found

    def level(self, last: int) -> Decimal | None:
        """The least increase for each year from the first to the last with which every year passes."""
        return least(
            lambda share: all(passes(year, self.case.assumptions.targets) for year in self.raised(share, last))
        )

    def raised(self, share: Decimal, last: int) -> list[Year]:
        """The years that are tested, with one increase for each from the first to the last."""
        years: list[Year] = []
        for year in self.parts:
            times = (1 + share) ** max(0, min(year, last) - self.first + 1)
            years.append(self.at(year, times, years[-1] if years else None))
        return [year for year in years if year.fiscal_year >= self.first]


def least(enough: Callable[[Decimal], bool]) -> Decimal | None:
    """The least share from 0 to 100 % that is enough, by halving, from above; None where 100 % is not."""
    if enough(NOTHING):
        return NOTHING
    if not enough(MOST):
        return None
    low, high = NOTHING, MOST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _part(case: Case, outcome: Outcome, service: str, place: int) -> _Part:
    year = case.years[place]
    flows, run = outcome.flows[service][place], outcome.operations[service][place]
    base = total(outcome.revenue[year], service=service, charge="base")
    days, own = case.reserve(service).days, outcome.demand[year].own_part[service]
    return _Part(flows, base, flows.rate_revenue - base, run.still, run.moving, days, own)
