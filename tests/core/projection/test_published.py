"""A worked case from published methods, by hand.

Level payment: Monterey Peninsula Water Management District, Administrative Committee, 3 December 2012, exhibit 4-D,
"Calculation of Debt Service": $4,000,000 at 3.6 % over 30 years is $220,219 a year (interest of the first $144,000).
Coverage and days of cash: Environmental Finance Center Network, "Key Financial Indicators for Water and Wastewater
Systems": operating revenue less operating expenses over debt service; unrestricted cash over (operating expenses /
365).
Price response: Nataraj (2007), in Perloff, Microeconomics, "Turning Off the Faucet": from $1.55 to $3.14 heavy users
took 20 % less, so that their bills rose 62 %. A constant elasticity between the two is ln 0.8 / ln (3.14 / 1.55).
"""

import math

import pytest
from support.plan import D, plan

from alamo_xl.levers import Levers
from alamo_xl.projection import (
    Assumptions,
    Determinant,
    OperatingLine,
    Project,
    Reserve,
    Targets,
    Terms,
    project,
    total,
)
from alamo_xl.projection.debt import level_payment
from alamo_xl.projection.needed import needed
from alamo_xl.projection.sufficiency import coverage
from alamo_xl.schedule import RateKey

PAYMENT = 220_219
HEAVY = RateKey("water", "household", "inside", "usage")
ELASTICITY = D("-0.3161")


def test_the_level_payment():
    assert round(level_payment(D("0.036"), 30, D(4_000_000))) == PAYMENT
    first_interest = D("0.036") * 4_000_000
    assert (first_interest, round(level_payment(D("0.036"), 30, D(4_000_000)) - first_interest)) == (144_000, 76_219)


def district(rate_then="1.55", income=1_000_000, **changes):
    """A system that borrows $4,000,000 in the base year, all of it spent, and runs on $730,000 a year."""
    adopted = plan().adopted.with_changes({HEAVY: {2025: D(rate_then), 2026: D("3.14")}})
    given = {
        "adopted": adopted,
        "determinants": (Determinant("household", "inside", "3/4", False, D(0), D(100_000)),),
        "assumptions": Assumptions(targets=Targets(senior=D("1.25"))),
        "lines": (OperatingLine("water", "all", D(730_000)),),
        "projects": (Project("Plant", "water", D(4_000_000), "", 1, D(0), D(1), {"A": 2025}),),
        "terms": {"water": Terms("senior", D("0.036"), 30, D(0), D(0))},
        "reserves": {"water": Reserve(D(500_000), D(0), D(90))},
        "other_revenue": {"water": {year: D(income) for year in range(2025, 2035)}},
        **dict.fromkeys(("debt", "connections", "fees"), ()),
        "transfers": {},
    }
    return plan(**{**given, **changes})


def test_the_response_to_the_price():
    case = district()
    outcome = project(case, Levers("Faucet", elasticity=ELASTICITY))
    assert outcome.schedule.rates[HEAVY][:2] == (D("1.55"), D("3.14"))
    assert round(outcome.volumes[2026][HEAVY]) == pytest.approx(80_000, abs=30)
    spent = [total(outcome.revenue[year], service="water") for year in (2025, 2026)]
    assert float(spent[1] / spent[0]) == pytest.approx(1.62, abs=0.005)
    assert float(ELASTICITY) == pytest.approx(math.log(0.8) / math.log(3.14 / 1.55), abs=5e-4)


def test_coverage_and_days_of_cash():
    case = district()
    first, second = project(case, Levers("Faucet", elasticity=ELASTICITY)).cash["water"][:2]
    # the base year: 100,000 CCF at 1.55 and 1,000,000 otherwise, less 730,000; nothing is owed yet
    assert (first.net_revenue, coverage(first, "senior"), first.closing_cash) == (425_000, None, 925_000)
    # the next: about 80,000 CCF at 3.14, so 521,200 net of 220,219
    assert float(coverage(second, "senior")) == pytest.approx((80_000 * 3.14 + 270_000) / PAYMENT, abs=0.001)
    # 90 days of 730,000 are 180,000; cash of 925,000 is 462.5 days
    assert first.cash_target == 180_000
    assert first.closing_cash / (first.operations / 365) == D("462.5")


def test_the_increase_that_coverage_needs():
    """Net must be 1.25 x 220,219 = 275,273.75; it is 155,000 + 800,000 - 730,000 = 225,000, so 50,274 are short: rates
    x m bring in 155,000 m where use does not answer: m = 1.32435."""
    case = district(income=800_000)
    found = needed(case, Levers("Flat"), "water", 2026, 2026)
    assert float(found.as_needed[2026]) == pytest.approx((275_273.75 - 225_000) / 155_000, abs=2e-5)
    assert found.level == found.as_needed[2026]
    elastic = needed(case, Levers("Faucet", elasticity=ELASTICITY), "water", 2026, 2026)
    times = (275_273.75 - 70_000) / 155_000
    assert float(elastic.level) == pytest.approx(times ** (1 / (1 + float(ELASTICITY))) - 1, abs=2e-5)
