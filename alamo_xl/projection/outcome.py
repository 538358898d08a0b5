"""A case and a scenario's levers to rates, volumes, revenue and cash: the one way through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from alamo_xl.levers import ByYear, Levers
from alamo_xl.projection.case import UTILITY, Case
from alamo_xl.projection.cash import Flows, Year, cash_flow, commitments, together
from alamo_xl.projection.demand import YearDemand, base_volumes, demand
from alamo_xl.projection.operations import Operations, operations
from alamo_xl.projection.refusals import refuse
from alamo_xl.projection.sufficiency import first_failures
from alamo_xl.scenario import proposal
from alamo_xl.schedule import RateKey, Schedule

Volumes = Mapping[RateKey, Decimal]


@dataclass(frozen=True)
class Outcome:
    """What a scenario does, from the base year on.

    left_over: dollars that rounding a shift leaves, by service and year; demand, revenue: by year and printed rate;
    operations, flows, cash: by service and year, cash of the utility too.
    """

    schedule: Schedule
    left_over: Mapping[str, ByYear]
    demand: Mapping[int, YearDemand]
    revenue: Mapping[int, Mapping[RateKey, Decimal]]
    operations: Mapping[str, Sequence[Operations]]
    flows: Mapping[str, Sequence[Flows]]
    cash: Mapping[str, Sequence[Year]]

    @property
    def volumes(self) -> dict[int, Volumes]:
        """By year and printed rate."""
        return {year: each.volumes for year, each in self.demand.items()}


def project(case: Case, levers: Levers, committed: Mapping[str, Sequence[Flows]] | None = None) -> Outcome:
    """Levers to rates, demand, revenue and cash; of the utility as if it were pooled: one MAX of the sums earns.

    committed: what rates do not move, where it is known already. Raises BadSchedule, which names what is wrong.
    """
    refuse(case, levers)
    base = base_volumes(case.determinants, case.adopted, case.shares)
    proposed = proposal(case.adopted, levers, case.fiscal_years, base, case.base_year)
    used = demand(case, levers, proposed.schedule)
    lines = revenue(proposed.schedule, {year: each.volumes for year, each in used.items()})
    run = {
        service: [operations(case, service, year, used[year].flow[service]) for year in case.years]
        for service in case.services
    }
    earned = {
        service: [
            each.earning(
                total(lines[each.fiscal_year], service=service),
                of_year.dollars,
                case.assumptions.bad_debt,
                case.reserve(service).days,
            )
            for each, of_year in zip(years, run[service], strict=True)
        ]
        for service, years in (committed or commitments(case, levers)).items()
    }
    rate = case.assumptions.interest
    cash = {service: cash_flow(years, case.reserve(service), rate) for service, years in earned.items()}
    cash[UTILITY] = cash_flow(together(earned), case.reserve(UTILITY), rate)
    return Outcome(proposed.schedule, proposed.left_over, used, lines, run, earned, cash)


def failures(case: Case, outcome: Outcome, first: int | None = None) -> dict[str, dict[str, int | None]]:
    """By service, and for the utility, the first year in which each test fails."""
    since = case.base_year if first is None else first
    return {
        whose: first_failures(years, case.assumptions.targets, since, case.horizon)
        for whose, years in outcome.cash.items()
    }


def revenue(schedule: Schedule, volumes: Mapping[int, Volumes]) -> dict[int, dict[RateKey, Decimal]]:
    """Rate revenue in dollars by year and printed rate: volume x rate, for sewer usage x the sewer return."""
    result = {}
    for year, of_year in volumes.items():
        place, share = schedule.fiscal_years.index(year), schedule.sewer_return(year)
        result[year] = {
            key: volume * schedule.rates[key][place] * (share if key.takes_return else 1)
            for key, volume in of_year.items()
        }
    return result


def total(lines: Mapping[RateKey, Decimal], **where: str) -> Decimal:
    """The sum of the lines whose key has these words, such as service="water", charge="base"."""
    return sum(
        (amount for key, amount in lines.items() if all(getattr(key, word) == text for word, text in where.items())),
        Decimal(0),
    )
