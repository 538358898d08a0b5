"""Levers to a proposed Schedule, rounded as the law rounds: every rate to the cent, half up, once a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from alamo_xl.bill import to_the_cent
from alamo_xl.errors import BadSchedule, NoAdoptedRate
from alamo_xl.facts import RATE_MAXIMUM
from alamo_xl.levers import ByYear, Escalated, Levers
from alamo_xl.schedule import ADJUSTMENTS, RETURN, RateKey, Schedule

Rates = dict[RateKey, tuple[Decimal, ...]]
Volumes = Mapping[RateKey, Decimal]


def propose(adopted: Schedule, levers: Levers, fiscal_years: Sequence[int], volumes: Volumes | None = None) -> Schedule:
    """The Schedule of a scenario, for consecutive fiscal years from the first adopted one.

    volumes: what each rate is multiplied by in the base year (account-months, unit-months, CCF), for the rate-design
    shift. Raises NoAdoptedRate where a year beyond the adopted ones has no escalator, BadSchedule for a rate below 0
    or above what a rate may be.

    >>> from alamo_xl import load_schedule
    >>> late = propose(load_schedule(), Levers("A year late", delay_from=2026), range(2025, 2030))
    >>> [str(late.rate(year, "water", "base", "household", "3/4")) for year in late.fiscal_years]
    ['19.37', '19.37', '24.21', '29.05', '34.86']
    """
    years = tuple(fiscal_years)
    rates: Rates = {}
    for key in adopted.rates:
        if key == RETURN and levers.sewer_return is not None:
            rates[key] = (levers.sewer_return,) * len(years)
        elif key == RETURN or key.unit == "share":
            printed = adopted.rates[key]
            rates[key] = tuple(printed[min(place, len(printed) - 1)] for place in range(len(years)))
        else:
            rates[key] = _row(adopted, levers, key, years)
    rates = _shifted(_multiplied(rates, levers), levers, volumes or {})
    for key, row in rates.items():
        if min(row) < 0:
            raise BadSchedule(f"{levers.name}: {key} would be {min(row):.2f}; a rate is 0 or more")
        if max(row) > RATE_MAXIMUM:
            raise BadSchedule(f"{levers.name}: {key} would be {max(row):.4g}; a rate is at most {RATE_MAXIMUM:,}")
    return adopted.with_rates(rates, years, levers.name)


def escalated(key: RateKey) -> Escalated:
    """The escalator that moves a row: irrigation and surcharges move with usage, dollars off with what they reduce."""
    charge = key.meter_size if key.charge == "discount" else key.charge
    return Escalated(key.service, key.customer_class, "base" if charge == "base" else "usage")


def _increases(adopted: Schedule, levers: Levers, key: RateKey) -> ByYear:
    """What moves a row (D14). A row for all classes takes the increases that they share."""
    line = escalated(key)
    if line in levers.escalators or key.charge not in ADJUSTMENTS or key.customer_class != "all":
        return levers.escalators.get(line, {})
    classes = dict.fromkeys(k.customer_class for k in adopted.rates if k.service == key.service and k != RETURN)
    each = [levers.escalators.get(line._replace(customer_class=name), {}) for name in classes if name != "all"]
    if any(increases != each[0] for increases in each):
        raise BadSchedule(f"{levers.name}: {key} is for all classes, whose increases differ; give a row to each class")
    return each[0] if each else {}


def _row(adopted: Schedule, levers: Levers, key: RateKey, years: Sequence[int]) -> tuple[Decimal, ...]:
    printed = dict(zip(adopted.fiscal_years, adopted.rates[key], strict=True))
    increases = _increases(adopted, levers, key)
    row = [printed[years[0]]]
    for year in years[1:]:
        delayed = levers.delay_from is not None and year >= levers.delay_from
        source = year - 1 if delayed else year
        if year == levers.delay_from:
            row.append(row[-1])
        elif source in increases:
            row.append(_cents(row[-1] * (1 + increases[source])))
        elif source in printed:
            row.append(printed[source])
        else:
            raise NoAdoptedRate(f"{levers.name}: no rate is adopted for FY{source} {key}; give it an escalator")
    return tuple(row)


def _multiplied(rates: Rates, levers: Levers) -> Rates:
    """Irrigation, then outside, where a multiplier stands in place of the printed rows: by block, season and stage."""
    result = dict(rates)

    def of(twin: RateKey, key: RateKey) -> tuple[Decimal, ...]:
        if twin not in result:
            raise BadSchedule(f"{levers.name}: a multiplier of {key} needs the row {twin}, which is not there")
        return result[twin]

    if levers.irrigation_multiplier is not None:
        for key in rates:
            if key.charge == "irrigation":
                result[key] = _times(of(key._replace(charge="usage"), key), levers.irrigation_multiplier)
    if levers.outside_multiplier is not None:
        for key in rates:
            if key.location == "outside" and key.charge != "discount":
                result[key] = _times(of(key._replace(location="inside"), key), levers.outside_multiplier)
    return result


def _shifted(rates: Rates, levers: Levers, volumes: Volumes) -> Rates:
    """Base charges x (1 - sR/B), the others x (1 + sR/U): share s of a service's revenue R = B + U.

    s is positive when it moves revenue from base to usage; B and U are the base-year volumes at each year's rates.
    """
    result = dict(rates)
    for service, share in levers.shift.items():
        rows = [key for key in rates if key.service == service and key != RETURN and key.charge not in ADJUSTMENTS]
        for place in range(len(next(iter(rates.values())))):
            billed = {key: rates[RETURN][place] if key.takes_return else Decimal(1) for key in rows}
            revenue = {key: rates[key][place] * billed[key] * volumes.get(key, Decimal(0)) for key in rows}
            base = sum((revenue[key] for key in rows if key.charge == "base"), Decimal(0))
            usage = sum(revenue.values(), Decimal(0)) - base
            for key in rows:
                side, sign = (base, -1) if key.charge == "base" else (usage, 1)
                if side:
                    shifted = _cents(rates[key][place] * (1 + sign * share * (base + usage) / side))
                    result[key] = (*result[key][:place], shifted, *result[key][place + 1 :])
    return result


def _cents(rate: Decimal) -> Decimal:
    """To the cent; one that is far too large for that stays, for `propose` to refuse."""
    return to_the_cent(rate) if abs(rate) <= RATE_MAXIMUM else rate


def _times(row: tuple[Decimal, ...], multiplier: Decimal) -> tuple[Decimal, ...]:
    return tuple(_cents(rate * multiplier) for rate in row)
