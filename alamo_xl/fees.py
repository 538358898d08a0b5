"""Fees for nonroutine services, in Decimal dollars."""

from __future__ import annotations

from decimal import Decimal

from alamo_xl import inputs
from alamo_xl.bill import to_the_cent
from alamo_xl.schedule import Schedule

PER_CENT = Decimal(100)


def late_fee(schedule: Schedule, bill_amount: object, days_past_due: object) -> Decimal:
    """The late fee on one bill, half up to the cent; 0.00 until more than ten days past due.

    bill_amount in dollars as billed, before earlier late fees; days_past_due whole days, negative when not yet due.
    Raises NotUnderstood or OutOfRange. Source: R10, R11.

    >>> from alamo_xl import load_schedule
    >>> [str(late_fee(load_schedule(), "88.65", days)) for days in (10, 11)]
    ['0.00', '8.87']
    """
    amount = inputs.money(bill_amount, "bill amount")
    if inputs.days(days_past_due) <= schedule.late_fee.grace_days:
        return Decimal("0.00")
    return to_the_cent(amount * schedule.late_fee.percent / PER_CENT)


def tap(schedule: Schedule, tap_size: object, actual_cost: object = None) -> Decimal:
    """A water tap: the listed price, or the actual cost where that is higher; without one, a minimum.

    Raises NoAdoptedRate for a size that is not printed, NotUnderstood or OutOfRange. Source: R15.

    >>> from alamo_xl import load_schedule
    >>> [str(tap(load_schedule(), "2", cost)) for cost in (None, 900, 1800)]
    ['1525.00', '1525.00', '1800.00']
    """
    listed = schedule.fee("tap", inputs.tap_size(tap_size)).amount
    if inputs.is_blank(actual_cost):
        return listed
    return max(listed, to_the_cent(inputs.money(actual_cost, "actual cost")))


def meter_installation(schedule: Schedule, meter_size: object, actual_cost: object = None) -> Decimal:
    """A meter installation: the actual cost where one is given, else the listed price, which is indicative.

    Raises NoAdoptedRate for a size that is not printed, NotUnderstood or OutOfRange. Source: R16.
    """
    listed = schedule.fee("meter-installation", inputs.meter_size(meter_size)).amount
    if inputs.is_blank(actual_cost):
        return listed
    return to_the_cent(inputs.money(actual_cost, "actual cost"))
