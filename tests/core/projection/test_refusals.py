"""What no plan may hold is refused by name, in one line that says what is accepted."""

from dataclasses import replace

import pytest
from support.plan import HOUSEHOLD, D, plan

from alamo_xl import BadSchedule, NoAdoptedRate
from alamo_xl.levers import Levers
from alamo_xl.projection import (
    Assumptions,
    ConnectionCharge,
    Determinant,
    ExistingDebt,
    OperatingLine,
    Project,
    Reserve,
    ServiceFee,
    Targets,
    Terms,
    project,
)

WELLS = Project("Wells", "water", D(1), "", 1, D(0), D(0), {})
BOND = Terms("senior", D("0.04"), 20, D(0), D(0))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"base_year": 2024}, "the base year FY2024 is not an adopted year; give FY2025 to FY2029"),
        ({"base_year": 2030}, "the base year FY2030 is not an adopted year"),
        ({"horizon": 2024}, "the horizon is FY2024; give FY2025 to FY2034"),
        ({"horizon": 2035}, "the horizon is FY2035"),
        ({"assumptions": Assumptions(bad_debt=D("-0.1"))}, "bad debt is -0.1; give 0 to 0.999"),
        ({"assumptions": Assumptions(reach=D("1.1"))}, "reach is 1.1; give 0 to 1"),
        ({"assumptions": Assumptions(targets=Targets(all=D(-1)))}, "the coverage target all is -1"),
        ({"lines": (OperatingLine("water", "power", D(-1)),)}, "water power: operation and maintenance is -1; give 0"),
        ({"lines": (OperatingLine("water", "power", D(1), "", D(2)),)}, "water power: the variable share is 2"),
        (
            {"lines": (OperatingLine("water", "power", D(1), "oil"),)},
            "no cost index is called 'oil'; there are: labour",
        ),
        ({"lines": (OperatingLine("wine", "all", D(1)),)}, "no service is called 'wine'; there are: water, sewer"),
        ({"projects": (replace(WELLS, cost=D(-1)),)}, "Wells: the cost is -1"),
        ({"projects": (replace(WELLS, years=0),)}, "Wells: the number of years is 0; give 1 to 100"),
        ({"projects": (replace(WELLS, grant=D(2)),)}, "Wells: the share from grants is 2; give 0 to 1"),
        ({"projects": (replace(WELLS, debt=D(-1)),)}, "Wells: the share from debt is -1; give 0 to 1"),
        ({"projects": (replace(WELLS, grant=D("0.6"), debt=D("0.6")),)}, "the share from grants and debt is 1.2"),
        ({"projects": (replace(WELLS, debt=D(1)),), "terms": {}}, "Wells borrows, and new water debt has no terms"),
        ({"projects": (replace(WELLS, service="wine"),)}, "Wells: no service is called 'wine'"),
        ({"debt": (ExistingDebt("Old", "water", "senior", {2027: D(-1)}),)}, "Old: debt service in FY2027 is -1"),
        ({"debt": (ExistingDebt("Old", "water", "junior", {}),)}, "Old: the lien is 'junior'; give senior or subord"),
        ({"terms": {"water": BOND._replace(term=0)}}, "the term is 0; give 1"),
        ({"terms": {"water": BOND._replace(issue=D("0.6"))}}, "new water debt: the cost of issue is 0.6"),
        ({"terms": {"water": BOND._replace(lien="first")}, "projects": ()}, "new water debt: the lien is 'first'"),
        ({"reserves": {"water": Reserve(days=D(-1))}}, "water reserves: days is -1"),
        ({"reserves": {"water": Reserve(restricted=D(-1))}}, "water reserves: restricted cash is -1"),
        ({"reserves": {"wine": Reserve()}}, "no service is called 'wine'"),
        ({"connections": (ConnectionCharge("tap", "1", "water", {2026: D(-1)}),)}, "tap 1: the number in FY2026 is -1"),
        ({"fees": (ServiceFee("lien-administrative", "water", D(-1)),)}, "lien-administrative: the count is -1"),
        ({"fees": (ServiceFee("new-account", "wine", D(1)),)}, "new-account: no service is called 'wine'"),
        ({"connections": (ConnectionCharge("tap", "1", "wine", {}),)}, "tap 1: no service is called 'wine'"),
        ({"determinants": (HOUSEHOLD, HOUSEHOLD)}, "determinants: household inside 3/4 is there twice"),
        ({"determinants": (replace(HOUSEHOLD, meter_size="2"),)}, "no adopted rate for water household inside base 2"),
        ({"determinants": (replace(HOUSEHOLD, bills=D("-0.5")),)}, "household inside base 3/4 is -0.5; give 0 or more"),
        ({"determinants": (replace(HOUSEHOLD, sewer_ccf=D(800_001)),)}, "has 800,001 CCF subject to sewer of 800,000"),
        (
            {"determinants": (replace(HOUSEHOLD, sewer_only=D(-1)),)},
            "the sewer volume of household inside 3/4 is below",
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_it_is_named(changes, words):
    with pytest.raises(BadSchedule) as refused:
        project(plan(**changes), Levers("Mine"))
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_fee_that_is_not_printed_is_refused():
    with pytest.raises(NoAdoptedRate, match='no adopted fee for tap 3/4"; sizes printed'):
        project(plan(connections=(ConnectionCharge("tap", "3/4", "water", {}),)), Levers("Mine"))
    with pytest.raises(NoAdoptedRate, match="no adopted fee 'parking'"):
        project(plan(fees=(ServiceFee("parking", "water", D(1)),)), Levers("Mine"))


def test_a_volume_below_0_is_refused():
    levers = Levers("Gone", use={"all": {2026: D("-1.1")}})
    with pytest.raises(
        BadSchedule, match="Gone: the volume of water household inside usage in FY2026 would be below 0"
    ):
        project(plan(), levers)


def test_a_plan_at_its_limits_is_not():
    edge = Determinant("household", "inside", "3/4", False, D(0), D(1), D(0), D(1))
    terms = {"water": BOND._replace(term=1, issue=D("0.5"), reserve=D("0.49"))}
    lines = (OperatingLine("water", "power", D(0), "", D(1)),)
    projects = (replace(WELLS, grant=D("0.5"), debt=D("0.5"), years=100),)
    case = plan(determinants=(edge,), terms=terms, lines=lines, projects=projects, horizon=2025)
    assert project(case, Levers("Mine", elasticity=D("-0.9999"))).cash["utility"]
