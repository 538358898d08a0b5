"""Determinants and a Schedule to demand, revenue, requirement, gap, coverage: what a scenario does, year by year.

Nothing here is rounded; a reader rounds what he shows. Shares are fractions, money is dollars, volume is CCF a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from alamo_xl.bill import to_the_cent
from alamo_xl.errors import BadSchedule
from alamo_xl.levers import ByYear, Levers
from alamo_xl.scenario import propose
from alamo_xl.schedule import RateKey, Schedule

DAYS_A_YEAR = Decimal(365)
NOTHING = Decimal(0)
Volumes = Mapping[RateKey, Decimal]


@dataclass(frozen=True)
class Determinant:
    """The billing determinants of one kind of account in the base year.

    bills: account-months (unit-months for multi-family); ccf: metered water; sewer_bills, sewer_ccf: those of them
    that are billed sewer; reclaimed_ccf: reclaimed water.
    """

    customer_class: str
    location: str
    meter_size: str
    irrigation: bool
    bills: Decimal
    ccf: Decimal
    sewer_bills: Decimal = NOTHING
    sewer_ccf: Decimal = NOTHING
    reclaimed_ccf: Decimal = NOTHING

    def volumes(self) -> dict[RateKey, Decimal]:
        """What each printed rate is multiplied by in a year, the sewer return aside."""
        place = (self.customer_class, self.location)
        volumes = {
            RateKey("water", *place, "base", self.meter_size): self.bills,
            RateKey("water", *place, "irrigation" if self.irrigation else "usage"): self.ccf,
            RateKey("sewer", *place, "base", self.meter_size): self.sewer_bills,
            RateKey("sewer", *place, "usage"): self.sewer_ccf,
            RateKey("reclaimed", "all", self.location, "usage"): self.reclaimed_ccf,
        }
        return {key: volume for key, volume in volumes.items() if volume}


@dataclass(frozen=True)
class DemandLevers:
    """How demand moves: growth of accounts and change of use by year; price elasticity of use, nominal or real."""

    growth: ByYear = field(default_factory=dict)
    usage_change: ByYear = field(default_factory=dict)
    elasticity: Decimal = NOTHING
    inflation: Decimal = NOTHING
    real_prices: bool = False


@dataclass(frozen=True)
class Requirement:
    """What one service must pay for, in dollars: operations in base-year dollars, the others as they fall due."""

    opening_cash: Decimal
    operations: Decimal
    debt_service: Mapping[int, Decimal]
    capital: Mapping[int, Decimal]
    transfers: Mapping[int, Decimal]
    non_rate_revenue: Mapping[int, Decimal]

    def __add__(self, other: Requirement) -> Requirement:
        """Two services together."""

        def by_year(ours: Mapping[int, Decimal], theirs: Mapping[int, Decimal]) -> dict[int, Decimal]:
            return {year: ours.get(year, NOTHING) + theirs.get(year, NOTHING) for year in {*ours, *theirs}}

        return Requirement(
            self.opening_cash + other.opening_cash,
            self.operations + other.operations,
            by_year(self.debt_service, other.debt_service),
            by_year(self.capital, other.capital),
            by_year(self.transfers, other.transfers),
            by_year(self.non_rate_revenue, other.non_rate_revenue),
        )


@dataclass(frozen=True)
class Targets:
    """What the utility wants: debt service coverage, days of operations held as cash; and what it assumes.

    base_year: the year of the determinants and of the operations' dollars; inflation: of operations, a year;
    bad_debt: the share of rate revenue never paid.
    """

    base_year: int
    coverage: Decimal
    reserve_days: Decimal
    inflation: Decimal
    bad_debt: Decimal


@dataclass(frozen=True)
class YearResult:
    """One year's cash: sources less uses, and what would close the gap.

    gap: positive where rate revenue falls short; coverage: net revenue over debt service, None without debt;
    cumulative: the uniform increase over the scenario's rates that meets the greatest of three needs (uses, coverage,
    reserve), never less than the year before's; single: what it adds to the year before's.
    """

    fiscal_year: int
    rate_revenue: Decimal
    operations: Decimal
    debt_service: Decimal
    opening_cash: Decimal
    closing_cash: Decimal
    gap: Decimal
    coverage: Decimal | None
    days_cash: Decimal
    cumulative: Decimal
    single: Decimal


def base_volumes(
    determinants: Iterable[Determinant], schedule: Schedule, shares: Volumes = MappingProxyType({})
) -> dict[RateKey, Decimal]:
    """Yearly volumes by printed rate. Raises BadSchedule for a doubled row or one that no rate prices.

    shares: of a charge with several rows (blocks, seasons), what share of its volume each takes.
    """
    seen = set()
    volumes: dict[RateKey, Decimal] = {}
    for row in determinants:
        name = (row.customer_class, row.location, row.meter_size, row.irrigation)
        if name in seen:
            raise BadSchedule(f"determinants: {' '.join(map(str, name))} is there twice")
        seen.add(name)
        for key, volume in row.volumes().items():
            printed = schedule.charges.get(key.words, ())
            if not printed:
                raise BadSchedule(f"determinants: no adopted rate for {key}")
            if volume < 0:
                raise BadSchedule(f"determinants: {key} is {volume}; give 0 or more")
            for priced in (each.key for each in printed):
                share = shares.get(priced) if len(printed) > 1 else Decimal(1)
                if share is None:
                    raise BadSchedule(f"determinants: which share of its charge's volume does {priced} take?")
                volumes[priced] = volumes.get(priced, NOTHING) + volume * share
    return volumes


def demand(
    volumes: Volumes, schedule: Schedule, levers: DemandLevers, adopted: Schedule, base_year: int
) -> dict[int, dict[RateKey, Decimal]]:
    """Volumes by year: bills grow; CCF grows x (rate / base-year rate) ^ elasticity x (1 + usage change).

    volumes are the base year's, used at its adopted rates. With real prices the ratio is divided by the price index.
    A rate of 0 moves nothing. Raises BadSchedule for a volume below 0.
    """
    by_year: dict[int, dict[RateKey, Decimal]] = {}
    growth = _since(base_year, schedule.fiscal_years, levers.growth)
    base_place = adopted.fiscal_years.index(base_year)
    for place, year in enumerate(schedule.fiscal_years):
        price_index = (1 + levers.inflation) ** (year - base_year) if levers.real_prices else Decimal(1)
        by_year[year] = {}
        for key, volume in volumes.items():
            moved = volume * growth[year]
            if key.charge != "base":
                base, now = adopted.rates[key][base_place], schedule.rates[key][place]
                response = (now / base / price_index) ** levers.elasticity if base and now else Decimal(1)
                moved *= response * (1 + levers.usage_change.get(year, NOTHING))
            if moved < 0:
                raise BadSchedule(f"FY{year}: the volume of {key} would be {moved:.0f}; growth or use falls too low")
            by_year[year][key] = moved
    return by_year


def revenue(schedule: Schedule, volumes: Mapping[int, Mapping[RateKey, Decimal]]) -> dict[int, dict[RateKey, Decimal]]:
    """Rate revenue in dollars by year and printed rate: volume x rate, for sewer usage x the sewer return."""
    return {
        year: {
            key: volume * schedule.rates[key][place] * _billed(schedule, key, year) for key, volume in of_year.items()
        }
        for place, (year, of_year) in enumerate(volumes.items())
    }


def total(lines: Mapping[RateKey, Decimal], **where: str) -> Decimal:
    """The sum of the lines whose key has these words, such as service="water", charge="base"."""
    return sum(
        (amount for key, amount in lines.items() if all(getattr(key, word) == text for word, text in where.items())),
        NOTHING,
    )


def cash_flow(rate_revenue: Mapping[int, Decimal], needs: Requirement, targets: Targets) -> list[YearResult]:
    """Opening cash + sources - uses = closing cash, by year, with gap, coverage, days of cash and needed increase.

    What an increase brings in counts as cash in the years after it.
    """
    results: list[YearResult] = []
    opening = needs.opening_cash
    raised = before = NOTHING
    for year, earned in rate_revenue.items():
        operations = needs.operations * (1 + targets.inflation) ** (year - targets.base_year)
        debt = needs.debt_service.get(year, NOTHING)
        spent = needs.capital.get(year, NOTHING) + needs.transfers.get(year, NOTHING)
        kept = 1 - targets.bad_debt
        net = earned * kept + needs.non_rate_revenue.get(year, NOTHING) - operations
        closing = opening + net - debt - spent
        reserve = operations * targets.reserve_days / DAYS_A_YEAR
        short = (debt + spent - net, debt * targets.coverage - net, reserve - closing - raised)
        cumulative = max(before, max(*short, NOTHING) / (earned * kept) if earned else NOTHING)
        results.append(
            YearResult(
                fiscal_year=year,
                rate_revenue=earned,
                operations=operations,
                debt_service=debt,
                opening_cash=opening,
                closing_cash=closing,
                gap=short[0],
                coverage=net / debt if debt else None,
                days_cash=closing / (operations / DAYS_A_YEAR) if operations else NOTHING,
                cumulative=cumulative,
                single=(1 + cumulative) / (1 + before) - 1,
            )
        )
        opening, raised, before = closing, raised + cumulative * earned * kept, cumulative
    return results


def residual(schedule: Schedule, volumes: Volumes, year: int, increase: Decimal) -> Decimal:
    """Dollars that rounding every rate to the cent adds to, or takes from, a uniform increase of a year's rates."""
    place = schedule.fiscal_years.index(year)
    exact = rounded = NOTHING
    for key, volume in volumes.items():
        billed = volume * _billed(schedule, key, year)
        rate = schedule.rates[key][place] * (1 + increase)
        exact += billed * rate
        rounded += billed * to_the_cent(rate)
    return rounded - exact


@dataclass(frozen=True)
class Case:
    """What a projection starts from: adopted rates, years, determinants, requirements by service, targets.

    shares: of charges with several rows, what share of the volume each takes.
    """

    adopted: Schedule
    fiscal_years: tuple[int, ...]
    determinants: tuple[Determinant, ...]
    needs: Mapping[str, Requirement]
    targets: Targets
    shares: Volumes = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a scenario does: its rates; by year volumes and revenue by printed rate; cash by service and in all."""

    schedule: Schedule
    volumes: Mapping[int, Mapping[RateKey, Decimal]]
    revenue: Mapping[int, Mapping[RateKey, Decimal]]
    cash: Mapping[str, Sequence[YearResult]]


UTILITY = "utility"


def project(case: Case, levers: Levers, demand_levers: DemandLevers) -> Outcome:
    """Levers to rates, demand, revenue and cash. Raises NoAdoptedRate and BadSchedule as `propose` and `demand` do."""
    base = base_volumes(case.determinants, case.adopted, case.shares)
    schedule = propose(case.adopted, levers, case.fiscal_years, base)
    volumes = demand(base, schedule, demand_levers, case.adopted, case.targets.base_year)
    lines = revenue(schedule, volumes)
    cash = {
        service: cash_flow(
            {year: total(of_year, service=service) for year, of_year in lines.items()}, needs, case.targets
        )
        for service, needs in case.needs.items()
    }
    first, *others = case.needs.values()
    together = cash_flow({year: total(of_year) for year, of_year in lines.items()}, sum(others, first), case.targets)
    return Outcome(schedule, volumes, lines, {**cash, UTILITY: together})


def _billed(schedule: Schedule, key: RateKey, year: int) -> Decimal:
    return schedule.sewer_return(year) if key.takes_return else Decimal(1)


def _since(base_year: int, years: Sequence[int], changes: ByYear) -> dict[int, Decimal]:
    """An index that is 1 in the base year and changes by each year's share, the first year's aside."""
    index, compounded = {}, Decimal(1)
    for place, year in enumerate(years):
        compounded *= 1 + changes.get(year, NOTHING) if place else 1
        index[year] = compounded
    return {year: value / index[base_year] for year, value in index.items()}
