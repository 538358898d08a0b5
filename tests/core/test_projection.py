"""The projection against small cases worked by hand, and its laws on any."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alamo_xl import BadSchedule, bill, load_schedule
from alamo_xl.projection import (
    DemandLevers,
    Determinant,
    Requirement,
    Targets,
    base_volumes,
    cash_flow,
    demand,
    residual,
    revenue,
    total,
)
from alamo_xl.schedule import RateKey

ADOPTED = load_schedule()
HOUSEHOLD = Determinant("household", "inside", "3/4", False, *map(Decimal, (12, 96, 12, 96, 10)))


def flat(determinants, levers=None):
    volumes = demand(base_volumes(determinants, ADOPTED), ADOPTED, levers or DemandLevers(), ADOPTED, 2025)
    return revenue(ADOPTED, volumes)


def test_a_year_of_one_account_is_twelve_of_its_bills_before_rounding():
    lines = flat([HOUSEHOLD])
    monthly = bill(ADOPTED, 2026, "household", "3/4", 8)
    assert total(lines[2026], service="water") == 12 * monthly.subtotal("water")
    assert total(lines[2026], service="sewer", charge="usage") == Decimal("96") * Decimal("0.90") * Decimal("1.88")
    assert total(lines[2026], service="reclaimed") == Decimal("36.00")


def test_growth_elasticity_and_drought_move_volumes():
    levers = DemandLevers(
        growth={2026: Decimal("0.01")}, usage_change={2027: Decimal("-0.10")}, elasticity=Decimal("-0.2")
    )
    volumes = demand(base_volumes([HOUSEHOLD], ADOPTED), ADOPTED, levers, ADOPTED, 2025)
    by_charge = {
        year: {key.charge: v for key, v in row.items() if key.service == "water"} for year, row in volumes.items()
    }
    assert by_charge[2025] == {"base": 12, "usage": 96}
    assert by_charge[2027]["base"] == Decimal("12.12")
    expected = 96 * 1.01 * (4.32 / 2.88) ** -0.2 * 0.9
    assert float(by_charge[2027]["usage"]) == pytest.approx(expected, rel=1e-12)


def test_real_prices_divide_by_the_price_index():
    same = DemandLevers(elasticity=Decimal("-0.2"), inflation=Decimal("0.25"), real_prices=True)
    volumes = demand(base_volumes([HOUSEHOLD], ADOPTED), ADOPTED, same, ADOPTED, 2025)
    water = next(key for key in volumes[2026] if key.service == "water" and key.charge == "usage")
    assert volumes[2026][water] == 96


def test_a_year_of_cash_worked_by_hand():
    needs = Requirement(
        opening_cash=Decimal(100),
        operations=Decimal(365),
        debt_service={2025: Decimal(200), 2026: Decimal(200)},
        capital={2025: Decimal(50)},
        transfers={2025: Decimal(10), 2026: Decimal(10)},
        non_rate_revenue={2025: Decimal(25), 2026: Decimal(25)},
    )
    targets = Targets(2025, Decimal("1.30"), Decimal(90), Decimal("0.10"), Decimal("0.01"))
    first, second = cash_flow({2025: Decimal(500), 2026: Decimal(1000)}, needs, targets)
    assert (first.closing_cash, first.gap, first.coverage) == (Decimal("-5.00"), Decimal("105.00"), Decimal("0.775"))
    assert first.days_cash == -5
    assert first.cumulative == Decimal("105.00") / Decimal("495.00") == pytest.approx(first.single)
    assert second.opening_cash == first.closing_cash
    assert second.operations == Decimal("401.50")
    assert second.closing_cash == Decimal("-5") + 990 + 25 - Decimal("401.50") - 200 - 10
    assert second.cumulative == first.cumulative
    assert second.single == 0


def test_what_cannot_be_priced_or_is_doubled_is_refused():
    with pytest.raises(BadSchedule, match="there twice"):
        base_volumes([HOUSEHOLD, HOUSEHOLD], ADOPTED)
    with pytest.raises(BadSchedule, match="no adopted rate for water household inside base 2"):
        base_volumes([Determinant("household", "inside", "2", False, Decimal(1), Decimal(1))], ADOPTED)
    with pytest.raises(BadSchedule, match="0 or more"):
        base_volumes([Determinant("household", "inside", "1", False, Decimal(-1), Decimal(1))], ADOPTED)


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=8))
def test_the_increases_meet_every_need_in_every_year(earned):
    years = range(2025, 2025 + len(earned))
    needs = Requirement(
        Decimal(100), Decimal(500), dict.fromkeys(years, Decimal(100)), dict.fromkeys(years, Decimal(50)), {}, {}
    )
    targets = Targets(2025, Decimal("1.30"), Decimal(90), Decimal("0.03"), Decimal(0))
    plain = cash_flow({year: Decimal(amount + 1) for year, amount in zip(years, earned, strict=True)}, needs, targets)
    raised = {year.fiscal_year: year.rate_revenue * (1 + year.cumulative) for year in plain}
    tolerance = Decimal("1e-9")
    for year in cash_flow(raised, needs, targets):
        assert year.gap <= tolerance
        assert year.coverage >= targets.coverage - tolerance
        assert year.days_cash >= targets.reserve_days - tolerance
    index = Decimal(1)
    for year in plain:
        index *= 1 + year.single
        assert abs(index - 1 - year.cumulative) < tolerance


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_revenue_is_additive(bills, ccf):
    other = Determinant("non-household", "outside", "6", True, Decimal(bills), Decimal(ccf))
    together = flat([HOUSEHOLD, other])
    apart = [flat([HOUSEHOLD]), flat([other])]
    for year in ADOPTED.fiscal_years:
        assert total(together[year]) == sum(total(lines[year]) for lines in apart)


def test_a_base_year_within_the_years_is_where_volumes_and_prices_stand_still():
    levers = DemandLevers(growth={2026: Decimal("0.05"), 2027: Decimal("0.02")}, elasticity=Decimal("-0.3"))
    volumes = demand(base_volumes([HOUSEHOLD], ADOPTED), ADOPTED, levers, ADOPTED, 2026)
    water = RateKey("water", "household", "inside", "usage")
    assert volumes[2026][water] == 96
    assert float(volumes[2025][water]) == pytest.approx(96 / 1.05 * (2.88 / 3.60) ** -0.3)


def test_rounding_leaves_a_residual():
    volumes = {RateKey("water", "household", "inside", "usage"): Decimal(1000)}
    rate = ADOPTED.rate(2026, "water", "usage", "household")
    assert residual(ADOPTED, volumes, 2026, Decimal("0.001")) == 1000 * (rate - rate * Decimal("1.001"))
    assert residual(ADOPTED, volumes, 2026, Decimal(1)) == 0
