"""Scenarios: levers to proposed rates."""

from decimal import Decimal

import pytest

from alamo_xl import NoAdoptedRate, load_schedule
from alamo_xl.levers import Escalated, Levers
from alamo_xl.scenario import propose
from alamo_xl.schedule import RETURN, RateKey

ADOPTED = load_schedule()
YEARS = ADOPTED.fiscal_years
BASE = RateKey("water", "non-household", "inside", "base", "3/4")
USAGE = RateKey("water", "household", "inside", "usage")


def test_no_levers_give_the_printed_rates_exceptions_included():
    assert propose(ADOPTED, Levers("Adopted"), YEARS).rates == ADOPTED.rates


def test_a_delay_gives_the_printed_rates_a_year_later():
    late = propose(ADOPTED, Levers("Delay", delay_from=2026), YEARS)
    for key in ADOPTED.rates:
        printed = ADOPTED.rates[key]
        if key != RETURN:
            assert late.rates[key] == (printed[0], printed[0], *printed[1:4])


def test_escalators_round_each_year_half_up():
    increases = {year: Decimal(text) for year, text in zip(YEARS[1:], ("0.25", "0.20", "0.20", "0.07"), strict=True)}
    chained = propose(ADOPTED, Levers("Chained", {Escalated("water", "non-household", "base"): increases}), YEARS)
    assert chained.rates[BASE] == (
        Decimal("24.18"),
        Decimal("30.23"),
        Decimal("36.28"),
        Decimal("43.54"),
        Decimal("46.59"),
    )
    assert chained.rates[USAGE] == ADOPTED.rates[USAGE]


def test_chaining_differs_from_print_in_24_inside_cells():
    increases = {year: escalator - 1 for year, escalator in ADOPTED.audit.escalators.items()}
    lines = {(k.service, k.customer_class, "base" if k.charge == "base" else "usage") for k in ADOPTED.rates}
    everything = {Escalated(*line): increases for line in lines}
    chained = propose(ADOPTED, Levers("Chained", everything, irrigation_multiplier=Decimal(2)), YEARS)
    differ = [
        (key, year)
        for key, row in chained.rates.items()
        for year, rate, printed in zip(YEARS, row, ADOPTED.rates[key], strict=True)
        if key.location == "inside" and rate != printed
    ]
    assert len(differ) == 24


def test_multipliers_stand_in_place_of_printed_rows():
    proposed = propose(
        ADOPTED, Levers("Outside 1.5", outside_multiplier=Decimal("1.5"), sewer_return=Decimal("0.85")), YEARS
    )
    assert proposed.rate(2026, "water", "base", "household", "3/4", True) == Decimal("36.32")
    assert proposed.sewer_return(2029) == Decimal("0.85")


def test_a_shift_keeps_revenue_but_for_rounding():
    volumes = {BASE: Decimal(1200), USAGE: Decimal(50_000)}
    plain = propose(ADOPTED, Levers("Plain"), YEARS)
    shifted = propose(ADOPTED, Levers("Shift", shift={"water": Decimal("0.05")}), YEARS, volumes)
    for place in range(len(YEARS)):
        before, after = (sum(s.rates[k][place] * v for k, v in volumes.items()) for s in (plain, shifted))
        assert abs(before - after) <= Decimal("0.005") * sum(volumes.values())
        assert shifted.rates[BASE][place] < plain.rates[BASE][place]


def test_a_year_beyond_the_adopted_ones_needs_an_escalator():
    with pytest.raises(NoAdoptedRate, match="no rate is adopted for FY2030"):
        propose(ADOPTED, Levers("Longer"), (*YEARS, 2030))
