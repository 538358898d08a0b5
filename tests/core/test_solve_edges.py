"""The increase that brings a target in: by a case small enough for pencil and paper."""

from dataclasses import replace
from decimal import Decimal

import pytest

from alamo_xl import BadSchedule, load_schedule
from alamo_xl.levers import Escalated, Levers
from alamo_xl.projection import Case, DemandLevers, Determinant, Requirement, Targets
from alamo_xl.schedule import RateKey
from alamo_xl.solve import Solution, solve

ADOPTED = load_schedule()
NOTHING = Requirement(Decimal(0), Decimal(0), {}, {}, {}, {})
ACCOUNTS = (
    Determinant("household", "inside", "3/4", False, Decimal(0), Decimal(100)),
    Determinant("household", "outside", "3/4", False, *map(Decimal, (0, 0, 0, 100))),
)
CASE = Case(
    ADOPTED,
    (2025, 2026, 2027),
    ACCOUNTS,
    {"water": NOTHING},
    Targets(2025, Decimal(1), Decimal(0), Decimal(0), Decimal(0)),
)


def solved(target, levers=Levers("Mine"), service="water", year=2026, demand=DemandLevers()):  # noqa: B008
    return solve(CASE, levers, demand, service, year, Decimal(target))


@pytest.mark.parametrize(
    ("target", "increase", "revenue"),
    [
        # 100 CCF at 2.88: a cent is 1.00, and the cent after 2.88 x (1 + i) is reached at half a cent below it
        ("288.00", "-0.0017", "288.00"),
        ("288.01", "0.0018", "289.00"),
        ("289.00", "0.0018", "289.00"),
        ("360.00", "0.2483", "360.00"),
        ("144.00", "-0.5000", "144.00"),
        ("3168.00", "9.9983", "3168.00"),
        ("145.00", "-0.4982", "145.00"),
    ],
)
def test_the_least_increase_that_reaches_the_target(target, increase, revenue):
    assert solved(target) == Solution(Decimal(increase), Decimal(revenue))


@pytest.mark.parametrize("target", ["143.99", "3168.01"])
def test_a_target_that_no_increase_reaches(target):
    words = (
        f"no increase from -50 % to 1,000 % brings water to {Decimal(target):,.2f} in FY2026; "
        "they bring 144.00 to 3,168.00"
    )
    with pytest.raises(BadSchedule, match=f"^{words}$"):
        solved(target)


def test_increases_end_at_half_and_at_eleven_times_the_rate_before():
    large = Determinant("non-household", "inside", "4", False, Decimal(100), Decimal(0))
    case = replace(CASE, determinants=(large,))
    before = 100 * ADOPTED.rate(2025, "water", "base", "non-household", "4")
    for increase in (Decimal("-0.5"), Decimal(10)):
        found = solve(case, Levers("Mine"), DemandLevers(), "water", 2026, before * (1 + increase))
        assert found == Solution(increase, before * (1 + increase))
    for beyond in (before / 2 - 1, before * 11 + 1):
        with pytest.raises(BadSchedule, match=f"they bring {before / 2:,.2f} to {before * 11:,.2f}$"):
            solve(case, Levers("Mine"), DemandLevers(), "water", 2026, beyond)


def test_the_other_levers_stay():
    held = Levers("Held", {Escalated("water", "household", "usage"): {2026: Decimal(0), 2027: Decimal("0.5")}})
    assert solved("864.00", held, year=2027) == Solution(Decimal("1.9983"), Decimal("864.00"))
    halved = DemandLevers(usage_change={2026: Decimal("-0.5")})
    assert solved("180.00", demand=halved).increase == Decimal("0.2483")
    before = Levers("Before", {Escalated("sewer", "household", "usage"): {2026: Decimal(1)}}, sewer_return=Decimal(1))
    assert solved("600.00", before, "sewer", 2027).revenue == Decimal("600.00")
    assert solved("600.00", before, "sewer", 2027).increase == Decimal("-0.0008")


def test_an_increase_of_one_service_leaves_the_others():
    found = solved("300.00", service="sewer")
    assert found.revenue == Decimal("300.60")
    assert RateKey("sewer", "household", "outside", "usage") in ADOPTED.rates


@pytest.mark.parametrize(
    ("service", "year", "levers", "words"),
    [
        ("wine", 2026, Levers("Mine"), "no service is called 'wine'; there are: water, sewer, reclaimed$"),
        ("water", 2025, Levers("Mine"), "FY2025 cannot be solved for; give a year from 2026 to 2027$"),
        ("water", 2028, Levers("Mine"), "FY2028 cannot be solved for; give a year from 2026 to 2027$"),
        (
            "water",
            2026,
            Levers("Late", delay_from=2026),
            "Late delays increases from FY2026; solve a scenario without a",
        ),
        (
            "water",
            2027,
            Levers("Late", delay_from=2026),
            "Late delays increases from FY2026; solve a scenario without a",
        ),
    ],
)
def test_what_cannot_be_solved(service, year, levers, words):
    with pytest.raises(BadSchedule, match=f"^{words}"):
        solved("300", levers, service, year)


def test_a_delay_after_the_year_does_no_harm():
    assert solved("360.00", Levers("Late", delay_from=2027)).increase == Decimal("0.2483")
