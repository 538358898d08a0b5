"""Volumes: accounts grow; water answers to the marginal price; sewer follows water; what reaches the sewer flows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from alamo_xl.errors import BadSchedule
from alamo_xl.levers import ALL, Levers, standing
from alamo_xl.projection.case import GENERAL, NOTHING, Case, Determinant
from alamo_xl.schedule import RateKey, Schedule

Volumes = Mapping[RateKey, Decimal]
ONE = Decimal(1)


class Flow(NamedTuple):
    """What drives a service's variable costs, over the base year's: what no price moves, and what the response does."""

    still: Decimal
    moving: Decimal


@dataclass(frozen=True)
class YearDemand:
    """A year's volumes by printed rate; by service its flow, that of accounts where there was none, and the mean of its
    own part of marginal prices.
    """

    volumes: Volumes
    flow: Mapping[str, Flow]
    own_part: Mapping[str, Decimal]


class _Use(NamedTuple):
    """What is used alike: its charge and group, base-year CCF, and the sewer CCF of it, at a charge, if any."""

    charge: RateKey
    group: str
    ccf: Decimal
    sewer_ccf: Decimal
    sewer: RateKey | None


def base_volumes(determinants: Iterable[Determinant], schedule: Schedule, shares: Volumes) -> dict[RateKey, Decimal]:
    """Base-year volumes by printed rate.

    shares: of a charge with several rows (blocks, seasons), what share of its volume each takes. Raises BadSchedule
    where one is missing.
    """
    volumes: dict[RateKey, Decimal] = {}
    for row in determinants:
        for charge, volume in row.volumes().items():
            for key, share in _rows(charge, schedule, shares):
                volumes[key] = volumes.get(key, NOTHING) + volume * share
    return volumes


def demand(case: Case, levers: Levers, schedule: Schedule) -> dict[int, YearDemand]:
    """Each projected year's volumes at a scenario's rates. Raises BadSchedule for a volume below 0."""
    uses = _uses(case.determinants)
    volumes = base_volumes(case.determinants, case.adopted, case.shares)
    then = _Prices(case, case.adopted, case.base_year)
    return {year: _year(case, levers, uses, volumes, then, _Prices(case, schedule, year)) for year in case.years}


def _uses(determinants: Iterable[Determinant]) -> tuple[_Use, ...]:
    """Water by class, location, usage or irrigation, with its sewer; sewer-only; reclaimed."""
    sums: dict[tuple[RateKey, str, RateKey | None], tuple[Decimal, Decimal]] = {}

    def add(charge: RateKey, group: str, ccf: Decimal, sewer_ccf: Decimal, sewer: RateKey | None) -> None:
        before = sums.get((charge, group, sewer), (NOTHING, NOTHING))
        sums[charge, group, sewer] = (before[0] + ccf, before[1] + sewer_ccf)

    for row in determinants:
        group = "irrigation" if row.irrigation else row.customer_class
        add(row.water, group, row.ccf, row.sewer_ccf, row.sewer)
        if row.sewer_only:
            add(row.sewer, row.customer_class, NOTHING, row.sewer_only, row.sewer)
        if row.reclaimed_ccf:
            add(RateKey("reclaimed", "all", row.location, "usage"), "reclaimed", row.reclaimed_ccf, NOTHING, None)
    return tuple(
        _Use(charge, group, ccf, sewer_ccf, sewer if sewer_ccf else None)
        for (charge, group, sewer), (ccf, sewer_ccf) in sums.items()
    )


class _Prices:
    """What a CCF costs in a year."""

    def __init__(self, case: Case, schedule: Schedule, year: int) -> None:
        self.case, self.schedule, self.year = case, schedule, year
        self.place = schedule.fiscal_years.index(year)
        real = case.assumptions.real_prices
        self.deflator = case.index(GENERAL, year) if real else ONE
        self.sewer_return = schedule.sewer_return(year)

    def rate(self, charge: RateKey) -> Decimal:
        """A charge's rate; of blocks and seasons, the mean by their base-year shares."""
        rows = _rows(charge, self.case.adopted, self.case.shares)
        return sum((self.schedule.rates[key][self.place] * share for key, share in rows), NOTHING)

    def parts(self, use: _Use) -> tuple[Decimal, Decimal]:
        """The marginal price of a use: its own rate, and the sewer's for the share of it that is billed sewer."""
        own = NOTHING if use.charge == use.sewer else self.rate(use.charge)
        if use.sewer is None:
            return own, NOTHING
        share = use.sewer_ccf / use.ccf if use.ccf else ONE
        return own, share * self.sewer_return * self.rate(use.sewer)

    def response(self, use: _Use, then: _Prices, elasticity: Decimal) -> Decimal:
        """(p / p of the base year) ^ e; a price of 0 moves nothing."""
        now, before = sum(self.parts(use)), sum(then.parts(use))
        if not now or not before:
            return ONE
        return (now / before / self.deflator) ** elasticity


def _year(
    case: Case, levers: Levers, uses: tuple[_Use, ...], base_year: Volumes, then: _Prices, now: _Prices
) -> YearDemand:
    year = now.year
    growth = case.compounded(levers.growth, year)
    factor: dict[RateKey, Decimal] = {}
    sewer: dict[RateKey, Decimal] = {}
    still, moving = dict.fromkeys(case.services, NOTHING), dict.fromkeys(case.services, NOTHING)
    own, weight = dict.fromkeys(case.services, NOTHING), dict.fromkeys(case.services, NOTHING)
    then_flowed = dict.fromkeys(case.services, NOTHING)
    reach = case.assumptions.reach
    for use in uses:
        times = (1 + change_of_use(levers, use.group, year, case.base_year)) * now.response(
            use, then, levers.elasticity
        )
        if growth * times < 0:
            raise BadSchedule(f"{levers.name}: the volume of {use.charge} in FY{year} would be below 0")
        service = use.charge.service
        if use.charge != use.sewer:
            factor[use.charge] = growth * times
            moving[service] += use.ccf * growth * times
            then_flowed[service] += use.ccf
        if use.sewer is not None:
            metered = use.sewer_ccf * growth * times
            sewer[use.sewer] = sewer.get(use.sewer, NOTHING) + metered
            still["sewer"] += use.sewer_ccf * growth * (1 - reach)
            moving["sewer"] += metered * reach
            then_flowed["sewer"] += use.sewer_ccf
        _weigh(own, weight, use, growth * times, now.parts(use))
    volumes: dict[RateKey, Decimal] = {}
    for key, volume in base_year.items():
        charge = RateKey(*key.words)
        if key.charge == "base":
            volumes[key] = volume * growth
        elif charge in sewer:
            shares = dict(_rows(charge, case.adopted, case.shares))
            volumes[key] = sewer[charge] * shares[key]
        else:
            volumes[key] = volume * factor[charge]
    return YearDemand(
        volumes,
        {
            service: Flow(still[service] / base, moving[service] / base) if base else Flow(growth, NOTHING)
            for service, base in then_flowed.items()
        },
        {service: own[service] / weight[service] if weight[service] else ONE for service in case.services},
    )


def _weigh(
    own: dict[str, Decimal], weight: dict[str, Decimal], use: _Use, times: Decimal, parts: tuple[Decimal, Decimal]
) -> None:
    """Adds a use's own part of its price, weighted by its CCF; to the sewer's, by its sewer-billed CCF."""
    price = sum(parts)
    for service, ccf, part in ((use.charge.service, use.ccf, parts[0]), ("sewer", use.sewer_ccf, parts[1])):
        if price:
            own[service] += ccf * times * part / price
            weight[service] += ccf * times


def change_of_use(levers: Levers, group: str, year: int, base_year: int) -> Decimal:
    """The change against the base year; an empty row takes the row for all, reclaimed never does."""
    own = levers.use.get(group, {})
    if not any(each > base_year for each in own) and group != "reclaimed":
        own = levers.use.get(ALL, {})
    return standing(own, year, base_year) or NOTHING


def _rows(charge: RateKey, schedule: Schedule, shares: Volumes) -> list[tuple[RateKey, Decimal]]:
    """The printed rows of a charge and the share of its volume that each takes."""
    printed = [each.key for each in schedule.charges[charge.words]]
    if len(printed) == 1:
        return [(printed[0], ONE)]
    for key in printed:
        if key not in shares:
            raise BadSchedule(f"determinants: which share of its charge's volume does {key} take?")
    return [(key, shares[key]) for key in printed]
