"""Every rule that the printed rates should obey, over every rate: printed against derived."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from alamo_xl.bill import to_the_cent
from alamo_xl.schedule import RETURN, KnownException, RateKey, Schedule

Comparison = tuple[RateKey, int, Decimal]
NOT_COVERED = "the fees, the late fee, the sewer return, the limits of quantity and rounding: no rule derives them"


class RuleResult(NamedTuple):
    """One rule: how many rates it was checked on, and where print differs from what it derives.

    `alone` counts the rates of a rate design that have no row of the same block, season and stage to be checked by.
    """

    rule: str
    title: str
    checked: int
    deviations: tuple[KnownException, ...]
    alone: int = 0


class AuditReport(NamedTuple):
    """All rules; `ok` when the deviations are exactly the schedule's known exceptions."""

    rules: tuple[RuleResult, ...]
    known: tuple[KnownException, ...]

    @property
    def deviations(self) -> tuple[KnownException, ...]:
        """Every deviation of every rule."""
        return tuple(deviation for rule in self.rules for deviation in rule.deviations)

    @property
    def unexpected(self) -> tuple[KnownException, ...]:
        """Deviations that are not known exceptions."""
        return tuple(deviation for deviation in self.deviations if deviation not in self.known)

    @property
    def missing(self) -> tuple[KnownException, ...]:
        """Known exceptions that were not found."""
        return tuple(exception for exception in self.known if exception not in self.deviations)

    @property
    def ok(self) -> bool:
        """Whether the deviations are exactly the known ones."""
        return not self.unexpected and not self.missing

    @property
    def not_covered(self) -> str:
        """In words, what no rule here says anything about."""
        alone = [f"{rule.alone} rates of {rule.rule!r}" for rule in self.rules if rule.alone]
        designed = f"; with no row of the same block, season and stage: {', '.join(alone)}" if alone else ""
        return f"{NOT_COVERED}{designed}"


def audit(schedule: Schedule) -> AuditReport:
    """Each rule of the readings over each rate of a schedule; a rate design's by block, season and stage (D14).

    >>> from alamo_xl import load_schedule
    >>> report = audit(load_schedule())
    >>> report.ok, [(rule.rule, rule.checked, len(rule.deviations)) for rule in report.rules[:2]]
    (True, [('outside', 145, 1), ('escalator', 116, 6)])
    """
    rules = (
        ("outside", "Outside = 2 x inside", _outside),
        ("escalator", "Inside = previous year x its increase, half up", _escalators),
        ("irrigation", "Irrigation = 2 x regular usage", _irrigation),
        ("multi-family", 'Multi-family unit = household 3/4"', _multi_family),
        ("reclaimed", "Reclaimed = regular water usage", _reclaimed),
        ("classes", "Household = non-household for usage, and for sewer base at 3/4, 1 and 1-1/2", _classes),
    )
    results = []
    for rule, title, derive in rules:
        derived_rates = list(derive(schedule))
        compared = [each for each in derived_rates if each[0] in schedule.rates]
        deviations = []
        for key, year, derived in compared:
            printed = schedule.rates[key][schedule.fiscal_years.index(year)]
            if printed != derived:
                deviations.append(KnownException(rule, key, year, printed, derived))
        alone = len(derived_rates) - len(compared)
        results.append(RuleResult(rule, title, len(compared), tuple(deviations), alone))
    return AuditReport(tuple(results), schedule.audit.known_exceptions)


def _cells(schedule: Schedule) -> Iterator[Comparison]:
    """Every rate in dollars: the return and shares are none."""
    for key, rates in schedule.rates.items():
        if key != RETURN and key.unit != "share":
            for year, rate in zip(schedule.fiscal_years, rates, strict=True):
                yield key, year, rate


def _outside(schedule: Schedule) -> Iterator[Comparison]:
    for key, year, rate in _cells(schedule):
        inside = key._replace(location="inside")
        if key.charge != "discount" and (key == inside or (key.location == "outside" and inside not in schedule.rates)):
            yield (
                key._replace(location="outside") if key == inside else inside,
                year,
                rate * schedule.outside_multiplier,
            )


def _escalators(schedule: Schedule) -> Iterator[Comparison]:
    for key, year, _ in _cells(schedule):
        increase = schedule.audit.escalators.get(year)
        if key.location == "outside" or increase is None or year - 1 not in schedule.fiscal_years:
            continue
        usage = key._replace(charge="usage")
        anchored = key.charge == "irrigation" and usage in schedule.rates
        anchor, multiple = (usage, schedule.audit.irrigation_multiplier) if anchored else (key, Decimal(1))
        before = schedule.rates[anchor][schedule.fiscal_years.index(year - 1)]
        yield key, year, to_the_cent(before * increase) * multiple


def _irrigation(schedule: Schedule) -> Iterator[Comparison]:
    for key, year, rate in _cells(schedule):
        usage = key._replace(charge="usage")
        if (key.service, key.charge) == ("water", "usage"):
            yield key._replace(charge="irrigation"), year, rate * schedule.audit.irrigation_multiplier
        elif key.charge == "irrigation" and usage not in schedule.rates:
            yield usage, year, rate


def _multi_family(schedule: Schedule) -> Iterator[Comparison]:
    for key, year, rate in _cells(schedule):
        if (key.customer_class, key.meter_size) == ("household", "3/4"):
            yield key._replace(meter_size="multi-family"), year, rate


def _reclaimed(schedule: Schedule) -> Iterator[Comparison]:
    for key, year, rate in _cells(schedule):
        if (key.service, key.customer_class, key.charge) == ("water", "household", "usage"):
            yield key._replace(service="reclaimed", customer_class="all"), year, rate


def _classes(schedule: Schedule) -> Iterator[Comparison]:
    for key, year, rate in _cells(schedule):
        twin = key._replace(customer_class="non-household")
        shared = key.charge == "usage" or (key.service, key.charge) == ("sewer", "base")
        if key.customer_class == "household" and shared and twin in schedule.rates:
            yield twin, year, rate
