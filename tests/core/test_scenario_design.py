"""Multipliers, the sewer return and the shift, by year; and what no rate may be."""

from decimal import Decimal

import pytest

from alamo_xl import BadSchedule, load_schedule
from alamo_xl.levers import Escalated, Levers
from alamo_xl.scenario import escalated, proposal, propose
from alamo_xl.schedule import RETURN, RateKey

ADOPTED = load_schedule()
YEARS = ADOPTED.fiscal_years
PLACE = ("household", "inside")
SEWER_BASE, SEWER_USAGE = RateKey("sewer", *PLACE, "base", "3/4"), RateKey("sewer", *PLACE, "usage")
WATER_BASE, WATER_USAGE = RateKey("water", *PLACE, "base", "3/4"), RateKey("water", *PLACE, "usage")
IRRIGATION = WATER_USAGE._replace(charge="irrigation")
USAGE_OF_HOUSEHOLDS = Escalated("water", "household", "usage")


def rates(levers, years=YEARS, volumes=None, adopted=ADOPTED, base_year=None):
    return propose(adopted, levers, years, volumes, base_year).rates


def row(*dollars):
    return tuple(map(Decimal, dollars))


def since(share, year=2026):
    return {year: Decimal(share)}


def test_irrigation_moves_with_usage_and_base_by_itself():
    moved = rates(Levers("Usage", {USAGE_OF_HOUSEHOLDS: {2026: Decimal("0.1")}}))
    assert moved[WATER_USAGE] == row("2.88", "3.17", "3.80", "4.56", "4.88")
    assert moved[IRRIGATION] == row("5.76", "6.34", "7.60", "9.12", "9.76")
    changed = [key for key in moved if moved[key] != ADOPTED.rates[key]]
    assert {(key.service, key.customer_class, key.charge) for key in changed} == {
        ("water", "household", "usage"),
        ("water", "household", "irrigation"),
    }
    assert escalated(WATER_BASE) == Escalated("water", "household", "base")
    assert escalated(IRRIGATION) == USAGE_OF_HOUSEHOLDS


def test_a_rate_may_be_0_and_no_less():
    free = rates(Levers("Free", {USAGE_OF_HOUSEHOLDS: {2026: Decimal(-1), 2027: Decimal(5)}}))
    assert free[WATER_USAGE] == row("2.88", "0.00", "0.00", "0.00", "0.00")
    with pytest.raises(BadSchedule, match=r"^Paid: water household inside usage would be -0.45; a rate is 0 or more"):
        rates(Levers("Paid", {USAGE_OF_HOUSEHOLDS: {2026: Decimal("-1.1")}}))


def test_the_return_is_the_printed_one_of_each_year_and_the_last_one_after():
    by_year = dict(zip(YEARS, map(Decimal, ("0.90", "0.91", "0.92", "0.93", "0.94")), strict=True))
    adopted = ADOPTED.with_changes({RETURN: by_year})
    longer = rates(Levers("Longer"), (*YEARS, 2030, 2031), adopted=adopted)
    assert longer[RETURN] == row("0.90", "0.91", "0.92", "0.93", "0.94", "0.94", "0.94")
    less = Levers("Less", sewer_return={2025: Decimal("0.1"), 2027: Decimal("0.8"), 2029: Decimal("0.7")})
    assert rates(less, adopted=adopted)[RETURN] == row("0.90", "0.91", "0.8", "0.8", "0.7")


def test_multipliers_stand_from_their_year_on_and_never_feed_the_chain():
    lower = rates(Levers("Lower", outside_multiplier={2026: Decimal("1.5"), 2028: Decimal(2)}))
    outside = WATER_USAGE._replace(location="outside")
    assert lower[outside] == row("5.76", "5.40", "6.48", "10.36", "11.08")
    assert lower[WATER_USAGE] == ADOPTED.rates[WATER_USAGE]
    assert rates(Levers("Lower", outside_multiplier=since("1.5")), base_year=2026)[outside] == ADOPTED.rates[outside]
    half = rates(Levers("Half", irrigation_multiplier=since("0.5", 2027)))[IRRIGATION]
    assert half == row("5.76", "7.20", "2.16", "2.59", "2.77")


def test_multipliers_chain_irrigation_before_outside():
    both = rates(Levers("Both", irrigation_multiplier=since("1.5"), outside_multiplier=since("1.25")))
    outside = IRRIGATION._replace(location="outside")
    assert both[IRRIGATION] == row("5.76", "5.40", "6.48", "7.77", "8.31")
    assert both[outside] == row("11.52", "6.75", "8.10", "9.71", "10.39")
    assert both[WATER_USAGE] == ADOPTED.rates[WATER_USAGE]
    assert both[RETURN] == ADOPTED.rates[RETURN]
    alone = rates(Levers("Outside", outside_multiplier=since(0)))
    assert {alone[key][1:] for key in alone if key.location == "outside"} == {row(*["0.00"] * 4)}
    assert alone[IRRIGATION] == ADOPTED.rates[IRRIGATION]
    garden = rates(Levers("Garden", irrigation_multiplier=since("1.333")))
    assert garden[outside][1] == Decimal("9.60")  # 7.20 x 1.333 = 9.598, of the outside usage rate


def by_hand(share, base_bills, usage_ccf, billed, base_row, usage_row):
    """Rates after a shift, to the cent, in floats: an own reckoning of R = B + U."""
    for base, usage in zip(map(float, base_row), map(float, usage_row), strict=True):
        b, u = base * base_bills, usage * usage_ccf * billed
        yield round(base * (1 - share * (b + u) / b), 2), round(usage * (1 + share * (b + u) / u), 2)


@pytest.mark.parametrize(
    ("service", "share", "billed", "base", "usage"),
    [("sewer", "0.1", 0.9, SEWER_BASE, SEWER_USAGE), ("water", "-0.1", 1, WATER_BASE, WATER_USAGE)],
)
def test_a_shift_moves_a_share_of_revenue_at_base_year_volumes(service, share, billed, base, usage):
    volumes = {base: Decimal(1), usage: Decimal(3), IRRIGATION._replace(service="none"): Decimal(100)}
    shifted = rates(Levers("Shift", shift={service: since(share)}), volumes=volumes)
    expected = by_hand(float(share), 1, 3, billed, ADOPTED.rates[base][1:], ADOPTED.rates[usage][1:])
    found = zip(shifted[base][1:], shifted[usage][1:], strict=True)
    assert [tuple(map(float, pair)) for pair in found] == list(expected)
    assert (shifted[base][0], shifted[usage][0]) == (ADOPTED.rates[base][0], ADOPTED.rates[usage][0])
    untouched = [key for key in shifted if key.service != service or key == RETURN]
    assert all(shifted[key] == ADOPTED.rates[key] for key in untouched)


def test_a_shift_of_sewer_is_at_that_years_return():
    volumes = {SEWER_BASE: Decimal(1), SEWER_USAGE: Decimal(3)}
    half = Levers("Shift", shift={"sewer": since("0.1")}, sewer_return=since("0.5"))
    expected = by_hand(0.1, 1, 3, 0.5, ADOPTED.rates[SEWER_BASE][1:], ADOPTED.rates[SEWER_USAGE][1:])
    shifted = rates(half, volumes=volumes)
    found = zip(shifted[SEWER_BASE][1:], shifted[SEWER_USAGE][1:], strict=True)
    assert [tuple(map(float, pair)) for pair in found] == list(expected)


def test_a_shift_comes_after_the_multipliers_and_goes_back_where_it_ends():
    volumes = {WATER_USAGE._replace(location="outside"): Decimal(50), WATER_BASE: Decimal(10)}
    both = Levers("Both", outside_multiplier=since(1), shift={"water": {2027: Decimal("0.1"), 2028: Decimal(0)}})
    shifted = rates(both, volumes=volumes)
    # R = 10 x 29.05 + 50 x 4.32 = 506.50: base x (1 - 50.65 / 290.50), usage x (1 + 50.65 / 216)
    assert (shifted[WATER_BASE][2], shifted[WATER_USAGE][2]) == row("23.99", "5.33")
    assert shifted[WATER_BASE][3:] == ADOPTED.rates[WATER_BASE][3:]


def test_what_a_shift_leaves_over_is_revenue_after_less_before():
    volumes = {WATER_BASE: Decimal(1000), WATER_USAGE: Decimal(30_000)}
    levers = Levers("Shift", shift={"water": since("0.05")})
    found = proposal(ADOPTED, levers, YEARS, volumes)
    assert list(found.left_over["water"]) == list(YEARS[1:])
    for place, year in enumerate(YEARS[1:], 1):
        before, after = (
            sum(of[key][place] * v for key, v in volumes.items()) for of in (ADOPTED.rates, found.schedule.rates)
        )
        assert found.left_over["water"][year] == after - before != 0
        assert abs(after - before) <= Decimal("0.005") * 31_000


@pytest.mark.parametrize("key", [WATER_BASE, WATER_USAGE])
def test_a_service_without_base_or_without_usage_revenue_is_not_shifted(key):
    levers = Levers("Shift", shift={"water": since("0.1")})
    assert rates(levers) == ADOPTED.rates
    assert rates(levers, volumes={key: Decimal(10)}) == ADOPTED.rates


def test_a_proposal_says_so_in_its_sources():
    proposed = propose(ADOPTED, Levers("Mine"), YEARS)
    assert (proposed.name, proposed.fiscal_years) == ("Mine", YEARS)
    assert proposed.sources[WATER_USAGE].instrument == "Mine, in place of Resolution 2024-31"


@pytest.mark.parametrize(("share", "words"), [("0.5", "a rate is 0 or more"), ("-0.5", "a rate is at most 1,000,000")])
def test_a_shift_onto_next_to_nothing_is_refused_in_words(share, words):
    volumes = {WATER_BASE: Decimal("1e-30"), WATER_USAGE: Decimal("1e12")}
    with pytest.raises(BadSchedule, match=f"^Shifted: water household inside base 3/4 would be .*; {words}"):
        rates(Levers("Shifted", shift={"water": since(share)}), volumes=volumes)


def test_a_row_of_a_design_without_the_row_it_would_follow_goes_by_itself():
    surcharge = RateKey("water", "household", "outside", "surcharge", stage=1)
    summer, winter = (IRRIGATION._replace(months=months) for months in ("5-10", "11-4"))
    own = {surcharge: row(*["1.00"] * 5), summer: row(*["6.00"] * 5), winter: row(*["5.00"] * 5)}
    printed = {key: rates for key, rates in ADOPTED.rates.items() if key not in (IRRIGATION, RETURN)}
    designed = ADOPTED.with_rates({**printed, **own, RETURN: ADOPTED.rates[RETURN]}, YEARS, "designed")
    tenth = Levers("Tenth", {USAGE_OF_HOUSEHOLDS: {2026: Decimal("0.1")}})
    proposed = rates(tenth, adopted=designed)
    assert [proposed[key] for key in own] == [
        row("1.00", *["1.10"] * 4),
        row("6.00", *["6.60"] * 4),
        row("5.00", *["5.50"] * 4),
    ]


def test_a_rate_may_be_a_million_and_no_more():
    most = ADOPTED.with_changes({WATER_BASE: dict.fromkeys(YEARS, Decimal(1_000_000))})
    assert rates(Levers("Adopted"), adopted=most)[WATER_BASE] == (Decimal(1_000_000),) * 5
    with pytest.raises(BadSchedule, match="a rate is at most 1,000,000"):
        rates(Levers("More", {escalated(WATER_BASE): {2026: Decimal("0.0001")}}), adopted=most)


def test_a_surcharge_takes_its_own_increases_before_those_its_classes_share():
    printed = {key: rates for key, rates in ADOPTED.rates.items() if key != RETURN}
    for_all = RateKey("water", "all", "inside", "surcharge", stage=1)
    of_homes = for_all._replace(customer_class="household")
    tenth = {2026: Decimal("0.1")}
    for key, moved, dollars in (
        (for_all, Escalated("water", "all", "usage"), "1.10"),
        (of_homes, Escalated("water", "household", "usage"), "1.10"),
        (of_homes, Escalated("water", "non-household", "usage"), "1.00"),
    ):
        own = {**printed, key: row(*["1.00"] * 5), RETURN: ADOPTED.rates[RETURN]}
        designed = ADOPTED.with_rates(own, YEARS, "designed")
        assert rates(Levers("Own", {moved: tenth}), adopted=designed)[key] == row("1.00", *[dollars] * 4)
    shared = Levers("Shared", {Escalated("water", of, "usage"): tenth for of in ("household", "non-household")})
    own = {**printed, for_all: row(*["1.00"] * 5), RETURN: ADOPTED.rates[RETURN]}
    assert rates(shared, adopted=ADOPTED.with_rates(own, YEARS, "designed"))[for_all] == row("1.00", *["1.10"] * 4)
