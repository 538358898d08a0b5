"""Is it enough, by hand: coverage four ways, the cash test, the first year each fails, additional bonds."""

from dataclasses import replace

import pytest
from support.plan import D, by_year, plan

from alamo_xl.levers import Level, Levers
from alamo_xl.projection import Assumptions, ExistingDebt, Reserve, Targets, failures, project
from alamo_xl.projection.cash import Year
from alamo_xl.projection.sufficiency import TESTS, additional_bonds, coverage, first_failures, margin, passes, sentence

NOTHING = dict.fromkeys(Year.__dataclass_fields__, D(0))
YEAR = Year(
    **{
        **NOTHING,
        "fiscal_year": 2026,
        "rate_revenue": D(1000),
        "connection_charges": D(100),
        "operations": D(500),
        "senior_debt": D(300),
        "subordinate_debt": D(200),
        "opening_cash": D(50),
        "operating_target": D(80),
        "capital_target": D(15),
        "stabilisation_target": D(5),
    }
)


def test_coverage_is_net_over_senior_and_over_all_debt_each_also_without_connections():
    assert YEAR.net_revenue == 600
    assert [coverage(YEAR, test) for test in list(TESTS)[:4]] == [2, D("1.2"), D(500) / 300, 1]


def test_no_debt_no_coverage_and_no_test():
    free = replace(YEAR, senior_debt=D(0))
    assert [coverage(free, test) for test in ("senior", "senior_less_connections", "all")] == [None, None, 3]
    assert margin(free, "senior", Targets(D(9))) is None
    assert margin(YEAR, "senior", Targets()) is None


@pytest.mark.parametrize(
    ("targets", "enough"),
    [
        (Targets(D(2), D("1.2"), D("1.6"), D(1)), True),
        (Targets(senior=D("2.001")), False),
        (Targets(all=D("1.201")), False),
        (Targets(senior_less_connections=D("1.67")), False),
        (Targets(all_less_connections=D("1.001")), False),
        (Targets(senior=D("2.00001")), True),  # $0.003 short: nothing to the cent
    ],
)
def test_a_test_is_met_at_its_target(targets, enough):
    assert YEAR.closing_cash == 150
    assert passes(YEAR, targets) == enough


@pytest.mark.parametrize(("cash", "enough"), [("0", True), ("-0.004", True), ("-0.01", False)])
def test_the_cash_test_is_of_the_sum_of_the_three_targets(cash, enough):
    year = replace(YEAR, opening_cash=D(cash))
    assert year.closing_cash - year.cash_target == D(cash)
    assert passes(year, Targets()) == enough


def test_drawing_reserves_down_is_no_need_by_itself():
    spent = replace(YEAR, transfers=D(150), opening_cash=D(5000))
    assert spent.closing_cash < spent.opening_cash
    assert passes(spent, Targets())


def test_the_first_year_that_each_test_fails_within_the_years_that_count():
    years = [replace(YEAR, fiscal_year=year, rate_revenue=D(1000 - 100 * (year - 2026))) for year in range(2026, 2030)]
    targets = Targets(senior=D("1.4"), all=D("1.3"))
    found = first_failures(years, targets, 2026, 2029)
    assert (found["senior"], found["all"], found["cash"]) == (2028, 2026, 2027)
    assert first_failures(years, targets, 2029, 2029)["all"] == 2029
    assert first_failures(years, targets, 2026, 2027)["senior"] is None


def test_the_sentence_says_when_each_fails_or_that_none_does():
    failing = {**dict.fromkeys(TESTS), "all": 2028, "cash": 2026}
    assert (
        sentence("sewer", failing, 2034)
        == "Sewer first misses its target of coverage of all debt in FY2028; unrestricted cash in FY2026."
    )
    assert sentence("utility", dict.fromkeys(TESTS), 2034) == "Utility meets every test to FY2034."


def test_failures_are_told_of_each_service_and_the_utility():
    case = plan(reserves={"water": Reserve(D(0), D(0), D(5000)), "sewer": Reserve(D(9_000_000))})
    found = failures(case, project(case, Levers("Mine")))
    assert found["water"]["cash"] == 2025
    assert found["sewer"]["cash"] is None
    assert list(found) == ["water", "sewer", "reclaimed", "utility"]


def test_additional_bonds_are_net_of_the_year_before_over_the_most_of_the_existing_schedule():
    debt = (
        ExistingDebt("Old", "water", "senior", {2026: D(100), 2027: D(500), 2028: D(200), 2034: D(900)}),
        ExistingDebt("Loan", "water", "subordinate", {2027: D(50), 2028: D(60)}),
        ExistingDebt("Other", "sewer", "senior", by_year(10)),
    )
    case = plan(debt=debt, horizon=2030, assumptions=Assumptions())
    outcome = project(case, Levers("Mine", level={"water": Level(D(0), 2026, 2034)}))
    years = outcome.cash["water"]
    found = additional_bonds(case, "water", years)
    assert 2025 not in found
    assert found[2026] == years[0].net_revenue / 550
    assert found[2028] == years[2].net_revenue / 260
    assert (found[2029], found[2031]) == (None, None)
    both = outcome.cash["utility"]
    assert additional_bonds(case, "utility", both)[2027] == both[1].net_revenue / 560
