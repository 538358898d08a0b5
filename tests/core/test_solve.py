"""Increases found at cent rates: of a service's revenue, by pencil and paper; and the level one, by trying each."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.counts import QUICK
from support.plan import ADOPTED, D, plan

from alamo_xl import BadSchedule
from alamo_xl.levers import ALL, Escalated, Level, Levers
from alamo_xl.projection import Assumptions, Determinant, OperatingLine, Reserve, project, total
from alamo_xl.projection.needed import needed
from alamo_xl.projection.sufficiency import first_failures
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN, RateKey
from alamo_xl.solve import Solution, solve, solve_level

ACCOUNTS = (
    Determinant("household", "inside", "3/4", False, D(0), D(100)),
    Determinant("household", "outside", "3/4", False, D(0), D(100), D(0), D(100)),
)
CASE = plan(
    fiscal_years=(2025, 2026, 2027),
    horizon=2027,
    determinants=ACCOUNTS[:1],
    assumptions=Assumptions(),
    **dict.fromkeys(("lines", "projects", "debt", "connections", "fees"), ()),
    transfers={},
    other_revenue={},
    terms={},
    reserves={},
)
USAGE = RateKey("water", "household", "inside", "usage")


def solved(target, levers=Levers("Mine"), service="water", year=2026, case=CASE):  # noqa: B008
    return solve(case, levers, service, year, Decimal(target))


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


def test_the_other_levers_stay():
    levers = Levers("Mine", {Escalated("water", "household", "usage"): {2027: Decimal("0.5")}}, elasticity=D("-0.5"))
    found = solved("400", levers, year=2027)
    changed = replace(levers, escalators={Escalated("water", "household", "usage"): {2027: found.increase}})
    assert total(project(CASE, changed).revenue[2027], service="water") == found.revenue >= 400


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"service": "wine"}, "no service is called 'wine'; there are: water, sewer, reclaimed"),
        ({"year": 2025}, "FY2025 cannot be solved for; give a year from 2026 to 2027"),
        ({"year": 2028}, "FY2028 cannot be solved for"),
        ({"levers": Levers("Late", delay_from=2026)}, "Late delays increases from FY2026; solve a scenario without"),
        (
            {"levers": Levers("Flat", level={ALL: Level(D(0), 2026, 2027)})},
            "Flat has a level increase from FY2026; solve a scenario without one",
        ),
    ],
)
def test_what_cannot_be_solved_is_said(arguments, words):
    with pytest.raises(BadSchedule, match=words):
        solved("300", **arguments)


def test_a_delay_or_a_level_increase_that_comes_later_does_not_matter():
    later = Levers("Later", delay_from=2027, level={ALL: Level(D(0), 2027, 2027), "sewer": Level(D(0), 2026, 2027)})
    assert solved("360.00", later).increase == D("0.2483")


SHORT = {
    "fiscal_years": tuple(range(2025, 2031)),
    "horizon": 2030,
    "lines": (
        OperatingLine("water", "people", D(5_700_000), "labour", D("0.3")),
        OperatingLine("sewer", "people", D(3_300_000), "labour", D("0.2")),
        OperatingLine("reclaimed", "all", D(215_000), "general"),
    ),
}
LEVERS = Levers("Mine", elasticity=D("-0.25"), level={ALL: Level(D("0.02"), 2026, 2034)})


STEPS = 20 if QUICK else 1
"""Of the multiples below the least one, every so-manyth is tried, and so many right below it."""


@pytest.mark.parametrize("whose", ["utility", "water", "sewer", "reclaimed"])
def test_the_least_multiple_passes_and_every_smaller_one_fails(whose):
    case = plan(**SHORT)
    found = solve_level(case, LEVERS, whose, 2027, 2029)
    moved = case.services if whose == "utility" else (whose,)
    before = {escalated(key): {2026: D("0.02")} for key in ADOPTED.rates if key != RETURN}

    def fails(share):
        """In levers that a person can type: the scenario's own level increase up to FY2026 as increases."""
        levels = {
            **dict.fromkeys(case.services, Level(D("0.02"), 2026, 2034)),
            **dict.fromkeys(moved, Level(share, 2027, 2029)),
        }
        tried = replace(LEVERS, escalators=before, level=levels)
        years = project(case, tried).cash[whose]
        return any(first_failures(years, case.assumptions.targets, 2027, case.horizon).values())

    assert found.enough
    assert found.share > 0
    assert found.share % D("0.001") == 0
    assert not fails(found.share)
    smaller = range(int(found.share * 1000))
    assert all(fails(D(step) / 1000) for step in {*smaller[::STEPS], *smaller[-STEPS:]})


@pytest.mark.parametrize("whose", ["utility", "sewer"])
def test_it_is_near_what_the_sheets_solver_finds(whose):
    """Rounding to cents, and by service the mean of own parts, are all that lies between them."""
    case = plan(**SHORT)
    unrounded = needed(case, LEVERS, whose, 2027, 2029).level
    assert abs(solve_level(case, LEVERS, whose, 2027, 2029).share - unrounded) < D("0.004")


def test_pooled_it_takes_the_place_of_a_services_own_from_its_first_year_on():
    own = replace(LEVERS, level={**LEVERS.level, "water": Level(D("0.02"), 2026, 2034)})
    case = plan(**SHORT)
    assert solve_level(case, own, "utility", 2027, 2029) == solve_level(case, LEVERS, "utility", 2027, 2029)


def test_none_up_to_100_per_cent():
    case = replace(CASE, reserves={"water": Reserve(D(-(10**9)))})
    found = solve_level(case, Levers("Mine"), "water", 2027, 2027)
    assert (found.enough, found.share, found.level.share) == (False, None, 1)


def test_nothing_is_needed_where_nothing_fails():
    rich = plan(**SHORT, reserves={"water": Reserve(D(10**9)), "sewer": Reserve(D(10**9))}, debt=(), projects=())
    assert solve_level(rich, LEVERS, "utility", 2027, 2029).share == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("wine", 2027, 2029), "no service is called 'wine'"),
        (("water", 2025, 2030), "FY2025 cannot be solved for; give a year from 2026 to 2034"),
        (("water", 2028, 2027), "the last year is FY2027; give one from FY2028 to FY2034"),
        (("water", 2028, 2035), "the last year is FY2035; give one from FY2028 to FY2034"),
    ],
)
def test_years_and_services_that_are_none_are_refused(arguments, words):
    with pytest.raises(BadSchedule, match=words):
        solve_level(plan(), LEVERS, *arguments)
