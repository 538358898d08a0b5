"""What holds of any plan and any levers."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from support.plan import ADOPTED, D, plan

from alamo_xl.levers import ALL, Level, Levers
from alamo_xl.projection import Determinant, Reserve, project, total
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN

MOVED = sorted({escalated(key) for key in ADOPTED.rates if key != RETURN})
shares = st.decimals(D("-0.2"), D("0.3"), places=4)
by_years = st.dictionaries(st.integers(2025, 2034), shares, max_size=4)
volumes = st.integers(0, 10**6).map(Decimal)


@st.composite
def levers(draw):
    """Any scenario whose rates stay below what a rate may be."""
    return Levers(
        "Any",
        {each: draw(by_years) for each in draw(st.lists(st.sampled_from(MOVED), max_size=4, unique=True))},
        draw(st.none() | st.integers(2025, 2034)),
        {ALL: Level(draw(shares), draw(st.integers(2025, 2034)), 2034)} if draw(st.booleans()) else {},
        sewer_return=draw(st.dictionaries(st.integers(2025, 2034), st.decimals(0, 1, places=2), max_size=2)),
        use={ALL: draw(by_years)},
        growth=draw(by_years),
        elasticity=draw(st.decimals(D("-0.9"), 0, places=2)),
        plan=draw(st.sampled_from("ABC")),
    )


@st.composite
def cases(draw):
    """A plan with determinants and balances of its own."""
    water, garden = draw(volumes), draw(volumes)
    home = Determinant("household", "inside", "3/4", False, draw(volumes), water, D(0), draw(volumes).min(water))
    yard = Determinant("household", "outside", "1", True, draw(volumes), garden)
    reserves = {"water": Reserve(draw(volumes) - 500_000, D(0), D(90)), "sewer": Reserve(draw(volumes))}
    return plan(base_year=draw(st.integers(2025, 2029)), determinants=(home, yard), reserves=reserves)


@settings(deadline=None)
@given(cases())
def test_a_scenario_that_changes_nothing_gives_the_printed_rates(case):
    schedule = project(case, Levers("Nothing")).schedule
    assert {key: row[:5] for key, row in schedule.rates.items()} == dict(ADOPTED.rates)


@settings(deadline=None)
@given(cases(), levers())
def test_cash_changes_by_sources_less_uses_and_what_is_borrowed_is_spent(case, lever):
    outcome = project(case, lever)
    for years in outcome.cash.values():
        for before, year in pairwise(years):
            assert (year.opening_cash, year.opening_restricted) == (before.closing_cash, before.restricted_cash)
        for year in years:
            sources = year.rate_revenue - year.bad_debt + year.service_fees + year.connection_charges
            sources += year.other_revenue + year.interest + year.grants + year.loan_proceeds
            uses = year.operations + year.debt + year.capital_spending + year.transfers
            assert abs(year.closing_cash - (year.opening_cash + sources - uses)) < D("1e-9")
            assert year.capital_in_cash >= -D("1e-9")
            assert year.interest >= 0


@settings(deadline=None)
@given(cases(), levers())
def test_sewer_never_exceeds_the_water_that_it_follows_and_closed_years_are_as_they_were(case, lever):
    outcome = project(case, lever)
    for year, of_year in outcome.volumes.items():
        sewer = sum(v for key, v in of_year.items() if key.service == "sewer" and key.charge == "usage")
        water = sum(v for key, v in of_year.items() if key.service == "water" and key.charge != "base")
        assert 0 <= sewer <= water + D("1e-9")
        if year == case.base_year:
            assert water == sum(row.ccf for row in case.determinants)


@settings(deadline=None)
@given(cases(), levers(), st.integers(2, 9))
def test_twice_the_accounts_and_use_is_twice_the_revenue(case, lever, times):
    more = tuple(
        replace(row, bills=times * row.bills, ccf=times * row.ccf, sewer_ccf=times * row.sewer_ccf)
        for row in case.determinants
    )
    one, many = (project(each, lever).revenue for each in (case, replace(case, determinants=more)))
    for year in case.years:
        assert abs(total(many[year]) - times * total(one[year])) < D("1e-6")


@settings(deadline=None)
@given(cases(), levers())
def test_a_greater_elasticity_uses_no_more_where_prices_do_not_fall(case, lever):
    up = replace(lever, level={ALL: Level(D("0.1"), 2025, 2034)}, sewer_return={}, use={}, growth={})
    less = replace(up, elasticity=D(0))
    dear, flat = project(case, up), project(case, less)
    for year in case.years:
        for key, volume in dear.volumes[year].items():
            assert volume <= flat.volumes[year][key] + D("1e-9")
