"""The audit: its rules over the printed rates, and that it sees a cent."""

from decimal import Decimal

import pytest

from alamo_xl import audit, load_schedule
from alamo_xl.schedule import RETURN

SCHEDULE = load_schedule()


def test_the_deviations_are_exactly_the_known_ones():
    report = audit(SCHEDULE)
    assert report.ok
    assert [len(rule.deviations) for rule in report.rules] == [1, 6, 0, 0, 0, 0]
    assert report.rules[0].checked == 145


@pytest.mark.parametrize("cents", [Decimal("0.01"), Decimal("-0.01")])
def test_a_rate_changed_by_one_cent_is_caught(cents):
    rates = [(key, year) for key in SCHEDULE.rates if key != RETURN for year in SCHEDULE.fiscal_years]
    assert len(rates) == 290
    for key, year in rates:
        column = SCHEDULE.fiscal_years.index(year)
        changed = SCHEDULE.with_changes({key: {year: SCHEDULE.rates[key][column] + cents}})
        assert not audit(changed).ok, (key, year)
