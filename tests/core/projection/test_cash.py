"""A year's cash by hand: sources, uses, interest, the restricted reserve, the targets, pooled and by service."""

from support.plan import D, by_year, plan

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
    Terms,
    project,
)

HOME = Determinant("household", "inside", "3/4", False, D(1000), D(0))
GIVEN = {
    "determinants": (HOME,),
    "assumptions": Assumptions(bad_debt=D("0.1"), interest=D("0.05")),
    "lines": (OperatingLine("water", "all", D(7300)),),
    "transfers": {"water": by_year(60)},
    "other_revenue": {"water": by_year(40)},
    "projects": (Project("Wells", "water", D(1000), "", 1, D("0.1"), D("0.45"), {"A": 2025}),),
    "terms": {"water": Terms("senior", D(0), 10, D("0.05"), D("0.05"))},
    "debt": (ExistingDebt("Old", "water", "subordinate", by_year(100)),),
    "reserves": {"water": Reserve(D(2000), D(100), D(73), D(300), D("0.2"), D(50)), "sewer": Reserve(D(-500), D(100))},
    "connections": (ConnectionCharge("tap", "1", "water", {2025: D(2)}),),
    "fees": (ServiceFee("service-call-same-day", "water", D(10)),),
}


def outcome(levers=Levers("Mine"), **changes):  # noqa: B008
    return project(plan(**{**GIVEN, **changes}), levers)


def test_a_year_of_cash_by_hand():
    first, second = outcome().cash["water"][:2]
    # 1,000 bills at 19.37; a tenth unpaid; 10 calls at 55.00; two taps at 1,318.00; 5 % on 2,000 + 100
    tap = plan(**GIVEN).adopted.fee("tap", "1").amount
    assert (first.rate_revenue, first.bad_debt, first.service_fees) == (19_370, 1937, 550)
    assert (first.connection_charges, first.other_revenue, first.interest) == (2 * tap, 40, 105)
    assert first.operations == 7300
    net = 19_370 - 1937 + 550 + 2 * tap + 40 + 105 - 7300
    assert first.net_revenue == net
    # wells: 1,000, of which 100 granted and 450 borrowed; par 500, of which 25 for the issue and 25 kept
    assert (first.capital_spending, first.grants, first.loan_proceeds, first.capital_in_cash) == (1000, 100, 450, 450)
    assert (first.cost_of_issue, first.financed_reserve) == (25, 25)
    assert first.closing_cash == 2000 + net - 100 - 450 - 60
    assert (first.opening_restricted, first.restricted_cash) == (100, 125)
    # the next year opens with them, pays 50 of the new par, and has no tap
    assert (second.opening_cash, second.opening_restricted) == (first.closing_cash, 125)
    assert second.interest == D("0.05") * (first.closing_cash + 125)
    assert (second.senior_debt, second.subordinate_debt, second.connection_charges) == (50, 100, 0)
    assert second.closing_cash == second.opening_cash + second.net_revenue - 150 - 60


def test_targets_are_days_of_that_years_operations_capital_and_stabilisation():
    first, second = outcome(
        indices={"labour": {2026: D(1)}}, lines=(OperatingLine("water", "all", D(7300), "labour"),)
    ).cash["water"][:2]
    assert (first.operating_target, first.capital_target, first.stabilisation_target) == (1460, 500, 50)
    assert first.cash_target == 2010
    assert (second.operating_target, second.capital_target, second.cash_target) == (2920, 300, 3270)


def test_service_fees_grow_with_accounts_and_connections_do_not():
    grown = Levers("Grown", growth={2026: D("0.1")})
    years = outcome(grown, connections=(ConnectionCharge("tap", "1", "water", by_year(1)),)).cash["water"]
    assert [year.service_fees for year in years[:3]] == [550, 605, 605]
    assert len({year.connection_charges for year in years}) == 1


def test_interest_is_never_below_0_and_pooled_it_is_of_the_sums():
    found = outcome()
    assert found.cash["sewer"][0].interest == 0
    assert found.cash["utility"][0].interest == D("0.05") * (2000 + 100 - 500 + 100)
    poor = outcome(reserves={"water": Reserve(D(-100), D(40)), "sewer": Reserve(D(0), D(20))}).cash
    assert [poor[each][0].interest for each in ("water", "sewer", "utility")] == [0, 1, 0]


def test_the_utility_is_the_sum_of_its_services_but_for_interest():
    found = outcome().cash
    for place, year in enumerate(found["utility"]):
        for part in ("rate_revenue", "operations", "senior_debt", "capital_spending", "cash_target", "transfers"):
            assert getattr(year, part) == sum(
                getattr(found[each][place], part) for each in ("water", "sewer", "reclaimed")
            )
    apart = sum(found[each][-1].closing_cash for each in ("water", "sewer", "reclaimed"))
    earned = sum(year.interest for each in ("water", "sewer", "reclaimed") for year in found[each])
    assert found["utility"][-1].closing_cash - sum(year.interest for year in found["utility"]) == apart - earned


def test_a_later_base_year_starts_there():
    later = outcome(base_year=2027)
    first = later.cash["water"][0]
    assert (first.fiscal_year, first.opening_cash, first.rate_revenue) == (2027, 2000, 29_050)
    assert len(later.cash["utility"]) == 8
