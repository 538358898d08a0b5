"""Levers at their edges: which rows each moves and in which years, what no rate may be."""

from decimal import Decimal

import pytest

from alamo_xl import BadSchedule, NoAdoptedRate, load_schedule
from alamo_xl.levers import Escalated, Levers
from alamo_xl.scenario import escalated, propose
from alamo_xl.schedule import RETURN, RateKey

ADOPTED = load_schedule()
YEARS = ADOPTED.fiscal_years
PLACE = ("household", "inside")
SEWER_BASE, SEWER_USAGE = RateKey("sewer", *PLACE, "base", "3/4"), RateKey("sewer", *PLACE, "usage")
WATER_BASE, WATER_USAGE = RateKey("water", *PLACE, "base", "3/4"), RateKey("water", *PLACE, "usage")
IRRIGATION = WATER_USAGE._replace(charge="irrigation")
USAGE_OF_HOUSEHOLDS = Escalated("water", "household", "usage")


def rates(levers, years=YEARS, volumes=None, adopted=ADOPTED):
    return propose(adopted, levers, years, volumes).rates


def row(*dollars):
    return tuple(map(Decimal, dollars))


def test_a_delay_holds_one_year_and_moves_those_after_it():
    late = rates(Levers("Late", delay_from=2028))
    assert late[WATER_USAGE] == row("2.88", "3.60", "4.32", "4.32", "5.18")
    increases = {USAGE_OF_HOUSEHOLDS: {2027: Decimal("0.5"), 2028: Decimal("0.25")}}
    assert rates(Levers("Late", increases, delay_from=2028))[WATER_USAGE] == row("2.88", "3.60", "5.40", "5.40", "6.75")
    assert rates(Levers("Late", delay_from=2030), YEARS)[WATER_USAGE] == ADOPTED.rates[WATER_USAGE]


def test_a_delay_reads_the_last_adopted_year_a_year_later():
    late = rates(Levers("Late", delay_from=2026), (*YEARS, 2030))
    assert late[WATER_USAGE] == row("2.88", "2.88", "3.60", "4.32", "5.18", "5.54")
    with pytest.raises(
        NoAdoptedRate, match=r"^Late: no rate is adopted for FY2030 water household inside base 3/4; give"
    ):
        rates(Levers("Late", delay_from=2026), (*YEARS, 2030, 2031))


def test_irrigation_moves_with_usage_and_base_by_itself():
    moved = rates(Levers("Usage", {USAGE_OF_HOUSEHOLDS: {2026: Decimal("0.1")}}))
    assert moved[WATER_USAGE][:3] == row("2.88", "3.17", "4.32")
    assert moved[IRRIGATION][:3] == row("5.76", "6.34", "8.64")
    same = [key for key in moved if moved[key] != ADOPTED.rates[key]]
    assert {(key.service, key.customer_class, key.charge) for key in same} == {
        ("water", "household", "usage"),
        ("water", "household", "irrigation"),
    }
    assert escalated(WATER_BASE) == Escalated("water", "household", "base")
    assert escalated(IRRIGATION) == USAGE_OF_HOUSEHOLDS


def test_a_rate_may_be_0_and_no_less():
    free = rates(Levers("Free", {USAGE_OF_HOUSEHOLDS: {2026: Decimal(-1), 2027: Decimal(5)}}))
    assert free[WATER_USAGE] == row("2.88", "0.00", "0.00", "5.18", "5.54")
    with pytest.raises(BadSchedule, match=r"^Paid: water household inside usage would be -0.29; a rate is 0 or more"):
        rates(Levers("Paid", {USAGE_OF_HOUSEHOLDS: {2026: Decimal("-1.1")}}))


def test_the_return_is_the_printed_one_of_each_year_and_the_last_one_after():
    by_year = dict(zip(YEARS, map(Decimal, ("0.90", "0.91", "0.92", "0.93", "0.94")), strict=True))
    adopted = ADOPTED.with_changes({RETURN: by_year})
    increases = {escalated(key): {2030: Decimal(0), 2031: Decimal(0)} for key in ADOPTED.rates if key != RETURN}
    longer = rates(Levers("Longer", increases), (*YEARS, 2030, 2031), adopted=adopted)
    assert longer[RETURN] == row("0.90", "0.91", "0.92", "0.93", "0.94", "0.94", "0.94")
    assert rates(Levers("Less", sewer_return=Decimal("0.8")), adopted=adopted)[RETURN] == row(*["0.8"] * 5)


def test_multipliers_chain_irrigation_before_outside():
    both = rates(Levers("Both", irrigation_multiplier=Decimal("1.5"), outside_multiplier=Decimal("1.25")))
    outside = IRRIGATION._replace(location="outside")
    assert both[IRRIGATION] == row("4.32", "5.40", "6.48", "7.77", "8.31")
    assert both[outside] == row("5.40", "6.75", "8.10", "9.71", "10.39")
    assert both[WATER_USAGE] == ADOPTED.rates[WATER_USAGE]
    assert both[RETURN] == ADOPTED.rates[RETURN]
    alone = rates(Levers("Outside", outside_multiplier=Decimal(0)))
    assert {alone[key] for key in alone if key.location == "outside"} == {row(*["0.00"] * 5)}
    assert alone[IRRIGATION] == ADOPTED.rates[IRRIGATION]


def by_hand(share, base_bills, usage_ccf, billed, base_row, usage_row):
    """Rates after a shift, to the cent, in floats: an own reckoning of R = B + U."""
    for base, usage in zip(map(float, base_row), map(float, usage_row), strict=True):
        b, u = base * base_bills, usage * usage_ccf * billed
        yield round(base * (1 - share * (b + u) / b), 2), round(usage * (1 + share * (b + u) / u), 2)


def test_a_shift_of_sewer_counts_the_volume_that_is_billed():
    volumes = {SEWER_BASE: Decimal(1), SEWER_USAGE: Decimal(3), WATER_USAGE: Decimal(100)}
    shifted = rates(Levers("Shift", shift={"sewer": Decimal("0.1")}), volumes=volumes)
    expected = by_hand(0.1, 1, 3, 0.9, ADOPTED.rates[SEWER_BASE], ADOPTED.rates[SEWER_USAGE])
    found = zip(shifted[SEWER_BASE], shifted[SEWER_USAGE], strict=True)
    assert [tuple(map(float, pair)) for pair in found] == list(expected)
    assert [len(each) for each in shifted.values()] == [5] * len(shifted)
    untouched = [key for key in shifted if key.service != "sewer" or key == RETURN]
    assert all(shifted[key] == ADOPTED.rates[key] for key in untouched)
    outside = SEWER_USAGE._replace(location="outside")
    assert shifted[outside][0] > ADOPTED.rates[outside][0]


def test_a_shift_of_water_counts_every_ccf():
    volumes = {WATER_BASE: Decimal(1), WATER_USAGE: Decimal(3)}
    shifted = rates(Levers("Shift", shift={"water": Decimal("-0.1")}), volumes=volumes)
    expected = by_hand(-0.1, 1, 3, 1, ADOPTED.rates[WATER_BASE], ADOPTED.rates[WATER_USAGE])
    assert [tuple(map(float, pair)) for pair in zip(shifted[WATER_BASE], shifted[WATER_USAGE], strict=True)] == list(
        expected
    )


def test_a_shift_without_volumes_moves_nothing():
    assert rates(Levers("Shift", shift={"water": Decimal("0.1")})) == ADOPTED.rates
    alone = rates(Levers("Shift", shift={"water": Decimal("0.1")}), volumes={WATER_BASE: Decimal(10)})
    assert alone[WATER_USAGE] == ADOPTED.rates[WATER_USAGE]
    assert alone[WATER_BASE] == row("17.43", "21.79", "26.15", "31.37", "33.57")


def test_a_year_without_revenue_is_not_shifted():
    free = ADOPTED.with_changes({WATER_BASE: {2029: Decimal("0.00")}})
    levers = Levers("Shift", shift={"water": Decimal("0.1")})
    shifted = rates(levers, volumes={WATER_BASE: Decimal(10)}, adopted=free)
    assert shifted[WATER_BASE] == row("17.43", "21.79", "26.15", "31.37", "0.00")


def test_a_proposal_says_so_in_its_sources():
    proposed = propose(ADOPTED, Levers("Mine"), YEARS)
    assert (proposed.name, proposed.fiscal_years) == ("Mine", YEARS)
    assert proposed.sources[WATER_USAGE].instrument == "Mine, in place of Resolution 2024-31"


@pytest.mark.parametrize(("share", "words"), [("0.5", "a rate is 0 or more"), ("-0.5", "a rate is at most 1,000,000")])
def test_a_shift_onto_next_to_nothing_is_refused_in_words(share, words):
    volumes = {WATER_BASE: Decimal("1e-30"), WATER_USAGE: Decimal("1e12")}
    with pytest.raises(BadSchedule, match=f"^Shifted: water household inside base 3/4 would be .*; {words}"):
        rates(Levers("Shifted", shift={"water": Decimal(share)}), volumes=volumes)
