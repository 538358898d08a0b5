"""The projection at its edges: sums of services, prices of 0, needs year after year by hand, a whole case."""

from dataclasses import replace
from decimal import Decimal

import pytest

from alamo_xl import BadSchedule, bill, load_schedule
from alamo_xl.levers import Levers
from alamo_xl.projection import (
    UTILITY,
    Case,
    DemandLevers,
    Determinant,
    Requirement,
    Targets,
    base_volumes,
    cash_flow,
    demand,
    project,
    residual,
    revenue,
)
from alamo_xl.schedule import RateKey

ADOPTED = load_schedule()
USAGE = RateKey("water", "household", "inside", "usage")
HOUSEHOLD = Determinant("household", "inside", "3/4", False, *map(Decimal, (12, 96, 12, 96, 10)))
NOBODY = DemandLevers()
NO_TARGETS = Targets(2025, Decimal(1), Decimal(0), Decimal(0), Decimal(0))


def requirement(cash, operations, *by_year):
    """A requirement whose four by-year parts are given as dictionaries of whole dollars."""
    parts = ({year: Decimal(amount) for year, amount in part.items()} for part in by_year)
    return Requirement(Decimal(cash), Decimal(operations), *parts)


def moved(volumes, levers, schedule=ADOPTED, base_year=2025):
    return demand(volumes, schedule, levers, ADOPTED, base_year)


def test_two_services_together_are_their_sums():
    one = requirement(100, 20, {2025: 1, 2026: 2}, {2025: 30}, {2026: 40}, {})
    other = requirement(7, 3, {2026: 50}, {2026: 6}, {2026: 4}, {2027: 9})
    assert one + other == requirement(107, 23, {2025: 1, 2026: 52}, {2025: 30, 2026: 6}, {2026: 44}, {2027: 9})


def test_volumes_of_kinds_of_account_add_up_by_rate():
    one = Determinant("household", "inside", "3/4", False, *map(Decimal, (12, 96, 12, 96, 10)))
    other = Determinant("household", "inside", "1", False, *map(Decimal, (24, 4, 0, 0, 5)))
    volumes = base_volumes([one, other], ADOPTED)
    assert {" ".join(filter(None, key)): int(volume) for key, volume in volumes.items()} == {
        "water household inside base 3/4": 12,
        "water household inside usage": 100,
        "sewer household inside base 3/4": 12,
        "sewer household inside usage": 96,
        "reclaimed all inside usage": 15,
        "water household inside base 1": 24,
    }
    irrigated = replace(one, irrigation=True, sewer_bills=Decimal(0), sewer_ccf=Decimal(0), reclaimed_ccf=Decimal(0))
    both = base_volumes([one, irrigated], ADOPTED)
    assert both[USAGE._replace(charge="irrigation")] == 96
    assert both[RateKey("water", "household", "inside", "base", "3/4")] == 24


def test_less_than_a_unit_is_a_volume_and_less_than_none_is_not():
    half = Determinant("household", "inside", "3/4", False, Decimal("0.5"), Decimal(0))
    assert list(base_volumes([half], ADOPTED).values()) == [Decimal("0.5")]
    with pytest.raises(BadSchedule, match=r"determinants: water household inside base 3/4 is -0.5; give 0 or more"):
        base_volumes([replace(half, bills=Decimal("-0.5"))], ADOPTED)
    with pytest.raises(BadSchedule, match="determinants: household inside 3/4 False is there twice"):
        base_volumes([half, half], ADOPTED)


@pytest.mark.parametrize("year", [2025, 2026], ids=["the base year's price", "the price now"])
def test_a_price_of_exactly_0_moves_nothing(year):
    free = ADOPTED.with_changes({USAGE: {year: Decimal(0)}})
    levers = DemandLevers(elasticity=Decimal("-0.5"), usage_change={2026: Decimal("0.5")})
    volumes = demand({USAGE: Decimal(100)}, free, levers, free if year == 2025 else ADOPTED, 2025)
    assert volumes[2026][USAGE] == 150


def test_prices_are_nominal_unless_asked_for_in_real_terms():
    levers = DemandLevers(elasticity=Decimal(1), inflation=Decimal("0.25"))
    assert moved({USAGE: Decimal(8)}, levers)[2026][USAGE] == 10
    assert moved({USAGE: Decimal(8)}, replace(levers, real_prices=True))[2026][USAGE] == 8
    assert moved({USAGE: Decimal(8)}, replace(levers, real_prices=True))[2027][USAGE] == Decimal("7.68")


def test_volumes_may_fall_to_0_and_no_further():
    gone = DemandLevers(usage_change={2026: Decimal(-1)})
    assert moved({USAGE: Decimal(100)}, gone)[2026][USAGE] == 0
    less = DemandLevers(usage_change={2026: Decimal("-1.005")})
    with pytest.raises(
        BadSchedule, match="FY2026: the volume of water household inside usage would be -0; growth or use"
    ):
        moved({USAGE: Decimal(100)}, less)
    tiny = DemandLevers(usage_change={2026: Decimal("-0.999")})
    assert moved({USAGE: Decimal(100)}, tiny)[2026][USAGE] == Decimal("0.1")


def test_growth_of_the_first_year_is_in_the_base_year_already():
    levers = DemandLevers(growth={2025: Decimal("0.5"), 2026: Decimal("0.1"), 2027: Decimal("0.2")})
    volumes = moved({USAGE: Decimal(100)}, levers)
    assert [volumes[year][USAGE] for year in (2025, 2026, 2027, 2028)] == [100, 110, 132, 132]
    later = moved({USAGE: Decimal(110)}, levers, base_year=2026)
    assert [later[year][USAGE] for year in (2025, 2026, 2027)] == [100, 110, 132]


def test_revenue_of_sewer_is_of_the_volume_that_is_billed():
    key = RateKey("sewer", "household", "inside", "usage")
    lines = revenue(ADOPTED, {2025: {key: Decimal(100), USAGE: Decimal(100)}})
    assert lines == {2025: {key: Decimal("135.00"), USAGE: Decimal("288.00")}}


def test_a_residual_counts_the_volume_that_is_billed():
    key = RateKey("sewer", "household", "inside", "usage")
    assert ADOPTED.rate(2026, "sewer", "usage", "household") == Decimal("1.88")
    assert residual(ADOPTED, {key: Decimal(1000)}, 2026, Decimal("0.001")) == 900 * (
        Decimal("1.88") - Decimal("1.88188")
    )
    both = {key: Decimal(1000), USAGE: Decimal(10)}
    assert residual(ADOPTED, both, 2026, Decimal("0.001")) == Decimal("-1.692") - Decimal("0.036")


def test_three_years_of_needs_by_hand():
    needs = requirement(1000, 3650, {2025: 400, 2026: 400, 2027: 500}, {2025: 100, 2026: 300}, {2027: 40}, {2026: 60})
    targets = Targets(2025, Decimal("1.5"), Decimal(73), Decimal("0.1"), Decimal("0.2"))
    first, second, third = cash_flow({2025: Decimal(5000), 2026: Decimal(5000), 2027: Decimal(7000)}, needs, targets)
    # 2025: net 4000 - 3650 = 350; closing 1000 + 350 - 500 = 850; needs 150, 250, 730 - 850 < 0: 250 of 4000
    assert (first.opening_cash, first.closing_cash, first.gap, first.operations) == (1000, 850, 150, 3650)
    assert (first.coverage, first.days_cash) == (Decimal("0.875"), 85)
    assert (first.cumulative, first.single) == (Decimal("0.0625"), Decimal("0.0625"))
    # 2026: operations 4015; net 4000 + 60 - 4015 = 45; closing 850 + 45 - 700 = 195; needs 655, 555, 803 - 195 - 250
    assert (second.closing_cash, second.gap, second.coverage) == (195, 655, Decimal("0.1125"))
    assert second.cumulative == Decimal("0.16375")
    assert second.single == (Decimal("1.16375") / Decimal("1.0625")) - 1
    # 2027: operations 4416.50; net 1183.50; closing 195 + 1183.5 - 540 = 838.5; needs < 0, < 0, 883.3 - 838.5 - 905 < 0
    assert (third.operations, third.closing_cash, third.gap) == (Decimal("4416.5"), Decimal("838.5"), Decimal("-643.5"))
    assert (third.coverage, third.rate_revenue, third.debt_service) == (Decimal("2.367"), 7000, 500)
    assert (third.cumulative, third.single) == (second.cumulative, 0)


def test_what_increases_bring_in_counts_in_every_year_after():
    needs = requirement(0, 365, {}, {2025: 100, 2026: 300}, {}, {})
    targets = Targets(2025, Decimal(1), Decimal(0), Decimal(0), Decimal("0.5"))
    years = cash_flow(dict.fromkeys((2025, 2026, 2027), Decimal(1000)), needs, targets)
    # kept 500, net 135: gaps -35, 165, -135; cash 35, -130, 5; 2026 needs max(165, 130 - 0) of 500
    assert [year.gap for year in years] == [-35, 165, -135]
    assert [year.closing_cash for year in years] == [35, -130, 5]
    assert [year.cumulative for year in years] == [0, Decimal("0.33"), Decimal("0.33")]
    assert [year.coverage for year in years] == [None, None, None]


def test_a_reserve_is_built_once():
    needs = requirement(0, 365, {}, {}, {}, {})
    targets = Targets(2025, Decimal(1), Decimal(100), Decimal(0), Decimal(0))
    first, second, third = cash_flow({2025: Decimal(400), 2026: Decimal(330), 2027: Decimal(330)}, needs, targets)
    # reserve 100; cash 35, 0, -35; short 65 of 400; in 2026 35 of 330; in 2027 100 + 35 - 65 - 53.625, less than 35
    assert first.cumulative == Decimal("0.1625")
    assert second.cumulative == Decimal("0.1625")
    assert third.cumulative == Decimal("0.1625")
    assert (third.closing_cash, third.days_cash) == (-35, -35)
    poor = cash_flow({2025: Decimal(400), 2026: Decimal(200), 2027: Decimal(200)}, needs, targets)
    # cash 35, -130, -295; short 65, 230 - 65 or 165 of 200, 395 - 65 - 165 or 165 of 200
    assert [year.cumulative for year in poor] == [Decimal("0.1625"), Decimal("0.825"), Decimal("0.825")]


def test_what_increases_bring_in_is_what_is_paid_of_it():
    needs = requirement(50, 365, {}, {}, {}, {})
    targets = Targets(2025, Decimal(1), Decimal(100), Decimal("0.1"), Decimal("0.5"))
    first, second = cash_flow({2025: Decimal(800), 2026: Decimal(700)}, needs, targets)
    # kept 400: closing 50 + 35 = 85, short 15 of the reserve 100; kept 350: closing 33.5, short 110 - 33.5 - 15 = 61.5
    assert (first.cumulative, first.closing_cash) == (Decimal("0.0375"), 85)
    assert (second.gap, second.cumulative) == (Decimal("51.5"), Decimal("61.5") / 350)


def test_nothing_earned_and_nothing_run_divides_by_nothing():
    (year,) = cash_flow({2025: Decimal(0)}, requirement(5, 0, {}, {2025: 10}, {}, {}), NO_TARGETS)
    assert (year.gap, year.cumulative, year.single, year.days_cash, year.coverage) == (10, 0, 0, 0, None)


def test_a_whole_case_is_its_parts_put_together():
    nothing = requirement(0, 0, {}, {}, {}, {})
    needs = {"water": requirement(100, 50, {2026: 10}, {}, {}, {}), "sewer": nothing, "reclaimed": nothing}
    targets = Targets(2025, Decimal("1.2"), Decimal(30), Decimal("0.1"), Decimal("0.1"))
    case = Case(ADOPTED, (2025, 2026), (HOUSEHOLD,), needs, targets)
    levers = DemandLevers(growth={2026: Decimal(1)})
    outcome = project(case, Levers("Adopted"), levers)
    assert (outcome.schedule.name, outcome.schedule.fiscal_years) == ("Adopted", (2025, 2026))
    assert outcome.volumes[2026][USAGE] == 192
    monthly = bill(ADOPTED, 2026, "household", "3/4", 8)
    water = 24 * monthly.subtotal("water")
    assert outcome.revenue[2026][USAGE] == 192 * Decimal("3.60")
    assert list(outcome.cash) == ["water", "sewer", "reclaimed", UTILITY]
    assert outcome.cash["water"][1].rate_revenue == water
    assert outcome.cash["reclaimed"][1].rate_revenue == Decimal("72.00")
    assert outcome.cash["water"][1].debt_service == outcome.cash["utility"][1].debt_service == 10
    whole = sum(outcome.cash[service][1].rate_revenue for service in needs)
    assert outcome.cash["utility"][1].rate_revenue == whole > water
    assert outcome.cash["utility"][1].operations == Decimal("55.0")
    assert outcome.cash["utility"][0].opening_cash == 100
    assert DemandLevers({}, {}, Decimal(0), Decimal(0), False) == NOBODY
