"""The law in Decimal, against worked bills and against the same law in whole numbers."""

import itertools
import tomllib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.counts import share_of
from support.places import CASES

from alamo_xl import NoAdoptedRate, NotUnderstood, OutOfRange, bill, late_fee, load_schedule, meter_installation, tap
from alamo_xl.rate_card import RateCard

SCHEDULE = load_schedule()
CARD = RateCard(SCHEDULE)
WORKED = tomllib.loads((CASES / "bills.toml").read_text(encoding="utf-8"))["bill"]
ACCOUNTS = sorted({(k.customer_class, k.meter_size) for k in SCHEDULE.rates if k.service == "water" and k.meter_size})
YEARS = st.sampled_from(SCHEDULE.fiscal_years)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case["name"])
def test_worked_bill(case):
    for year, total in case["totals"].items():
        priced = bill(SCHEDULE, year, **case["account"])
        assert str(priced.total) == total
        if lines := case.get("lines", {}).get(year):
            assert [str(line.amount) for line in priced.lines] == lines
        for line in priced.lines:
            assert line.amount == (line.quantity * line.rate).quantize(Decimal("0.01"), "ROUND_HALF_UP")
            assert f"FY{year}" in str(line.source)


@settings(max_examples=share_of(20_000))
@given(
    year=YEARS,
    account=st.sampled_from(ACCOUNTS),
    metered=st.integers(0, 1_000_000_000) | st.integers(0, 100_000),
    reclaimed=st.just(0) | st.integers(0, 1_000_000),
    outside=st.booleans(),
    irrigation=st.booleans(),
    sewer=st.booleans(),
    units=st.integers(1, 100_000),
)
def test_whole_numbers_agree_with_decimal(year, account, metered, reclaimed, outside, irrigation, sewer, units):
    count = units if account[1] == "multi-family" else 1
    terms = CARD.terms(year, *account, outside, irrigation, sewer, count)
    ccf, other = Decimal(metered) / 1000, Decimal(reclaimed) / 1000
    given_units = units if count > 1 or account[1] == "multi-family" else None
    law = bill(SCHEDULE, year, *account, ccf, outside, irrigation, sewer, other, given_units)
    assert terms.water(metered) == law.subtotal("water") * 100
    assert (terms.sewer(metered) if sewer else 0) == law.subtotal("sewer") * 100
    assert terms.reclaimed(reclaimed) == law.subtotal("reclaimed") * 100


def test_whole_numbers_agree_with_decimal_on_every_half_cent_tie():
    """Every volume to 1,000 CCF whose charge ends in exactly half a cent, of every printed usage rate."""
    ties = 0
    for key, rates in SCHEDULE.rates.items():
        if key.charge not in ("usage", "irrigation"):
            continue
        household = "household" if key.service == "reclaimed" else key.customer_class
        outside, irrigation, sewer = key.location == "outside", key.charge == "irrigation", key.service == "sewer"
        for year, rate in zip(SCHEDULE.fiscal_years, rates, strict=True):
            terms = CARD.terms(year, household, "3/4", outside, irrigation, sewer, 1)
            share = terms.sewer_return if sewer else 1000
            step = int(rate * 100) * share
            for metered in range(1_000_001):
                if metered * step % 1_000_000 != 500_000:
                    continue
                ties += 1
                ccf = Decimal(metered) / 1000
                used, other = (0, ccf) if key.service == "reclaimed" else (ccf, 0)
                law = bill(SCHEDULE, year, household, "3/4", used, outside, irrigation, sewer, other)
                assert getattr(terms, key.service)(metered) == law.subtotal(key.service) * 100
    assert ties > 10_000


@pytest.mark.parametrize(
    ("account", "error", "words"),
    [
        ((2026, "household", "2", 8), NoAdoptedRate, "use multi-family units or non-household"),
        ((2026, "non-household", "MF", 8), NoAdoptedRate, "household only"),
        ((2026, "non-household", "5/8", 8), NoAdoptedRate, "3/4, 1, 1-1/2, 2, 3, 4, 6"),
        ((2030, "household", "3/4", 8), NoAdoptedRate, "FY2025 to FY2029"),
        ((2024, "household", "3/4", 8), NoAdoptedRate, "FY2025 to FY2029"),
        ((2026, "household", "MF", 8), NotUnderstood, "multi-family needs its number of units"),
        ((2026, "household", "3/4", -1), OutOfRange, "give 0 to 1,000,000 CCF"),
        ((2026, "household", "3/4", 1_000_000.0004), OutOfRange, "give 0 to 1,000,000 CCF"),
        ((2026, "household", "3/4", None), NotUnderstood, "ccf is blank"),
        ((2026, "household", 45355, 8), NotUnderstood, "4 March"),
    ],
)
def test_what_cannot_be_billed_says_what_is_accepted(account, error, words):
    with pytest.raises(error, match=words):
        bill(SCHEDULE, *account)


def test_units_belong_to_multi_family():
    for given_units in (None, "", 0, 1):
        assert bill(SCHEDULE, 2026, "hh", "3/4", 8, units=given_units).total == Decimal("88.65")
    with pytest.raises(NotUnderstood, match="multi-family only"):
        bill(SCHEDULE, 2026, "hh", "3/4", 8, units=24)
    for wrong, error in ((0, OutOfRange), (2.5, NotUnderstood), (100_001, OutOfRange), (True, NotUnderstood)):
        with pytest.raises(error):
            bill(SCHEDULE, 2026, "hh", "MF", 8, units=wrong)


@pytest.mark.parametrize(
    ("amount", "days", "fee"),
    [(88.65, 11, "8.87"), (88.65, 10, "0.00"), (88.65, -3, "0.00"), (0, 40, "0.00"), ("1,000.05", 11, "100.01")],
)
def test_late_fee(amount, days, fee):
    assert str(late_fee(SCHEDULE, amount, days)) == fee


def test_late_fee_refuses_a_negative_amount_and_a_part_of_a_day():
    with pytest.raises(OutOfRange):
        late_fee(SCHEDULE, -1, 11)
    with pytest.raises(NotUnderstood, match="whole number of days"):
        late_fee(SCHEDULE, 1, 10.5)


def test_taps_and_installations():
    assert tap(SCHEDULE, "2") == 1525
    assert tap(SCHEDULE, 2, 1800) == 1800
    assert tap(SCHEDULE, '1-1/4"', 900) == 1377
    assert meter_installation(SCHEDULE, "3/4") == 300
    assert meter_installation(SCHEDULE, 0.75, "250.005") == Decimal("250.01")
    with pytest.raises(NoAdoptedRate, match="sizes printed: 3/4, 1, 1-1/2, 2, 4"):
        meter_installation(SCHEDULE, "3")
    with pytest.raises(NoAdoptedRate):
        tap(SCHEDULE, "3")


def test_every_printed_base_charge_prices_an_account():
    for (household, size), year, outside in itertools.product(ACCOUNTS, SCHEDULE.fiscal_years, (False, True)):
        units = 1 if size == "multi-family" else None
        priced = bill(SCHEDULE, year, household, size, 0, outside, units=units)
        row = (household, size, outside)
        assert priced.total == sum(SCHEDULE.rate(year, service, "base", *row) for service in ("water", "sewer"))
