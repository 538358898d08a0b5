"""The law in whole numbers against the same law in Decimal."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from support.counts import share_of

from alamo_xl import bill, load_schedule
from alamo_xl.rate_card import RateCard

SCHEDULE = load_schedule()
CARD = RateCard(SCHEDULE)
ACCOUNTS = sorted({(k.customer_class, k.meter_size) for k in SCHEDULE.rates if k.service == "water" and k.meter_size})
YEARS = st.sampled_from(SCHEDULE.fiscal_years)


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
