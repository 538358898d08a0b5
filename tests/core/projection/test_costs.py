"""What rates must pay for, by hand: indices, lines of O&M, the capital plan, debt sizing and debt service."""

from decimal import Decimal

import pytest
from support.plan import YEARS, D, by_year, plan

from alamo_xl.levers import ALL, Levers
from alamo_xl.projection import Assumptions, ExistingDebt, OperatingLine, Project, Terms, project
from alamo_xl.projection.debt import issue, level_payment

NOBODY = {"determinants": (), "debt": (), "assumptions": Assumptions()}


def cash(service="water", levers=Levers("Mine"), **changes):  # noqa: B008
    return {year.fiscal_year: year for year in project(plan(**{**NOBODY, **changes}), levers).cash[service]}


def test_an_index_is_1_in_the_base_year_and_rises_after_it():
    lines = (OperatingLine("water", "people", D(1000), "labour"), OperatingLine("water", "rent", D(10)))
    indices = {"labour": {2025: D("0.5"), 2026: D("0.1"), 2027: D("0.2"), 2028: D("-0.5")}}
    years = cash(lines=lines, indices=indices, projects=())
    assert [years[year].operations for year in (2025, 2026, 2027, 2028, 2029)] == [1010, 1110, 1330, 670, 670]
    later = cash(lines=lines, indices=indices, projects=(), base_year=2027)
    assert [later[year].operations for year in (2027, 2028)] == [1010, 510]


@pytest.mark.parametrize(("service", "change"), [("water", "-0.2"), ("sewer", "-0.1")])
def test_the_variable_share_of_a_line_moves_with_flow(service, change):
    """Water flows 20 % less; half of that reaches the sewer; a quarter of the line follows."""
    lines = (OperatingLine(service, "power", D(1000), "power", D("0.25")),)
    levers = Levers("Dry", use={ALL: {2026: D("-0.2")}})
    given = {"assumptions": Assumptions(reach=D("0.5")), "indices": {"power": {2026: D("0.1")}}, "projects": ()}
    case = plan(lines=lines, debt=(), **given)
    years = project(case, levers).cash[service]
    assert years[1].operations == 1100 * (1 + D("0.25") * D(change))
    assert years[0].operations == 1000


def test_costs_follow_accounts_where_there_is_no_flow_to_follow():
    lines = (OperatingLine("reclaimed", "power", D(1000), "", D(1)),)
    years = cash("reclaimed", Levers("Grown", growth={2026: D("0.1")}), lines=lines, projects=())
    assert years[2026].operations == 1100


def test_a_project_is_spent_in_equal_parts_at_each_years_index():
    wells = Project("Wells", "water", D(300), "construction", 3, D("0.25"), D("0.5"), {"A": 2026, "B": 2033})
    given = {"projects": (wells,), "indices": {"construction": by_year("0.1")}, "lines": ()}
    years = cash(**given)
    for year, index in ((2025, 0), (2026, "1.1"), (2027, "1.21"), (2028, "1.331"), (2029, 0)):
        spent = 100 * D(index)
        assert years[year].capital_spending == spent
        assert (years[year].grants, years[year].loan_proceeds) == (spent * D("0.25"), spent * D("0.5"))
        assert years[year].capital_in_cash == spent * D("0.25")
    in_b = cash(levers=Levers("Later", plan="B"), **given)
    assert [year for year in YEARS if in_b[year].capital_spending] == [2033, 2034]
    assert not any(year.capital_spending for year in cash(levers=Levers("Never", plan="C"), **given).values())


def test_what_was_spent_before_the_base_year_is_not_spent_again():
    begun = Project("Begun", "water", D(400), "", 4, D(0), D(0), {"A": 2023})
    years = cash(projects=(begun,), lines=())
    assert [years[year].capital_spending for year in (2025, 2026, 2027)] == [100, 100, 0]


def test_par_pays_for_its_own_issue_and_reserve():
    bonds = issue(D(910), Terms("senior", D("0.05"), 20, D("0.02"), D("0.07")))
    assert bonds == (D(1000), D(20), D(70))
    assert bonds.par - bonds.cost - bonds.reserve == 910


def test_a_payment_repays_its_par_and_no_more():
    rate, par = D("0.036"), D(4_000_000)
    payment, owed = level_payment(rate, 30, par), par
    for _ in range(30):
        owed = owed * (1 + rate) - payment
    assert abs(owed) < D("1e-9")
    assert level_payment(D(0), 8, D(1000)) == 125


def test_new_debt_is_served_from_the_year_after_for_its_term():
    terms = {"water": Terms("senior", D("0.05"), 3, D("0.02"), D("0.07"))}
    built = Project("Wells", "water", D(1820), "", 2, D(0), D(1), {"A": 2026})
    years = cash(projects=(built,), terms=terms, lines=())
    payment = level_payment(D("0.05"), 3, D(1000))
    times = {2025: 0, 2026: 0, 2027: 1, 2028: 2, 2029: 2, 2030: 1, 2031: 0}
    assert {year: round(years[year].senior_debt / payment, 12) for year in times} == times
    assert not any(year.subordinate_debt for year in years.values())
    assert (years[2026].cost_of_issue, years[2026].financed_reserve) == (20, 70)
    assert years[2026].capital_in_cash == 0
    opening = years[2025].restricted_cash
    assert [years[year].restricted_cash - opening for year in (2026, 2027, 2034)] == [70, 140, 140]


def test_debt_goes_by_service_and_lien():
    debt = (
        ExistingDebt("Old", "water", "senior", by_year(10)),
        ExistingDebt("Older", "water", "senior", {2026: Decimal(5)}),
        ExistingDebt("Loan", "water", "subordinate", by_year(3)),
        ExistingDebt("Other", "sewer", "senior", by_year(100)),
    )
    years = cash(debt=debt, projects=(), lines=())
    assert (years[2025].senior_debt, years[2026].senior_debt, years[2026].subordinate_debt) == (10, 15, 3)
    assert cash("utility", debt=debt, projects=(), lines=())[2026].senior_debt == 115
