"""Fees for nonroutine services: late fees, taps, meter installations."""

from decimal import Decimal

import pytest

from alamo_xl import NoAdoptedRate, NotUnderstood, OutOfRange, late_fee, load_schedule, meter_installation, tap

SCHEDULE = load_schedule()


@pytest.mark.parametrize(
    ("amount", "days", "fee"),
    [(88.65, 11, "8.87"), (88.65, 10, "0.00"), (88.65, -3, "0.00"), (0, 40, "0.00"), ("1,000.05", 11, "100.01")],
)
def test_late_fee(amount, days, fee):
    assert str(late_fee(SCHEDULE, amount, days)) == fee


def test_late_fee_refuses_a_negative_amount_and_a_part_of_a_day():
    with pytest.raises(OutOfRange):
        late_fee(SCHEDULE, -1, 11)
    with pytest.raises(NotUnderstood, match="whole number of days"):
        late_fee(SCHEDULE, 1, 10.5)


def test_taps_and_installations():
    assert tap(SCHEDULE, "2") == 1525
    assert tap(SCHEDULE, 2, 1800) == 1800
    assert tap(SCHEDULE, '1-1/4"', 900) == 1377
    assert meter_installation(SCHEDULE, "3/4") == 300
    assert meter_installation(SCHEDULE, 0.75, "250.005") == Decimal("250.01")
    with pytest.raises(NoAdoptedRate, match="sizes printed: 3/4, 1, 1-1/2, 2, 4"):
        meter_installation(SCHEDULE, "3")
    with pytest.raises(NoAdoptedRate):
        tap(SCHEDULE, "3")
