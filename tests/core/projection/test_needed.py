"""The needed increase: its definition holds of what is found, and 0.01 percentage points less fails it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.plan import D, by_year, plan

from alamo_xl.bill import to_the_cent
from alamo_xl.levers import ALL, Escalated, Level, Levers
from alamo_xl.projection import UTILITY, OperatingLine, Reserve, Targets, project, total
from alamo_xl.projection.needed import HALVINGS, _Start, at_no_increase, least, needed, residual
from alamo_xl.projection.sufficiency import passes
from alamo_xl.schedule import RETURN

DEAR = (
    OperatingLine("water", "people", D(5_000_000), "labour"),
    OperatingLine("water", "pumping", D(2_000_000), "power", D("0.8")),
    OperatingLine("sewer", "people", D(2_500_000), "labour"),
    OperatingLine("sewer", "treatment", D(1_200_000), "power", D("0.5")),
    OperatingLine("reclaimed", "all", D(210_000), "general", D("0.3")),
)
LEVERS = Levers("Mine", elasticity=D("-0.25"), growth=by_year("0.005"))
WHOSE = ("utility", "water", "sewer", "reclaimed")
SLACK = D("0.0001")


def case(**changes):
    return plan(**{"lines": DEAR, **changes})


def start(of, levers, whose, first):
    return _Start.of(of, levers, whose, first)


@pytest.mark.parametrize("whose", WHOSE)
def test_the_level_increase_passes_and_a_hundredth_of_a_point_less_fails(whose):
    found = needed(case(), LEVERS, whose, 2027, 2030).level
    assert found > SLACK
    begun, targets = start(case(), LEVERS, whose, 2027), case().assumptions.targets
    assert all(passes(year, targets) for year in begun.raised(found, 2030))
    assert not all(passes(year, targets) for year in begun.raised(found - SLACK, 2030))


@pytest.mark.parametrize("whose", WHOSE)
def test_each_years_increase_passes_that_year_and_a_hundredth_of_a_point_less_fails(whose):
    found = needed(case(), LEVERS, whose, 2027, 2030).as_needed
    assert list(found) == list(range(2027, 2035))
    assert any(share > SLACK for share in found.values())
    begun, targets = start(case(), LEVERS, whose, 2027), case().assumptions.targets
    times, before = Decimal(1), None
    for year in range(2025, 2035):
        share = found.get(year, Decimal(0))
        if share:
            assert not passes(begun.at(year, times * (1 + share - SLACK), before), targets)
        before = begun.at(year, times * (1 + share), before)
        assert year < 2027 or passes(before, targets)
        times *= 1 + share


def test_it_starts_with_every_increase_from_the_first_year_on_at_none_and_keeps_those_before():
    levers = Levers(
        "Mine",
        {Escalated("water", "household", "base"): {2028: D(1), 2027: D("0.5")}},
        level={"sewer": Level(D("0.1"), 2027, 2034)},
    )
    pooled = at_no_increase(case(), levers, "utility", 2028)
    begun = start(case(), levers, "utility", 2028)
    flat = project(case(), pooled)
    earned = [begun.at(year.fiscal_year, D(1), None).rate_revenue for year in flat.cash["utility"]]
    assert earned == [year.rate_revenue for year in flat.cash["utility"]]
    rates = flat.schedule.rates
    home, sewer = (next(key for key in rates if key.service == each) for each in ("water", "sewer"))
    assert len(set(rates[home][2:])) == len(set(rates[sewer][2:])) == 1
    as_it_is = project(case(), levers).schedule.rates
    assert (rates[home][:3], rates[sewer][:3]) == (as_it_is[home][:3], as_it_is[sewer][:3])
    assert rates[sewer][2] > rates[sewer][1]


@pytest.mark.parametrize("whose", WHOSE)
def test_at_no_increase_the_years_are_those_of_the_projection(whose):
    years = start(case(), LEVERS, whose, 2027).raised(D(0), 2030)
    assert years == project(case(), at_no_increase(case(), LEVERS, whose, 2027)).cash[whose][2:]
    assert years[0].opening_cash != years[0].restricted_cash


def test_by_service_the_others_stay_as_the_scenario_has_them():
    levers = replace(LEVERS, level={ALL: Level(D("0.5"), 2027, 2034)})
    alone = project(case(), at_no_increase(case(), levers, "sewer", 2027)).schedule.rates
    home, sewer = (next(key for key in alone if key.service == each) for each in ("water", "sewer"))
    assert alone[home] == project(case(), levers).schedule.rates[home]
    assert len(set(alone[sewer][1:])) == 1
    assert needed(case(), levers, "sewer", 2027, 2030) != needed(case(), LEVERS, "sewer", 2027, 2030)


def test_nothing_is_needed_where_nothing_fails():
    rich = {each: Reserve(D(10**9)) for each in ("water", "sewer", "reclaimed")}
    free = case(reserves=rich, debt=(), projects=())
    found = needed(free, LEVERS, "utility", 2027, 2034)
    assert found.level == 0
    assert set(found.as_needed.values()) == {0}


def test_no_answer_up_to_100_per_cent_is_none_and_ends_as_needed():
    poor = case(reserves={"water": Reserve(D(0), D(0), D(90))}, transfers={"water": {2029: D(10**9)}})
    found = needed(poor, LEVERS, "water", 2027, 2034)
    assert found.level is None
    assert list(found.as_needed) == [2027, 2028, 2029]
    assert found.as_needed[2029] is None


def test_a_closed_first_year_is_the_first_open_one():
    late = case(base_year=2027)
    assert needed(late, LEVERS, "utility", 2025, 2030) == needed(late, LEVERS, "utility", 2028, 2030)


def test_only_years_from_the_first_to_the_horizon_count():
    failing = {"water": {2026: D(10**8), 2034: D(10**8)}}
    short = case(transfers=failing, horizon=2033, reserves={"water": Reserve(D(10**8)), "sewer": Reserve(D(10**7))})
    assert list(needed(short, LEVERS, "water", 2030, 2033).as_needed) == [2030, 2031, 2032, 2033]
    assert needed(short, LEVERS, "reclaimed", 2030, 2033).level is not None


def test_pooled_a_uniform_change_of_rates_is_exact():
    """Every rate half as much again moves revenue and cost as the approximation has it, since all prices move alike."""
    dear = replace(LEVERS, level={ALL: Level(D("0.5"), 2027, 2027)})
    real, begun = project(case(), dear), start(case(), LEVERS, "utility", 2027)
    year = real.cash["utility"][2]
    found = begun.at(2027, D("1.5"), real.cash["utility"][1])
    # half as much again of a whole cent is at most half a cent off
    assert float(found.rate_revenue) == pytest.approx(float(year.rate_revenue), rel=2e-3)
    assert float(found.operations) == pytest.approx(float(year.operations), rel=2e-4)


def test_by_service_the_response_counts_its_own_part_of_the_price():
    begun, times = start(case(), LEVERS, "sewer", 2027), D("1.2")
    (part,) = begun.parts[2028]
    response = (part.own_part * times + 1 - part.own_part) ** D("-0.25")
    moved = begun.at(2028, times, None)
    assert moved.rate_revenue == part.base * times + part.usage * times * response
    assert moved.operations == part.still + part.moving * response
    assert D("0.2") < part.own_part < D("0.5")
    lines = project(case(), at_no_increase(case(), LEVERS, "sewer", 2027)).revenue[2028]
    assert part.base == total(lines, service="sewer", charge="base")


def test_halving_gives_the_passing_end():
    assert least(lambda share: share >= D("0.3")) - D("0.3") < D(2) ** -HALVINGS
    assert least(lambda share: share >= D("0.3")) >= D("0.3")
    assert (least(lambda _: True), least(lambda _: False)) == (0, None)
    assert HALVINGS >= 20


@settings(max_examples=25, deadline=None)
@given(
    st.integers(2026, 2031),
    st.integers(0, 4),
    st.sampled_from(WHOSE),
    st.decimals(D("-0.9"), 0, places=2),
    st.decimals(D("0.5"), 2, places=1),
)
def test_whatever_the_case_the_answer_holds_or_there_is_none(first, years, whose, elasticity, scale):
    lines = tuple(replace(line, dollars=line.dollars * scale) for line in DEAR)
    of = case(lines=lines, assumptions=replace(plan().assumptions, targets=Targets(D("1.5"), D("1.3"))))
    levers = replace(LEVERS, elasticity=elasticity)
    found = needed(of, levers, whose, first, min(first + years, 2034)).level
    begun, targets = start(of, levers, whose, first), of.assumptions.targets
    last = min(first + years, 2034)
    if found is None:
        assert not all(passes(year, targets) for year in begun.raised(D(1), last))
    else:
        assert all(passes(year, targets) for year in begun.raised(found, last))
        assert not found or not all(passes(year, targets) for year in begun.raised(max(D(0), found - SLACK), last))


def test_what_rounding_leaves_over_is_cents_on_the_volumes_that_are_billed():
    of, share, first, last = case(), D("0.0437"), 2027, 2030
    found = residual(of, LEVERS, share, first, last)
    none = project(of, at_no_increase(of, LEVERS, UTILITY, first))
    raised = {2027: 1, 2028: 2, 2029: 3, **dict.fromkeys(range(2030, 2035), 4)}
    for place, year in enumerate(of.fiscal_years):
        times = (1 + share) ** raised.get(year, 0)
        dollars = D(0)
        for key, volume in none.volumes[year].items():
            exact = none.schedule.rates[key][place] * times
            billed = volume * (none.schedule.rates[RETURN][place] if key.takes_return else 1)
            dollars += (to_the_cent(exact) - exact) * billed * (1 if key.charge == "base" else times**LEVERS.elasticity)
        assert float(found[year]) == pytest.approx(float((1 - of.assumptions.bad_debt) * dollars), abs=1e-9), year
        assert (found[year] == 0) == (year not in raised)
    assert of.assumptions.bad_debt > 0
    assert residual(of, LEVERS, share, 2024, last) == residual(of, LEVERS, share, 2026, last)
    assert set(residual(of, LEVERS, None, first, last).values()) == {0}


def test_a_rate_of_0_has_nothing_to_round():
    free = {key: (D(0),) * 5 if key.service == "reclaimed" else row for key, row in case().adopted.rates.items()}
    of = case(adopted=case().adopted.with_rates(free, case().adopted.fiscal_years, "free"))
    assert residual(of, LEVERS, D("0.05"), 2027, 2030)[2030] != 0
