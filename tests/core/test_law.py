"""The law at its edges: what a schedule answers and refuses, whole numbers, flags and blanks of a bill, fees."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from alamo_xl import BadSchedule, NoAdoptedRate, NotUnderstood, OutOfRange, bill, late_fee, load_schedule, tap
from alamo_xl import meter_installation as installation
from alamo_xl.rate_card import RateCard, Terms
from alamo_xl.schedule import RETURN, RateKey, Source

SCHEDULE = load_schedule()
CARD = RateCard(SCHEDULE)
USAGE = RateKey("water", "household", "inside", "usage")


def amounts(*account, **more):
    """The lines of a bill as service, charge, quantity, rate, amount."""
    lines = bill(SCHEDULE, *account, **more).lines
    return [(line.service, line.charge, *map(str, (line.quantity, line.rate, line.amount))) for line in lines]


def test_every_line_of_a_bill_with_everything():
    assert amounts(2026, "household", "MF", "8.0025", "outside", None, None, "1.5", 24) == [
        ("water", "base", "24", "48.42", "1162.08"),
        ("water", "usage", "8.003", "7.20", "57.62"),
        ("sewer", "base", "24", "44.20", "1060.80"),
        ("sewer", "usage", "7.20270", "3.76", "27.08"),
        ("reclaimed", "usage", "1.500", "7.20", "10.80"),
    ]


def test_an_irrigation_account_has_no_sewer_unless_it_is_asked_for():
    irrigated = [("water", "base", "1", "24.21", "24.21"), ("water", "irrigation", "8.000", "7.20", "57.60")]
    assert amounts(2026, "household", "3/4", 8, irrigation=True) == irrigated
    with_sewer = amounts(2026, "household", "3/4", 8, irrigation="yes", sewer="yes")
    assert with_sewer[:2] == irrigated
    assert [line[:2] for line in with_sewer[2:]] == [("sewer", "base"), ("sewer", "usage")]
    assert [line[0] for line in amounts(2026, "household", "3/4", 8, sewer="no")] == ["water", "water"]


def test_blanks_of_a_bill_are_its_defaults():
    usual = amounts(2026, "household", "3/4", 8)
    assert amounts(2026, "household", "3/4", 8, "", " ", "", " ", "") == usual
    assert amounts(2026, "household", "3/4", 8, None, None, None, None, None) == usual


def test_what_is_wrong_with_reclaimed_water_and_flags_is_named():
    with pytest.raises(OutOfRange, match=r"^reclaimed ccf -1 is out of range"):
        bill(SCHEDULE, 2026, "household", "3/4", 8, reclaimed_ccf=-1)
    with pytest.raises(NotUnderstood, match=r"^irrigation 'perhaps' is not understood"):
        bill(SCHEDULE, 2026, "household", "3/4", 8, irrigation="perhaps")
    with pytest.raises(NotUnderstood, match=r"^sewer 'perhaps' is not understood"):
        bill(SCHEDULE, 2026, "household", "3/4", 8, sewer="perhaps")
    with pytest.raises(NoAdoptedRate, match='no adopted rate for household 2" meters'):
        bill(SCHEDULE, 2026, "household", "2", 8, units=5)


def test_a_subtotal_is_of_one_service():
    priced = bill(SCHEDULE, 2026, "household", "3/4", 8, reclaimed_ccf=1)
    assert [str(priced.subtotal(service)) for service in ("water", "sewer", "reclaimed", "gas")] == [
        "53.01",
        "35.64",
        "3.60",
        "0.00",
    ]
    assert str(priced.total) == "92.25"


def test_an_empty_bill_is_nothing():
    priced = bill(SCHEDULE, 2026, "household", "3/4", 8)._replace(lines=())
    assert (str(priced.total), str(priced.subtotal("water"))) == ("0.00", "0.00")


def test_a_bill_tells_where_each_rate_is_printed():
    line = bill(SCHEDULE, 2026, "household", "3/4", 8, "outside").lines[0]
    assert line.source == Source(
        "Resolution 2024-31", "Water Service", 'Household Customers - Outside City, 3/4" Meter, FY2026', ("1",)
    )
    assert str(line.source).endswith("FY2026 [1]")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((2026, "water", "usage"), "no adopted rate for all water usage"),
        (
            (2024, "water", "usage", "household"),
            "no adopted rate for FY2024; Resolution 2024-31 prices FY2025 to FY2029",
        ),
        ((2026, "water", "usage", "all"), "no adopted rate for all water usage"),
        ((2026, "sewer", "irrigation", "household"), "no adopted rate for household sewer irrigation"),
        ((2026, "water", "base", "household"), "a base charge needs a meter size: 3/4, 1, 1-1/2"),
        ((2026, "water", "base", "household", "2"), "printed: 3/4, 1, 1-1/2; use multi-family units or non-household"),
        (
            (2026, "water", "base", "non-household", "8"),
            'non-household 8" meters; non-household meters printed: 3/4, 1',
        ),
        (
            (2026, "sewer", "base", "non-household", "multi-family"),
            "non-household multi-family units; they are household",
        ),
    ],
)
def test_why_a_rate_is_not_printed(row, words):
    with pytest.raises(NoAdoptedRate, match=re.escape(words)) as refused:
        SCHEDULE.rate(*row)
    assert ("use multi-family" in str(refused.value)) == (row[3:] == ("household", "2"))
    with pytest.raises(NoAdoptedRate, match=re.escape(words)):
        SCHEDULE.source(*row)


def test_look_ups_take_what_does_not_apply():
    assert SCHEDULE.rate(2026, "water", "usage", "household", "3/4") == Decimal("3.60")
    assert SCHEDULE.rate(2026, "reclaimed", "usage", "household", "3/4", True) == Decimal("7.20")
    assert RETURN.words == ("sewer", "all", "all", "return", "")
    assert SCHEDULE.rate(2029, "sewer", "return") == SCHEDULE.sewer_return(2029) == Decimal("0.90")
    assert SCHEDULE.source(2026, "sewer", "return") == SCHEDULE.sources[RETURN]
    assert (
        SCHEDULE.source(2026, "reclaimed", "usage").row
        == "All Customers, Commodity Charge Per CCF - Inside City, FY2026"
    )
    with pytest.raises(NoAdoptedRate):
        SCHEDULE.sewer_return(2030)
    with pytest.raises(NoAdoptedRate):
        SCHEDULE.source(2030, "sewer", "return")


def test_fees_that_are_not_printed_name_those_that_are():
    with pytest.raises(
        NoAdoptedRate, match='no adopted fee for tap 3"; sizes printed: 1, 1-1/4, 1-1/2, 2, 4, 6, 8, 10'
    ):
        SCHEDULE.fee("tap", "3")
    with pytest.raises(NoAdoptedRate, match="no adopted fee 'wine'; fees printed: service-call-same-day, ") as refused:
        SCHEDULE.fee("wine")
    assert "tap" not in str(refused.value)
    with pytest.raises(NoAdoptedRate, match="no adopted fee 'accounting-processing'; fees printed: "):
        SCHEDULE.fee("accounting-processing", "2")
    assert SCHEDULE.fee("tap", "2").amount == 1525


def test_changes_keep_what_they_do_not_name():
    changed = SCHEDULE.with_changes({USAGE: {2026: Decimal("9.99")}})
    assert changed.rates[USAGE] == (Decimal("2.88"), Decimal("9.99"), *SCHEDULE.rates[USAGE][2:])
    assert {key: row for key, row in changed.rates.items() if key != USAGE} == {
        key: row for key, row in SCHEDULE.rates.items() if key != USAGE
    }
    assert (changed.name, changed.fiscal_years) == ("Resolution 2024-31 with changes", SCHEDULE.fiscal_years)
    assert changed.sources[USAGE].instrument == "Resolution 2024-31 with changes, in place of Resolution 2024-31"
    assert changed.sources[USAGE].row == SCHEDULE.sources[USAGE].row
    assert SCHEDULE.with_changes({}, "same").name == "same"


def test_a_new_year_needs_a_rate_in_every_row():
    with pytest.raises(BadSchedule, match="row water household inside base 3/4 has no rate for FY2030"):
        SCHEDULE.with_changes({USAGE: {2030: Decimal(1), 2031: Decimal(1)}})
    with pytest.raises(BadSchedule, match="no row water all inside usage in Resolution 2024-31"):
        SCHEDULE.with_changes({USAGE._replace(customer_class="all"): {2026: Decimal(1)}})
    longer = SCHEDULE.with_changes({key: {2024: Decimal(1), 2030: Decimal(2)} for key in SCHEDULE.rates})
    assert longer.fiscal_years == (2024, *SCHEDULE.fiscal_years, 2030)
    assert longer.rates[USAGE] == (Decimal(1), *SCHEDULE.rates[USAGE], Decimal(2))


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Another"},
        {"adopted": SCHEDULE.in_force},
        {"fiscal_years": (2026, 2027, 2028, 2029, 2030)},
        {"rates": {**SCHEDULE.rates, USAGE: (Decimal(1),) * 5}},
        {"sources": {**SCHEDULE.sources, USAGE: Source("a", "b", "c")}},
        {"fees": SCHEDULE.fees[1:]},
        {"late_fee": SCHEDULE.late_fee._replace(grace_days=11)},
        {"outside_multiplier": Decimal(3)},
        {"limits": SCHEDULE.limits._replace(quantity_maximum=Decimal(1))},
        {"footnotes": ()},
        {"readings": ()},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_the_hash_is_of_every_fact(changes):
    assert re.fullmatch(r"[0-9a-f]{64}", SCHEDULE.content_hash)
    assert replace(SCHEDULE, **changes).content_hash != SCHEDULE.content_hash
    assert replace(SCHEDULE).content_hash == SCHEDULE.content_hash


def test_terms_of_an_account_in_whole_numbers():
    assert CARD.terms(2026, "household", "multi-family", False, False, True, 3) == Terms(
        water_base=3 * 2421, water_rate=360, sewer_base=3 * 2210, sewer_rate=188, sewer_return=900, reclaimed_rate=360
    )
    assert CARD.terms(2026, "household", "3/4", True, True, False, 1) == Terms(
        water_base=4842, water_rate=1440, sewer_base=0, sewer_rate=0, sewer_return=900, reclaimed_rate=720
    )
    assert CARD.reclaimed_rate(2029, False) == 554
    assert CARD.reclaimed_terms(2029, False) == Terms(0, 0, 0, 0, 0, reclaimed_rate=554)
    with pytest.raises(NoAdoptedRate):
        CARD.terms(2030, "household", "3/4", False, False, False, 1)


@pytest.mark.parametrize(
    ("metered", "water", "sewer", "reclaimed"),
    [(0, 10, 20, 0), (499, 10, 20, 0), (500, 11, 20, 1), (1000, 11, 21, 1), (555, 11, 20, 1), (556, 11, 21, 1)],
)
def test_whole_numbers_round_half_up(metered, water, sewer, reclaimed):
    terms = Terms(water_base=10, water_rate=1, sewer_base=20, sewer_rate=1, sewer_return=900, reclaimed_rate=1)
    assert (terms.water(metered), terms.sewer(metered), terms.reclaimed(metered)) == (water, sewer, reclaimed)


def test_whole_numbers_are_volume_times_rate():
    terms = Terms(water_base=100, water_rate=360, sewer_base=200, sewer_rate=188, sewer_return=900, reclaimed_rate=720)
    assert (terms.water(8003), terms.sewer(8003), terms.reclaimed(1500)) == (100 + 2881, 200 + 1354, 1080)


@pytest.mark.parametrize("row", [USAGE, RateKey("reclaimed", "all", "inside", "usage")], ids=lambda key: key.service)
def test_a_rate_that_is_no_whole_number_of_cents_is_an_error(row):
    finer = SCHEDULE.with_changes({row: {2026: Decimal("3.605")}})
    with pytest.raises(ArithmeticError, match=re.escape("3.605 is not a whole number of 1/100")):
        RateCard(finer).terms(2026, "household", "3/4", False, False, True, 1)


def test_a_return_that_is_no_whole_number_of_thousandths_is_an_error():
    finer = SCHEDULE.with_changes({RETURN: dict.fromkeys(SCHEDULE.fiscal_years, Decimal("0.9005"))})
    with pytest.raises(ArithmeticError, match=re.escape("0.9005 is not a whole number of 1/1000")):
        RateCard(finer).terms(2026, "household", "3/4", False, False, True, 1)


@pytest.mark.parametrize(("days", "fee"), [(10, "0.00"), ("10", "0.00"), (11, "8.87"), (-1_000_000, "0.00")])
def test_a_late_fee_begins_on_the_eleventh_day(days, fee):
    assert str(late_fee(SCHEDULE, "88.65", days)) == fee


def test_a_late_fee_names_what_is_wrong_even_when_none_is_due():
    with pytest.raises(OutOfRange, match=r"^bill amount -1 is out of range; give 0 to 1,000,000,000 dollars"):
        late_fee(SCHEDULE, -1, 0)
    with pytest.raises(NotUnderstood, match=r"^days past due is blank; give a whole number of days"):
        late_fee(SCHEDULE, 1, None)


def test_an_actual_cost_beside_a_listed_price():
    assert tap(SCHEDULE, "2", "1525.00") == tap(SCHEDULE, "2", " ") == tap(SCHEDULE, "2", 0) == 1525
    assert str(tap(SCHEDULE, "2", "1525.005")) == "1525.01"
    assert str(installation(SCHEDULE, "3/4", 0)) == "0.00"
    assert installation(SCHEDULE, "3/4", "") == 300
    with pytest.raises(OutOfRange, match=r"^actual cost -1 is out of range"):
        tap(SCHEDULE, "2", -1)
    with pytest.raises(NotUnderstood, match=r"^actual cost 'dear' is not understood; give dollars"):
        installation(SCHEDULE, "3/4", "dear")
    with pytest.raises(NotUnderstood, match=r"^tap size 'vast'"):
        tap(SCHEDULE, "vast")
