"""The rates of a scenario, sentence by sentence: closed years, the chain, delays, level increases, departures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alamo_xl import BadSchedule, load_schedule
from alamo_xl.levers import ALL, Escalated, Level, Levers
from alamo_xl.scenario import escalated, propose
from alamo_xl.schedule import RETURN, RateKey

ADOPTED = load_schedule()
YEARS = ADOPTED.fiscal_years
LONG = tuple(range(2025, 2035))
BASE = RateKey("water", "non-household", "inside", "base", "3/4")
HOME = RateKey("water", "household", "inside", "base", "3/4")
USAGE = RateKey("water", "household", "inside", "usage")
GARDEN = RateKey("water", "household", "inside", "irrigation")
EXCEPTION = RateKey("sewer", "non-household", "outside", "base", "3")  # R1: 525.53, twice the inside rate is 525.52
OWN = Escalated("water", "household", "usage")
EVERYTHING = sorted({escalated(key) for key in ADOPTED.rates if key != RETURN})


def everywhere(by_year):
    return {key: {year: Decimal(share) for year, share in by_year.items()} for key in EVERYTHING}


def row(key, levers, years=YEARS, base_year=None):
    return [str(rate) for rate in propose(ADOPTED, levers, years, base_year=base_year).rates[key]]


@pytest.mark.parametrize("base_year", YEARS)
def test_no_levers_give_the_printed_rates_exceptions_included(base_year):
    assert propose(ADOPTED, Levers("Adopted"), YEARS, base_year=base_year).rates == ADOPTED.rates


def test_the_exception_is_as_printed_where_its_year_is_the_last():
    assert row(EXCEPTION, Levers("Adopted"), YEARS[:2])[1] == "525.53"


def test_levers_that_are_not_given():
    none = Levers("None")
    assert (none.elasticity, none.delay_from, none.plan, none.level_of("water")) == (0, None, "A", None)
    level = Level(Decimal("0.05"), 2026, 2029)
    assert Levers("All", level={"all": level}).level_of("water") == level


def test_after_the_last_adopted_year_an_empty_increase_is_none():
    for key, printed in ADOPTED.rates.items():
        proposed = propose(ADOPTED, Levers("Adopted"), LONG).rates[key]
        assert proposed == printed + (printed[-1],) * 5, key


def test_what_departs_keeps_the_adopted_per_cents_and_never_snaps_back_to_print():
    four = Levers("Four", {OWN: {2027: Decimal("0.04")}})
    # 3.60 x 1.04 = 3.744; 3.74 x 5.18 / 4.32 = 4.4845; 4.48 x 5.54 / 5.18 = 4.7914
    assert row(USAGE, four, LONG) == ["2.88", "3.60", "3.74", "4.48", "4.79", *["4.79"] * 5]
    assert row(HOME, four) == ["19.37", "24.21", "29.05", "34.86", "37.30"]


def test_the_product_comes_before_the_division():
    """1.50 x 3.01 / 3.00 is 1.505, half up 1.51; 3.01 / 3.00 has no end, and 1.50 x what is kept of it falls short."""
    printed = ADOPTED.with_changes({USAGE: {2025: Decimal("3.00"), 2026: Decimal("3.00"), 2027: Decimal("3.01")}})
    half = Levers("Half", {OWN: {2026: Decimal("-0.5")}})
    assert propose(printed, half, YEARS).rates[USAGE][:3] == tuple(map(Decimal, ("3.00", "1.50", "1.51")))


def test_the_headline_typed_differs_from_print_in_24_inside_cells():
    chained = propose(
        ADOPTED, Levers("Typed", everywhere({y: e - 1 for y, e in ADOPTED.audit.escalators.items()})), YEARS
    )
    differ = [
        key
        for key, rates in chained.rates.items()
        for rate, printed in zip(rates, ADOPTED.rates[key], strict=True)
        if key.location == "inside" and rate != printed
    ]
    assert len(differ) == 24
    assert chained.rates[BASE][-1] == Decimal("46.59") != ADOPTED.rates[BASE][-1]


def test_closed_years_are_as_printed_whatever_is_typed_in_them():
    typed = everywhere({2025: "0.9", 2026: "0.9", 2027: "0.9"})
    assert row(USAGE, Levers("Closed", typed), base_year=2027) == row(USAGE, Levers("Adopted"))
    with_all = Levers(
        "Closed",
        typed,
        outside_multiplier={2026: Decimal(5)},
        sewer_return={2025: Decimal("0.1"), 2027: Decimal("0.2")},
        shift={"water": {2027: Decimal("0.1")}},
    )
    assert propose(ADOPTED, with_all, YEARS, {HOME: Decimal(9), USAGE: Decimal(9)}, 2027).rates == ADOPTED.rates


def test_a_delay_shifts_typed_and_adopted_increases_alike():
    assert row(USAGE, Levers("Late", delay_from=2028), LONG)[2:] == ["4.32", "4.32", "5.18", "5.54", *["5.54"] * 4]
    typed = Levers("Late", {OWN: {2027: Decimal("0.5"), 2028: Decimal("0.25"), 2031: Decimal("0.1")}}, delay_from=2028)
    # 2027 typed; 2028 none; 2029 what 2028 had; 2030 the last adopted one, 6.75 x 5.54 / 5.18; 2032 what 2031 had
    assert row(USAGE, typed, LONG) == ["2.88", "3.60", "5.40", "5.40", "6.75", "7.22", "7.22", "7.94", "7.94", "7.94"]


def test_a_delay_from_a_closed_year_counts_from_the_first_open_one():
    closed = row(USAGE, Levers("Late", delay_from=2026), LONG, 2027)
    assert closed == row(USAGE, Levers("Late", delay_from=2028), LONG, 2027)
    assert closed[:5] == ["2.88", "3.60", "4.32", "4.32", "5.18"]


def test_a_level_increase_replaces_the_others_from_its_first_year_on_and_after_its_last_they_are_none():
    level = {ALL: Level(Decimal("0.1"), 2027, 2028)}
    levers = Levers("Level", everywhere({2026: "0.5", 2027: "0.9", 2030: "0.9"}), level=level)
    # 2.88 x 1.5 = 4.32; x 1.1 = 4.752; x 1.1 = 5.225, half up; then nothing, typed or adopted
    assert row(USAGE, levers, LONG) == ["2.88", "4.32", "4.75", "5.23", *["5.23"] * 6]


def test_a_delay_moves_no_level_increase_and_removes_none():
    level = Level(Decimal("0.1"), 2028, 2029)
    levers = Levers("Both", delay_from=2027, level={"water": level})
    assert row(USAGE, levers, LONG)[:6] == ["2.88", "3.60", "3.60", "3.96", "4.36", "4.36"]
    sewer = USAGE._replace(service="sewer")
    assert row(sewer, levers) == row(sewer, Levers("Late", delay_from=2027))


def test_a_level_increase_of_a_service_counts_before_that_of_all():
    both = Levers("Both", level={ALL: Level(Decimal("0.5"), 2026, 2034), "water": Level(Decimal(0), 2027, 2034)})
    assert row(USAGE, both) == ["2.88", "3.60", "3.60", "3.60", "3.60"]
    assert row(USAGE._replace(service="sewer"), both)[:2] == ["1.50", "2.25"]


def test_a_level_increase_whose_first_year_is_closed_counts_from_the_first_open_year():
    early = Levers("Early", level={ALL: Level(Decimal("0.1"), 2025, 2028)})
    assert row(USAGE, early, base_year=2027) == ["2.88", "3.60", "4.32", "4.75", "4.75"]


def test_until_a_row_departs_print_governs_outside_too():
    assert row(EXCEPTION, Levers("Adopted"))[1] == "525.53"
    later = Levers("Later", everywhere({2027: "0.19"}))
    assert row(EXCEPTION, later)[1] == "525.53"
    inside = propose(ADOPTED, later, YEARS).rates[EXCEPTION._replace(location="inside")]
    assert propose(ADOPTED, later, YEARS).rates[EXCEPTION][2:] == tuple(2 * rate for rate in inside[2:])
    at_once = Levers("At once", everywhere({2026: "0.2501"}))
    inside = propose(ADOPTED, at_once, YEARS).rates[EXCEPTION._replace(location="inside")]
    assert propose(ADOPTED, at_once, YEARS).rates[EXCEPTION][1:] == tuple(2 * rate for rate in inside[1:])


def test_irrigation_is_twice_usage_once_usage_departs():
    up = Levers("Up", {OWN: {2026: Decimal("0.101")}})
    # 2.88 x 1.101 = 3.17; irrigation is 6.34, where its own chain would be 5.76 x 1.101 = 6.34
    assert row(GARDEN, up)[:2] == ["5.76", "6.34"]
    seven = Levers("Up", {OWN: {2026: Decimal("0.007")}})
    # 2.88 x 1.007 = 2.900; 5.76 x 1.007 = 5.800; and 5.76 x 1.0087 = 5.81, while 2 x 2.91 = 5.82
    assert row(GARDEN, seven)[1] == "5.80"
    assert row(GARDEN, Levers("Up", {OWN: {2026: Decimal("0.0087")}}))[1] == "5.82"
    outside = GARDEN._replace(location="outside")
    assert row(outside, Levers("Up", {OWN: {2026: Decimal("0.0087")}}))[1] == "11.64"


def test_a_row_that_has_departed_stays_so_even_where_its_rate_is_the_printed_one_again():
    inside = EXCEPTION._replace(location="inside")
    escalator = escalated(inside)
    printed = dict(zip(YEARS, ADOPTED.rates[inside], strict=True))
    # delayed to nothing in FY2026, then up to what is printed for FY2027
    levers = Levers("Back", {escalator: {2026: Decimal(0), 2027: printed[2027] / printed[2025] - 1}})
    proposed = propose(ADOPTED, levers, YEARS).rates
    assert proposed[inside][2] == printed[2027]
    assert proposed[EXCEPTION][2] == 2 * printed[2027]


def test_a_printed_rate_of_0_the_year_before_gives_the_printed_rate():
    free = ADOPTED.with_changes({USAGE: {2026: Decimal("0.00")}})
    rates = propose(free, Levers("Up", {OWN: {2029: Decimal("0.1")}}), YEARS).rates[USAGE]
    assert rates == tuple(map(Decimal, ("2.88", "0.00", "4.32", "5.18", "5.70")))


@pytest.mark.parametrize("base_year", [2024, 2030])
def test_a_base_year_that_is_not_adopted_is_refused(base_year):
    with pytest.raises(
        BadSchedule, match=f"^the base year FY{base_year} is not an adopted year; give FY2025 to FY2029"
    ):
        propose(ADOPTED, Levers("Mine"), LONG, base_year=base_year)


shares = st.decimals(Decimal("-0.3"), Decimal("0.6"), places=4)


@given(st.dictionaries(st.integers(2026, 2034), shares), st.integers(2025, 2029))
def test_inside_rates_chain_to_the_cent_and_outside_ones_are_twice_them_or_print(by_year, base_year):
    proposed = propose(ADOPTED, Levers("Any", everywhere(by_year)), LONG, base_year=base_year)
    for key in ADOPTED.rates:
        rates = dict(zip(LONG, proposed.rates[key], strict=True))
        printed = dict(zip(YEARS, ADOPTED.rates[key], strict=True))
        assert all(rates[year] == printed[year] for year in YEARS if year <= base_year)
        if key.location == "outside":
            inside = dict(zip(LONG, proposed.rates[key._replace(location="inside")], strict=True))
            assert all(rates[year] in (2 * inside[year], printed.get(year)) for year in LONG)
        elif key != RETURN and key.charge != "irrigation":
            for year, share in by_year.items():
                if year > base_year:
                    assert abs(rates[year] - rates[year - 1] * (1 + share)) <= Decimal("0.005")
